import {
  add,
  arithmetic,
  div,
  maximum,
  mean,
  mul,
  neg,
  norm,
  perStep,
  sqrt,
  square,
  type Tensor,
  tidy,
  treeMap,
  zerosLike,
} from "@downhill/tensor";
import { checked } from "./checked.ts";
import { hypersOf } from "./hyper.ts";
import type { Params, Step, Transform } from "./optimizer.ts";
import { tensors } from "./tensors.ts";
import type { Moments, Settings } from "./transform.ts";

const defaults = {
  learningRate: (step: Step): number => Math.min(0.01, 1 / Math.sqrt(step + 1)),
  decayExponent: 0.8,
  maxRms: 1,
  floor: 1e-3,
  epsilon: 1e-30,
};

const rms = (x: Tensor): Tensor => div(norm(x), Math.sqrt(x.size));
const meanOver = (axes: readonly number[], x: Tensor): Tensor => mean(x, { axes, keepDims: true });

/** The mean of each row, $[\dots, n, 1]$; a vector is a single column, so its rows are its elements. */
const ofRows = (x: Tensor): Tensor => meanOver(x.shape.length < 2 ? [] : [x.shape.length - 1], x);
/** The mean of each column, $[\dots, 1, m]$, or of a vector, $[1]$. */
const ofColumns = (x: Tensor): Tensor =>
  meanOver(x.shape.length === 0 ? [] : [Math.max(0, x.shape.length - 2)], x);

/**
 * Adafactor: instead of Adam's mean square for every weight, it keeps only the row means and column means: $n + m$ numbers
 * for $n\cdot m$ weights. Steps are relative to the size of the tensor, and the length of an update is capped.
 *
 * $$\begin{aligned}
 * R_t &= \hat\beta_t R_{t-1} + (1 - \hat\beta_t)\,\operatorname{rows}(G_t^2 + \epsilon) &
 * \hat\beta_t &= 1 - t^{-k} \\
 * C_t &= \hat\beta_t C_{t-1} + (1 - \hat\beta_t)\,\operatorname{columns}(G_t^2 + \epsilon) &
 * V_t &= \frac{R_t\,C_t}{\operatorname{mean}(R_t)} \\
 * U_t &= \frac{G_t}{\sqrt{V_t}} &
 * \hat U_t &= \frac{U_t}{\max(1, \operatorname{RMS}(U_t)/d)} \\
 * \Theta_t &= \Theta_{t-1} - \rho_t\,\max(f, \operatorname{RMS}(\Theta_{t-1}))\,\hat U_t
 * \end{aligned}$$
 *
 * where rows and columns take the mean of each. They are a parameter's last two axes; earlier axes are batch axes. A
 * vector is a single column, so nothing is lost. `learningRate` is $\rho_t$, by default $\min(10^{-2}, 1/\sqrt t)$;
 * `decayExponent` is $k$, 0.8; `maxRms` is $d$; and `floor` is $f$, which lets zeros start to move. It has no momentum.
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { adafactor, apply } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = adafactor({ learningRate: 0.1 });
 * const w = tensor([[1, 7], [7, 1]]); // of size 5
 * const [updates] = optimizer.update(tensor([[1, 2], [3, 6]]), optimizer.init(w), w, 0);
 * apply(w, updates); // [[0.5, 6.5], [6.5, 0.5]]
 * ```
 * @see Shazeer and Stern, "Adafactor: Adaptive learning rates with sublinear memory cost", ICML 2018, algorithms 4 to 6.
 */
export function adafactor(
  settings: Settings<keyof typeof defaults> = {},
): Transform<Moments<"row" | "column">> {
  const hyperAt = hypersOf("adafactor", settings, defaults);
  return checked({
    name: "adafactor",
    init: (params) =>
      tidy("adafactor", () => {
        const zero = treeMap(zerosLike, params);
        return { row: treeMap(ofRows, zero), column: treeMap(ofColumns, zero) };
      }),
    update: <P extends Params>(grads: P, state: Moments<"row" | "column">, params: P, step: Step) =>
      tidy("adafactor", () => {
        const { learningRate, decayExponent, maxRms, floor, epsilon } = hyperAt(step);
        const t = perStep("adafactor.t", arithmetic.add, step, 1);
        const decay = tensors.sub(1, tensors.pow(t, tensors.neg(decayExponent)));
        const follow = (of: (x: Tensor) => Tensor) => (before: Tensor, G: Tensor) =>
          add(mul(decay, before), mul(tensors.sub(1, decay), of(add(square(G), epsilon))));
        const row = treeMap(follow(ofRows), state.row as P, grads);
        const column = treeMap(follow(ofColumns), state.column as P, grads);
        const move = (G: Tensor, R: Tensor, C: Tensor, p: Tensor): Tensor => {
          // √V as a product of roots: V itself, the product of two small numbers, may underflow in float32.
          const U = div(G, mul(sqrt(div(R, ofColumns(R))), sqrt(C)));
          const clipped = div(U, maximum(div(rms(U), maxRms), 1));
          return neg(mul(mul(learningRate, maximum(rms(p), floor)), clipped));
        };
        return [treeMap(move, grads, row, column, params), { row, column }] as const;
      }),
  });
}
