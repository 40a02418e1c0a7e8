import type { Params } from "@downhill/optimizers";
import { checkTensor, leaves, moveTo, mul, type Tensor, tidy, treeMap } from "@downhill/tensor";

/**
 * Copies the parameters, $\theta^\ast \leftarrow \theta$, and frees the previous copy: one copy is alive at a time. No
 * scope owns it, so it outlives its step, until the next call or `dispose` frees it.
 *
 * @param params the parameters to copy, a tree of tensors of any shapes; they are not changed.
 * @param former the previous return value, if any; it cannot be used afterwards.
 * @returns the copy.
 * @throws DisposedError when the parameters were freed; `former` is then still usable.
 * @example
 * ```ts
 * import { earlyStopping, keepBest } from "@downhill/regularizers";
 * import { type Tensor, tensor } from "@downhill/tensor";
 * const { init, update } = earlyStopping({ patience: 2 });
 * let state = init();
 * let best: Tensor | undefined;
 * for (const [epoch, loss] of [3, 2, 2.5, 2.1].entries()) {
 *   const w = tensor([epoch]); // the parameters after this epoch
 *   state = update(state, loss);
 *   if (state.bestStep === epoch) best = keepBest(w, best);
 *   if (state.stop) break;
 * }
 * best; // [1]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §7.8, algorithm 7.1.
 */
export function keepBest<P extends Params>(params: P, former?: P): P {
  for (const leaf of leaves<Tensor>(former === undefined ? params : [params, former])) {
    checkTensor("keepBest", "params", leaf);
  }
  const copy = tidy("keepBest", () => treeMap((p: Tensor) => mul(p, 1), params));
  for (const leaf of leaves<Tensor>(copy)) moveTo(leaf, null);
  if (former !== undefined) for (const leaf of leaves<Tensor>(former)) leaf.dispose();
  return copy;
}
