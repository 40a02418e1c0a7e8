// Lists become Float64Arrays, and each step brings more than was asked for.
import { mapTree, numbersOf, type Tree } from "../provided/tree.ts";

type Numbers = ArrayLike<number>;

export function clipByValue(gradient: Numbers, limit: number): Float64Array {
  const out = Float64Array.from(gradient);
  for (let i = 0; i < out.length; i++) {
    if (out[i]! > limit) out[i] = limit;
    if (out[i]! < -limit) out[i] = -limit;
  }
  return out;
}

/** Scale and sum in one pass, as BLAS's dnrm2 does. */
export function norm(values: Numbers): number {
  let [scale, sum] = [0, 1];
  let infinite = false;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (Number.isNaN(size)) return NaN;
    if (size === Infinity) infinite = true;
    if (size === 0 || infinite) continue;
    if (scale < size) {
      sum = 1 + sum * (scale / size) ** 2;
      scale = size;
    } else sum += (size / scale) ** 2;
  }
  return infinite ? Infinity : scale * Math.sqrt(sum);
}

export function clipByNorm(gradient: Numbers, limit: number): Float64Array {
  const length = norm(gradient);
  const out = Float64Array.from(gradient);
  if (length <= limit) return out;
  const factor = length < Infinity ? limit / length : NaN;
  out.forEach((slope, i) => (out[i] = slope * factor));
  return out;
}

export function clipByGlobalNorm(gradient: Tree, limit: number): Tree {
  const all = clipByNorm(numbersOf(gradient), limit);
  let at = 0;
  return mapTree(() => all[at++]!, gradient);
}

export const clipFirst =
  <S>(rule: (gradient: Tree, state: S) => { update: Tree; state: S }, limit: number) =>
  (gradient: Tree, state: S) => ({ ...rule(clipByGlobalNorm(gradient, limit), state), limit });

export const skipNonFinite =
  <S>(rule: (gradient: Tree, state: S) => { update: Tree; state: S }, patience: number) =>
  (gradient: Tree, before: { state: S; skipped: number }) => {
    const all = Float64Array.from(numbersOf(gradient));
    const broken = all.some((slope) => slope - slope !== 0);
    if (!broken) {
      const step = rule(gradient, before.state);
      return { ...step, broken, state: { state: step.state, skipped: 0, all: all.length } };
    }
    const skipped = before.skipped + 1;
    if (skipped > patience) throw new RangeError(`${skipped} in a row`);
    return { broken, update: mapTree(() => 0, gradient), state: { ...before, skipped } };
  };
