import type { Scalar } from "./type.ts";

/** A function that WGSL brings: over which types, and its value; results are rounded to the type afterwards. */
interface Builtin {
  readonly takes: number;
  readonly over: readonly Scalar[];
  /** Those that it does not take are NaN. */
  readonly value: (a: number, b: number, c: number) => number;
}

const floats: readonly Scalar[] = ["f32", "abstract-float"];
const numbers: readonly Scalar[] = [...floats, "i32", "u32", "abstract-int"];
const of = (takes: number, over: readonly Scalar[], value: Builtin["value"]): Builtin => ({
  takes,
  over,
  value,
});

/** Half away from zero is JavaScript's way; WGSL rounds halves to even. */
const round = (x: number): number => {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
  return down % 2 === 0 ? down : down + 1;
};

/** The arithmetic functions; all arguments and the result have one type. */
export const builtins: Readonly<Record<string, Builtin>> = {
  abs: of(1, numbers, Math.abs),
  ceil: of(1, floats, Math.ceil),
  clamp: of(3, numbers, (x, low, high) => Math.min(Math.max(x, low), high)),
  cos: of(1, floats, Math.cos),
  exp: of(1, floats, Math.exp),
  exp2: of(1, floats, (x) => 2 ** x),
  floor: of(1, floats, Math.floor),
  fma: of(3, floats, (a, b, c) => a * b + c),
  fract: of(1, floats, (x) => x - Math.floor(x)),
  inverseSqrt: of(1, floats, (x) => 1 / Math.sqrt(x)),
  log: of(1, floats, Math.log),
  log2: of(1, floats, Math.log2),
  max: of(2, numbers, (a, b) => Math.max(a, b)),
  min: of(2, numbers, (a, b) => Math.min(a, b)),
  mix: of(3, floats, (a, b, share) => a * (1 - share) + b * share),
  pow: of(2, floats, (x, y) => x ** y),
  round: of(1, floats, round),
  sign: of(1, numbers, Math.sign),
  sin: of(1, floats, Math.sin),
  sqrt: of(1, floats, Math.sqrt),
  tanh: of(1, floats, Math.tanh),
  trunc: of(1, floats, Math.trunc),
};
