import type { Hyper } from "@downhill/schedules";
import { hyperAt } from "./hyper.ts";

/** The three ways to write momentum down, by the names of their rules. */
export type MomentumConvention = "momentum" | "momentumClassical" | "momentumMean";

/** The hyper-parameters that all three have. */
export interface MomentumSettings {
  readonly learningRate: Hyper;
  readonly momentum: number;
}

/**
 * The hyper-parameters with which another convention of momentum takes the same path from the same start.
 *
 * | convention | velocity | step | the same path as `momentum` |
 * | --- | --- | --- | --- |
 * | `momentum` (PyTorch) | $v \leftarrow \beta v + g$ | $\theta \leftarrow \theta - \eta v$ | |
 * | `momentumClassical` (Keras) | $v \leftarrow \beta v - \eta g$ | $\theta \leftarrow \theta + v$ | with the same $\eta$ and $\beta$, while $\eta$ is constant |
 * | `momentumMean` | $v \leftarrow \beta v + (1-\beta) g$ | $\theta \leftarrow \theta - \eta v$ | with the rate $\eta/(1-\beta)$, constant or not |
 *
 * The velocities differ by a factor, so one convention's state does not fit another.
 *
 * @throws RangeError when a hyper-parameter is outside its range, or when the rate is a schedule and just one of the
 * conventions is the classical one: no settings take the same path then.
 * @example
 * ```ts
 * import { convertMomentum } from "@downhill/optimizers";
 * convertMomentum({ learningRate: 0.5, momentum: 0.75 }, "momentum", "momentumMean"); // { learningRate: 2, momentum: 0.75 }
 * ```
 * @see Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML
 * 2013, §2, for the classical one.
 */
export function convertMomentum(
  { learningRate, momentum }: MomentumSettings,
  from: MomentumConvention,
  to: MomentumConvention,
): MomentumSettings {
  hyperAt("convertMomentum", "momentum", momentum, 0);
  if (typeof learningRate !== "function") hyperAt("convertMomentum", "learningRate", learningRate, 0);
  if (!momentaCoincide(learningRate, from, to)) {
    throw new RangeError(
      `convertMomentum: ${from} and ${to} take different paths when the rate is a schedule, as the classical velocity ` +
        `keeps each gradient's own rate; convert a constant rate, or stay with ${from}`,
    );
  }
  const size = (convention: MomentumConvention): number => (convention === "momentumMean" ? 1 - momentum : 1);
  if (size(from) === size(to)) return { learningRate, momentum };
  const scaled = (rate: number): number => (rate * size(from)) / size(to);
  return {
    learningRate:
      typeof learningRate === "function" ? (step) => scaled(learningRate(step)) : scaled(learningRate),
    momentum,
  };
}

/**
 * Whether two conventions of momentum can take the same path with this rate: always when it is constant, and with a
 * schedule unless just one of them is the classical one.
 *
 * @example
 * ```ts
 * import { momentaCoincide } from "@downhill/optimizers";
 * import { cosine } from "@downhill/schedules";
 * momentaCoincide(0.1, "momentum", "momentumClassical"); // true
 * momentaCoincide(cosine(0.1, 100), "momentum", "momentumClassical"); // false
 * ```
 */
export const momentaCoincide = (
  learningRate: Hyper,
  from: MomentumConvention,
  to: MomentumConvention,
): boolean =>
  typeof learningRate !== "function" || (from === "momentumClassical") === (to === "momentumClassical");
