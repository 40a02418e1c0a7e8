import { tensor, zerosLike } from "../create.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { unrecorded } from "../recorder.ts";
import { tidy } from "../scope.ts";
import { sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { div } from "./div.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { mul } from "./mul.ts";
import { reshape } from "./reshape.ts";
import { sub } from "./sub.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { sum } from "./sum.ts";

/**
 * The largest element, or 0 if that is not finite: $\infty - \infty$ would be NaN. The result is the same for any shift,
 * so it needs no gradient.
 */
const shiftOf = (x: Tensor, axes: readonly number[]): Tensor =>
  unrecorded(() =>
    tidy("shift", () => {
      const m = run("max", [x], { axes, keepDims: true });
      const infinity = tensor(Infinity, { backend: x.backend, dtype: x.dtype });
      return run("where", [run("less", [run("abs", [m], {}), infinity], {}), m, zerosLike(m)], {});
    }),
  );

/**
 * $\ln\sum_i e^{x_i} = m + \ln\sum_i e^{x_i - m}$ with $m = \max_i x_i$, so no exponential overflows; $m$ counts
 * as 0 if it is not finite, so the result is $-\infty$ only if all elements are, or if there are none. Its gradient is the softmax $e^{x_i} / \sum_j e^{x_j}$.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { logSumExp, tensor } from "@downhill/tensor";
 * logSumExp(tensor([1000, 1000])); // 1000.693
 * ```
 * @see Blanchard, Higham and Higham, "Accurately computing the log-sum-exp and softmax functions", IMA J. Numer.
 * Anal. 2021.
 */
export const logSumExp: Op<["x"], Reduce | undefined> = op({
  name: "logSumExp",
  inputs: ["x"],
  tex: String.raw`\ln \sum_i e^{x_i}`,
  options: reduceNames,
  shape: ([x], over) => reduction("logSumExp", x, over).shape,
  forward: ({ x }, over) => {
    const { axes, shape } = reduction("logSumExp", x.shape, over);
    if (sizeOf(axes.map((axis) => x.shape[axis]!)) === 0) return log(sum(x, over));
    const m = shiftOf(x, axes);
    return reshape(add(m, log(sum(exp(sub(x, m)), { axes, keepDims: true }))), shape);
  },
  // The softmax, from the shifted exponentials: e^{x − y} would lose digits where y is large.
  vjp: {
    x: (ct, { x }, over) => {
      const { axes, kept } = reduction("logSumExp", x.shape, over);
      if (x.size === 0) return zerosLike(x);
      const e = exp(sub(x, shiftOf(x, axes)));
      return mul(reshape(ct, kept), div(e, sum(e, { axes, keepDims: true })));
    },
  },
  domain: (key) => [[normal(key, [2, 3])], [normal(key, [2, 3]), { axes: 1 }]],
});
