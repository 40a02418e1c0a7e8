import type { Curve } from "./curves.ts";

/** The outcome of a descent, in the words of lab 03. */
export type Regime =
  | { readonly kind: "diverges"; readonly step: number }
  | { readonly kind: "arrives"; readonly step: number; readonly swings: boolean }
  | { readonly kind: "stuck"; readonly at: number }
  | { readonly kind: "cycles" }
  | { readonly kind: "grows"; readonly from: number; readonly to: number }
  | { readonly kind: "crawls"; readonly loss: number };

const near = 1e-3;

/** Classifies a path: it left the picture, arrived, settled elsewhere, cycles, climbs, or is still in progress. */
export function regimeOf(path: readonly number[], curve: Curve, left: number, right: number): Regime {
  const width = right - left;
  const out = path.findIndex((x) => !(x > left - 3 * width && x < right + 3 * width));
  if (out > 0) return { kind: "diverges", step: out };
  const arrived = path.findIndex((_, i) => path.slice(i).every((x) => Math.abs(x - curve.minimum) < near));
  if (arrived >= 0) return { kind: "arrives", step: arrived, swings: swings(path, curve.minimum) };
  const [last = 0, before = 0, earlier = 0] = [path.at(-1), path.at(-2), path.at(-3)];
  if (Math.abs(last - before) < near && Math.abs(curve.slope(last)) < 10 * near)
    return { kind: "stuck", at: last };
  if (Math.abs(last - earlier) < near && Math.abs(last - before) > near) return { kind: "cycles" };
  const [from, to] = [curve.loss(path[0] ?? 0), curve.loss(last)];
  return to > from ? { kind: "grows", from, to } : { kind: "crawls", loss: to };
}

function swings(path: readonly number[], minimum: number): boolean {
  const [first = 0, second = 0] = path;
  return (first - minimum) * (second - minimum) < -near;
}
