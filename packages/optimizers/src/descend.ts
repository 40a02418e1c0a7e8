import { leaves, Tensor, tidy } from "@downhill/tensor";
import { refuseOthers } from "./checked.ts";
import { apply } from "./apply.ts";
import type { Params, Step, Transform } from "./optimizer.ts";

/**
 * A whole step, $\theta \leftarrow \theta + u$, that *spends* the parameters and the state it is given: what comes back
 * takes their place. Where the optimizer and the device can, all is written over their memory in one pass, which for Adam
 * moves 28 bytes a parameter in place of 140; elsewhere it is `update` and `apply`, and the old ones are freed. The
 * values are the same.
 *
 * @param last whether no gradient follows; see `Transform.update`.
 * @throws DisposedError, from the parameters or the state given, when they are used afterwards.
 * @throws TreeError when parameters and gradients differ in form.
 * @example
 * ```ts
 * import { adam, descend } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = adam({ learningRate: 0.5 });
 * const start = { w: tensor([1, 2]) };
 * const [params, state] = descend(optimizer, { w: tensor([3, -1]) }, optimizer.init(start), start, 0);
 * params; // { w: [0.5, 2.5] }; start.w is spent
 * ```
 * @see https://docs.jax.dev/en/latest/buffer_donation.html, the same idea in JAX.
 */
export function descend<P extends Params, State>(
  optimizer: Transform<State>,
  grads: P,
  state: State,
  params: P,
  step: Step,
  last = false,
): readonly [params: P, state: State] {
  refuseOthers("descend", [optimizer]);
  if (optimizer.step !== undefined && once(params, grads)) {
    return optimizer.step(grads, state, params, step, last);
  }
  const next = tidy("descend", () => {
    const [updates, nextState] = optimizer.update(grads, state, params, step, last);
    return [apply(params, updates), nextState] as const;
  });
  freeExcept([params, state], next);
  return next;
}

/** Whether no tensor stands at two places: one that does cannot be spent at the one while it is read at the other. */
function once(...trees: readonly Params[]): boolean {
  const tensors = trees.flatMap((tree) => leaves<Tensor>(tree));
  return new Set(tensors).size === tensors.length;
}

/** Frees the tensors of a tree but for those that stand in another. */
export function freeExcept(tree: unknown, kept: unknown): void {
  const still = new Set(leaves(kept));
  for (const leaf of leaves(tree)) if (leaf instanceof Tensor && !still.has(leaf)) leaf.dispose();
}
