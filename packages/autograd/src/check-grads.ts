import {
  checkOptions,
  add,
  foldIn,
  key,
  type Key,
  mul,
  normal,
  scope,
  sub,
  type Tensor,
  treeMap,
  ValueError,
} from "@downhill/tensor";
import { inner } from "./inner.ts";
import { GradientError } from "./tape.ts";
import { checkParams, type Params } from "./params.ts";
import { vjp } from "./vjp.ts";

/** How to compare: the seed of the random directions, the step of the difference, and the difference allowed. */
export interface CheckOptions {
  readonly key?: Key;
  /** $h$ of the central difference; its error is $O(h^2)$, and rounding adds $O(10^{-16}/h)$. */
  readonly h?: number;
  /** The largest allowed difference, relative to the larger side (absolute below 1). */
  readonly tolerance?: number;
  /** 2 also checks the derivative of the gradient. */
  readonly order?: 1 | 2;
}

/**
 * Checks a function's gradient without trusting it: for random $v$ and $w$, the vector-Jacobian product must agree
 * with a central difference,
 * $$\langle v,\ \mathrm{vjp}(w)\rangle = \Bigl\langle w,\ \frac{f(\theta + hv) - f(\theta - hv)}{2h}\Bigr\rangle.$$
 * Run it in float64, on the reference backend.
 *
 * @throws ValueError when an option is out of its range; GradientError with both numbers when they differ.
 * @example
 * ```ts
 * import { checkGrads } from "@downhill/autograd";
 * import { tanh, tensor } from "@downhill/tensor";
 * await checkGrads(tanh, tensor([0.3, -1]), { order: 2 });
 * ```
 * @see Griewank and Walther, "Evaluating Derivatives", 2nd ed. 2008, §3.
 */
export async function checkGrads<P extends Params>(
  fn: (params: P) => Tensor,
  params: P,
  options: CheckOptions = {},
): Promise<void> {
  checkOptions("checkGrads", options, ["key", "h", "tolerance", "order"]);
  const { key: from = key(0), h = 1e-5, tolerance = 1e-7, order = 1 } = options;
  for (const [name, value] of Object.entries({ h, tolerance })) {
    if (typeof value === "number" && value > 0 && value < Infinity) continue;
    throw new ValueError("out-of-range", {
      en: `checkGrads: ${name} is ${value}; give a positive finite number, such as 1e-5`,
      zh: `checkGrads：${name} 为 ${value}；请给出正的有限数，例如 1e-5`,
    });
  }
  if (![1, 2].includes(order)) {
    throw new ValueError("out-of-range", {
      en: `checkGrads: order is ${String(order)}; give 1 for the gradient, or 2 for its derivative too`,
      zh: `checkGrads：order 为 ${String(order)}；只检查梯度用 1，连同梯度的导数一起检查用 2`,
    });
  }
  checkParams("checkGrads", "params", params);
  const sides = (): readonly [Tensor, Tensor] => {
    using s = scope("checkGrads");
    const v = randomLike(foldIn(from, 1), params);
    const [y, pullback] = vjp(fn, params);
    const w = randomLike(foldIn(from, 2), y);
    const along = (sign: number) =>
      fn(treeMap((p: Tensor, d: Tensor) => add(p, mul(d, sign * h)), params, v));
    const numeric = mul(sub(along(1), along(-1)), 1 / (2 * h));
    return s.keep([inner(v, pullback(w)), inner(w, numeric)] as const);
  };
  const [analytic, numeric] = await Promise.all(sides().map(readAndFree));
  const difference = Math.abs(analytic! - numeric!) / Math.max(1, Math.abs(analytic!), Math.abs(numeric!));
  if (!(difference <= tolerance)) {
    throw new GradientError("wrong-gradient", {
      en: `checkGrads: order ${order === 1 ? "1" : "1 of 2"}: the gradient rule gives ${analytic} along a random direction and the central difference ${numeric}; they differ by ${difference.toExponential(1)}, more than ${tolerance}; check the rule's formula, sign and transposes`,
      zh: `checkGrads：第 ${order === 1 ? "1" : "1（共 2）"} 阶：沿一个随机方向，梯度规则给出 ${analytic}，中心差分给出 ${numeric}，两者相差 ${difference.toExponential(1)}，超过 ${tolerance}；请检查规则里的公式、符号和转置`,
    });
  }
  if (order === 2)
    await checkGrads(directional(fn, from), params, { ...options, order: 1, key: foldIn(from, 3) });
}

/** $\theta \mapsto \langle v, \mathrm{vjp}_\theta(w)\rangle$, whose gradient is the second derivative. */
const directional =
  <P extends Params>(fn: (params: P) => Tensor, from: Key) =>
  (params: P): Tensor => {
    const [y, pullback] = vjp(fn, params);
    return inner(randomLike(foldIn(from, 4), params), pullback(randomLike(foldIn(from, 5), y)));
  };

const randomLike = <P extends Params>(from: Key, tree: P): P => {
  let leaf = 0;
  return treeMap(
    ({ shape, backend, dtype }: Tensor) => normal(foldIn(from, leaf++), shape, { backend, dtype }),
    tree,
  );
};

async function readAndFree(x: Tensor): Promise<number> {
  const value = await x.item();
  x.dispose();
  return value;
}
