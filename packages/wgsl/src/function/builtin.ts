import type { ScalarName } from "../type/type.ts";
import type { Formula } from "../value/operation.ts";

/** A function built into WGSL that works component by component, also on vectors. */
export interface Builtin extends Formula {
  readonly takes: number;
  /** The numeric types it takes; numbers without a type become the first that fits. */
  readonly over: readonly ScalarName[];
  /** The condition on arguments known at compile time; at run time, a violation gives NaN. */
  readonly must?: Demand;
}

interface Demand {
  /** Written as a condition; it is true if an argument is NaN, which stands for an unknown value. */
  readonly says: string;
  readonly holds: (a: number, b: number, c: number) => boolean;
}

const floats: readonly ScalarName[] = ["f32", "abstract-float"];
const integers: readonly ScalarName[] = ["i32", "u32"];
const numbers: readonly ScalarName[] = [...floats, ...integers, "abstract-int"];
const signedNumbers: readonly ScalarName[] = [...floats, "i32", "abstract-int"];

const of = (
  takes: number,
  over: readonly ScalarName[],
  compute: Formula["numbers"],
  more: Partial<Builtin> = {},
): Builtin => ({ takes, over, numbers: compute, ...more });

const positive: Demand = { says: "x > 0", holds: (x) => !(x <= 0) };
const atMostOne: Demand = { says: "-1 <= x && x <= 1", holds: (x) => !(Math.abs(x) > 1) };

/** JavaScript rounds halves up; WGSL rounds them to even. */
const round = (x: number): number => {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
  return down % 2 === 0 ? down : down + 1;
};

/** WGSL defines the power as 2 to y · log₂ x, so a negative base has no value, and 0 to 0 has none either. */
const power = (x: number, y: number): number => (Number.isNaN(y * Math.log2(x)) ? NaN : x ** y);

const smoothstep = (low: number, high: number, x: number): number => {
  const t = Math.min(Math.max((x - low) / (high - low), 0), 1);
  return t * t * (3 - 2 * t);
};

const least = <T extends number | bigint>(a: T, b: T): T => (b < a ? b : a);
const most = <T extends number | bigint>(a: T, b: T): T => (b > a ? b : a);

export const builtins: Readonly<Record<string, Builtin>> = {
  abs: of(1, numbers, Math.abs, { exact: (x) => (x < 0n ? -x : x) }),
  acos: of(1, floats, Math.acos, { must: atMostOne }),
  acosh: of(1, floats, Math.acosh, { must: { says: "x >= 1", holds: (x) => !(x < 1) } }),
  asin: of(1, floats, Math.asin, { must: atMostOne }),
  asinh: of(1, floats, Math.asinh),
  atan: of(1, floats, Math.atan),
  atan2: of(2, floats, Math.atan2),
  atanh: of(1, floats, Math.atanh, { must: { says: "-1 < x && x < 1", holds: (x) => !(Math.abs(x) >= 1) } }),
  ceil: of(1, floats, Math.ceil),
  clamp: of(3, numbers, (x, low, high) => Math.min(Math.max(x, low), high), {
    exact: (x, low, high) => least(most(x, low), high),
    must: { says: "low <= high", holds: (_, low, high) => !(low > high) },
  }),
  cos: of(1, floats, Math.cos),
  cosh: of(1, floats, Math.cosh),
  degrees: of(1, floats, (x) => x * (180 / Math.PI)),
  exp: of(1, floats, Math.exp),
  exp2: of(1, floats, (x) => 2 ** x),
  floor: of(1, floats, Math.floor),
  fma: of(3, floats, (a, b, c) => a * b + c),
  fract: of(1, floats, (x) => x - Math.floor(x)),
  inverseSqrt: of(1, floats, (x) => 1 / Math.sqrt(x), { must: positive }),
  log: of(1, floats, Math.log, { must: positive }),
  log2: of(1, floats, Math.log2, { must: positive }),
  max: of(2, numbers, (a, b) => Math.max(a, b), { exact: most }),
  min: of(2, numbers, (a, b) => Math.min(a, b), { exact: least }),
  pow: of(2, floats, power),
  radians: of(1, floats, (x) => x * (Math.PI / 180)),
  round: of(1, floats, round),
  saturate: of(1, floats, (x) => Math.min(Math.max(x, 0), 1)),
  sign: of(1, signedNumbers, Math.sign, { exact: (x) => (x > 0n ? 1n : x < 0n ? -1n : 0n) }),
  sin: of(1, floats, Math.sin),
  sinh: of(1, floats, Math.sinh),
  smoothstep: of(3, floats, smoothstep),
  sqrt: of(1, floats, Math.sqrt, { must: { says: "x >= 0", holds: (x) => !(x < 0) } }),
  step: of(2, floats, (edge, x) => Number(edge <= x)),
  tan: of(1, floats, Math.tan),
  tanh: of(1, floats, Math.tanh),
  trunc: of(1, floats, Math.trunc),
};
