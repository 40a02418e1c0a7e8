import { adam, numbers } from "@downhill/optimizers";

/** What one step of a variant sees and makes, for one parameter, in the order of the equations. */
export interface Parts {
  readonly g: number;
  readonly m: number;
  readonly v: number;
  readonly mHat: number;
  readonly vHat: number;
  /** What is added to the parameter, in units of the learning rate. */
  readonly update: number;
}

/** The moments before a step, the gradient and the step's number. */
export interface Before {
  readonly g: number;
  readonly m: number;
  readonly v: number;
  readonly t: number;
}

export const beta1 = 0.9;
export const beta2 = 0.999;

/** Adam, and mistakes of lab 08 that people make in it. */
export const variantNames = ["right", "uncorrected", "vUncorrected", "insideRoot", "noRoot"] as const;
export type Variant = (typeof variantNames)[number];

/** How a variant corrects the means and divides. */
const rules: Readonly<
  Record<
    Exclude<Variant, "right">,
    (m: number, v: number, t: number, epsilon: number) => Omit<Parts, "g" | "m" | "v">
  >
> = {
  uncorrected: (m, v, _, epsilon) => ({ mHat: m, vHat: v, update: -m / (Math.sqrt(v) + epsilon) }),
  vUncorrected(m, v, t, epsilon) {
    const mHat = m / (1 - beta1 ** t);
    return { mHat, vHat: v, update: -mHat / (Math.sqrt(v) + epsilon) };
  },
  insideRoot(m, v, t, epsilon) {
    const [mHat, vHat] = [m / (1 - beta1 ** t), v / (1 - beta2 ** t)];
    return { mHat, vHat, update: -mHat / Math.sqrt(vHat + epsilon) };
  },
  noRoot(m, v, t, epsilon) {
    const [mHat, vHat] = [m / (1 - beta1 ** t), v / (1 - beta2 ** t)];
    return { mHat, vHat, update: -mHat / (vHat + epsilon) };
  },
};

/** One step. Adam itself is the package's own rule; only its corrected means, which it does not return, are computed here. */
export function step(variant: Variant, { g, m, v, t }: Before, epsilon: number): Parts {
  const at = { g, m, v, t, p: 0, learningRate: 1, beta1, beta2, epsilon };
  const { update, m: nextM, v: nextV } = adam.rule.step(numbers, at);
  const moments = { g, m: nextM, v: nextV };
  if (variant !== "right") return { ...moments, ...rules[variant](nextM, nextV, t, epsilon) };
  return { ...moments, mHat: nextM / (1 - beta1 ** t), vHat: nextV / (1 - beta2 ** t), update };
}
