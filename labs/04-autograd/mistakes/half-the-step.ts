import * as m from "../matrix.ts";
import type { Matrix } from "../matrix.ts";
import { grad, type Loss, valueAndGrad } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export function checkGrads(
  f: Loss,
  x: readonly Matrix[],
  v: readonly Matrix[],
  h: number,
): { readonly exact: number; readonly numeric: number } {
  const at = (t: number): number => valueAndGrad(f)(...x.map((xi, i) => m.add(xi, m.scale(v[i]!, t))))[0];
  const exact = grad(f)(...x).reduce((slope, g, i) => slope + m.dot(g, v[i]!), 0);
  return { exact, numeric: (at(h) - at(-h)) / h };
}
