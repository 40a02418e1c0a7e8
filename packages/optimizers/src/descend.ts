import { leaves, Tensor, tidy } from "@downhill/tensor";
import { refuseOthers } from "./checked.ts";
import { apply } from "./apply.ts";
import type { Params, Step, Transform } from "./optimizer.ts";

/**
 * A whole step, $\theta \leftarrow \theta + u$, that *consumes* the parameters and the state it is given: the results
 * replace them. If the optimizer and the device support it, everything is written over their memory in one pass, which for
 * Adam moves 28 bytes per parameter instead of 140; otherwise it runs `update` and `apply` and frees the old tensors. The
 * values are the same.
 *
 * @param last whether no gradient follows; see `Transform.update`.
 * @throws DisposedError when the parameters or the state that were passed in are used afterwards.
 * @throws TreeError when parameters and gradients differ in form.
 * @example
 * ```ts
 * import { adam, descend } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = adam({ learningRate: 0.5 });
 * const start = { w: tensor([1, 2]) };
 * const [params, state] = descend(optimizer, { w: tensor([3, -1]) }, optimizer.init(start), start, 0);
 * params; // { w: [0.5, 2.5] }; start.w was consumed
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

/** Whether every tensor appears only once: one that appears twice cannot be consumed in one place while it is read in the other. */
function once(...trees: readonly Params[]): boolean {
  const tensors = trees.flatMap((tree) => leaves<Tensor>(tree));
  return new Set(tensors).size === tensors.length;
}

/** Frees the tensors of a tree, except those that are also in the other. */
export function freeExcept(tree: unknown, kept: unknown): void {
  const still = new Set(leaves(kept));
  for (const leaf of leaves(tree)) if (leaf instanceof Tensor && !still.has(leaf)) leaf.dispose();
}
