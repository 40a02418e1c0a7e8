import type { Scalar } from "./type.ts";

/** A function that WGSL brings: over which types, and its value; results are rounded to the type afterwards. */
export interface Builtin {
  readonly takes: number;
  readonly over: readonly Scalar[];
  /** Those that it does not take are NaN. */
  readonly value: (a: number, b: number, c: number) => number;
  /** What its arguments must be where they are known beforehand; else the value of what is not is NaN. */
  readonly must: Demand | undefined;
}

interface Demand {
  /** Written as a condition; it is true where an argument is NaN, which stands for one not known. */
  readonly says: string;
  readonly holds: (a: number, b: number, c: number) => boolean;
}

const floats: readonly Scalar[] = ["f32", "abstract-float"];
const numbers: readonly Scalar[] = [...floats, "i32", "u32", "abstract-int"];
const signedNumbers: readonly Scalar[] = [...floats, "i32", "abstract-int"];
const of = (takes: number, over: readonly Scalar[], value: Builtin["value"], must?: Demand): Builtin => ({
  takes,
  over,
  value,
  must,
});

const positive: Demand = { says: "x > 0", holds: (x) => !(x <= 0) };
const atMostOne: Demand = { says: "-1 <= x && x <= 1", holds: (x) => !(Math.abs(x) > 1) };

/** Half away from zero is JavaScript's way; WGSL rounds halves to even. */
const round = (x: number): number => {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
  return down % 2 === 0 ? down : down + 1;
};

/** WGSL's power is that of 2 to y · log₂ x, so that a negative base has none, nor 0 to 0. */
const power = (x: number, y: number): number => (Number.isNaN(y * Math.log2(x)) ? NaN : x ** y);

/** The arithmetic functions; all arguments and the result have one type. */
const builtins: Readonly<Record<string, Builtin>> = {
  abs: of(1, numbers, Math.abs),
  acos: of(1, floats, Math.acos, atMostOne),
  asin: of(1, floats, Math.asin, atMostOne),
  atan: of(1, floats, Math.atan),
  atan2: of(2, floats, Math.atan2),
  ceil: of(1, floats, Math.ceil),
  clamp: of(3, numbers, (x, low, high) => Math.min(Math.max(x, low), high), {
    says: "low <= high",
    holds: (_, low, high) => !(low > high),
  }),
  cos: of(1, floats, Math.cos),
  cosh: of(1, floats, Math.cosh),
  degrees: of(1, floats, (x) => x * (180 / Math.PI)),
  exp: of(1, floats, Math.exp),
  exp2: of(1, floats, (x) => 2 ** x),
  floor: of(1, floats, Math.floor),
  fma: of(3, floats, (a, b, c) => a * b + c),
  fract: of(1, floats, (x) => x - Math.floor(x)),
  inverseSqrt: of(1, floats, (x) => 1 / Math.sqrt(x), positive),
  log: of(1, floats, Math.log, positive),
  log2: of(1, floats, Math.log2, positive),
  max: of(2, numbers, (a, b) => Math.max(a, b)),
  min: of(2, numbers, (a, b) => Math.min(a, b)),
  mix: of(3, floats, (a, b, share) => a * (1 - share) + b * share),
  pow: of(2, floats, power),
  radians: of(1, floats, (x) => x * (Math.PI / 180)),
  round: of(1, floats, round),
  saturate: of(1, floats, (x) => Math.min(Math.max(x, 0), 1)),
  sign: of(1, signedNumbers, Math.sign),
  sin: of(1, floats, Math.sin),
  sinh: of(1, floats, Math.sinh),
  sqrt: of(1, floats, Math.sqrt, { says: "x >= 0", holds: (x) => !(x < 0) }),
  step: of(2, floats, (edge, x) => Number(edge <= x)),
  tan: of(1, floats, Math.tan),
  tanh: of(1, floats, Math.tanh),
  trunc: of(1, floats, Math.trunc),
};

export const builtinNames = Object.keys(builtins);

export const builtinCalled = (name: string): Builtin | undefined =>
  Object.hasOwn(builtins, name) ? builtins[name] : undefined;
