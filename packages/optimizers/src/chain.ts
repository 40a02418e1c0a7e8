import type { StateOf, Transform } from "./optimizer.ts";

/**
 * Runs transforms one after another: the updates of each are the gradients of the next. Its state is the tuple of
 * theirs.
 *
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
  return {
    name: `chain(${links.map((link) => link.name).join(", ")})`,
    init: (params) => links.map((link) => link.init(params)) as unknown as State,
    update(grads, state, params, step) {
      let updates = grads;
      const next = links.map((link, i) => {
        const [out, linkState] = link.update(updates, state[i], params, step);
        updates = out;
        return linkState;
      });
      return [updates, next as unknown as State];
    },
  };
}
