import { tidy } from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import { freeExcept } from "./descend.ts";
import type { Params, StateOf, Transform } from "./optimizer.ts";

/**
 * Runs transforms one after another: the updates of each are the gradients of the next. Its state is the tuple of
 * their states.
 *
 * @throws KindError when a link is not a transform, such as `adam` instead of `adam()`.
 * @example
 * ```ts
 * import { adam, chain, clipByGlobalNorm } from "@downhill/optimizers";
 * const optimizer = chain(clipByGlobalNorm(1), adam({ learningRate: 3e-4 }));
 * ```
 */
export function chain<const Links extends readonly Transform<unknown>[]>(
  ...links: Links
): Transform<{ readonly [K in keyof Links]: StateOf<Links[K]> }> {
  type State = { readonly [K in keyof Links]: StateOf<Links[K]> };
  refuseOthers("chain", links);
  const final = links.at(-1);
  /** Runs the links before the last: the gradients they produce, and their states. */
  const before = <P extends Params>(grads: P, state: State, params: P, step: number, last?: boolean) => {
    let updates = grads;
    const next = links.slice(0, -1).map((link, i) => {
      const [out, linkState] = link.update(updates, state[i], params, step, last);
      updates = out;
      return linkState;
    });
    return [updates, next] as const;
  };
  return checked({
    name: `chain(${links.map((link) => link.name).join(", ")})`,
    init: (params) => links.map((link) => link.init(params)) as State,
    update(grads, state, params, step, last) {
      const [gradients, next] = before(grads, state, params, step, last);
      if (final === undefined) return [gradients, state];
      const [updates, finalState] = final.update(gradients, state.at(-1), params, step, last);
      return [updates, [...next, finalState] as State];
    },
    // If the last link can update and add in one pass, the whole chain can too.
    ...(final?.step !== undefined && {
      step: <P extends Params>(grads: P, state: State, params: P, step: number, last?: boolean) =>
        tidy("chain", (): readonly [P, State] => {
          const [gradients, next] = before(grads, state, params, step, last);
          const [moved, finalState] = final.step!(gradients, state.at(-1), params, step, last);
          freeExcept(state.slice(0, -1), next);
          return [moved, [...next, finalState] as State];
        }),
    }),
  });
}
