import { hyperAt, tensors, type Transform } from "@downhill/optimizers";
import type { Hyper } from "@downhill/schedules";
import { checkOptions, mul, sub } from "@downhill/tensor";

import type { Selection } from "./filter.ts";
import { link, type Stateless } from "./link.ts";

/** The settings of {@link decay}; the first two are numbers or schedules. */
export interface DecaySettings extends Selection {
  /** $\lambda$. */
  readonly weightDecay: Hyper;
  /** $\eta$; 1 by default. Pass the optimizer's learning rate for the decay of AdamW and PyTorch. */
  readonly learningRate?: Hyper;
}

/** Decay has no state. */
export type DecayState = Stateless;

/**
 * Decoupled weight decay: a link, placed after the optimizer in a `chain`, that shrinks every parameter by a fixed
 * fraction,
 *
 * $$u_t \leftarrow u_t - \eta_t\,\lambda_t\,\theta_t.$$
 *
 * The decay is added to the update and bypasses the optimizer's moments: each weight shrinks at the same rate, whatever
 * its gradients. After gradient descent with the same $\eta$ it equals the penalty `l2(λ)`; after Adam it does not, and
 * with the same $\eta$ it is AdamW. With $\eta$ left at 1, $\lambda$ itself is the share lost per step, so it must be
 * small.
 *
 * @param settings the settings, or $\lambda$ alone.
 * @throws ValueError when $\lambda$ or $\eta$ is negative or not finite, or the filter accepts no parameter.
 * @example
 * ```ts
 * import { adam, chain } from "@downhill/optimizers";
 * import { decay } from "@downhill/regularizers";
 * import { cosine } from "@downhill/schedules";
 * const learningRate = cosine(3e-4, 10_000);
 * const adamW = chain(adam({ learningRate }), decay({ weightDecay: 0.1, learningRate }));
 * ```
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, propositions 1 and 2, algorithm 2.
 */
export function decay(settings: DecaySettings | Hyper): Transform<DecayState> {
  const {
    weightDecay,
    learningRate = 1,
    filter,
  } = typeof settings === "object"
    ? checkOptions("decay", settings, ["weightDecay", "learningRate", "filter"])
    : { weightDecay: settings };
  const share = (step: number) =>
    tensors.mul(
      hyperAt("decay", "learningRate", learningRate, step),
      hyperAt("decay", "weightDecay", weightDecay, step),
    );
  if (typeof learningRate !== "function") hyperAt("decay", "learningRate", learningRate, 0);
  if (typeof weightDecay !== "function") hyperAt("decay", "weightDecay", weightDecay, 0);
  return link("decay", filter, (step) => {
    const ηλ = share(step);
    return (u, p) => sub(u, mul(p, ηλ));
  });
}
