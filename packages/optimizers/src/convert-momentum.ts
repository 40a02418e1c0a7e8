import type { Hyper, Schedule } from "@downhill/schedules";
import { checkOptions, meantAmong, ValueError } from "@downhill/tensor";
import { hyperOf, inRange } from "./hyper.ts";

const conventions = ["momentum", "momentumClassical", "momentumMean"] as const;

/** The three conventions of momentum, by the names of their rules. */
export type MomentumConvention = (typeof conventions)[number];

/** The hyper-parameters that all three have. */
export interface MomentumSettings {
  readonly learningRate: Hyper;
  readonly momentum: number;
}

/**
 * The hyper-parameters with which a different convention of momentum takes the same path from the same start.
 *
 * | convention | velocity | step | the same path as `momentum` |
 * | --- | --- | --- | --- |
 * | `momentum` (PyTorch) | $v \leftarrow \beta v + g$ | $\theta \leftarrow \theta - \eta v$ | |
 * | `momentumClassical` (Keras) | $v \leftarrow \beta v - \eta g$ | $\theta \leftarrow \theta + v$ | with the same $\eta$ and $\beta$, while $\eta$ is constant |
 * | `momentumMean` | $v \leftarrow \beta v + (1-\beta) g$ | $\theta \leftarrow \theta - \eta v$ | with the rate $\eta/(1-\beta)$, constant or not |
 *
 * The velocities differ by a factor, so one convention's state does not fit another.
 *
 * @throws ValueError when a hyper-parameter is outside its range, or when the rate is a schedule and exactly one of the
 * conventions is the classical one: then no settings take the same path.
 * @example
 * ```ts
 * import { convertMomentum } from "@downhill/optimizers";
 * convertMomentum({ learningRate: 0.5, momentum: 0.75 }, "momentum", "momentumMean"); // { learningRate: 2, momentum: 0.75 }
 * ```
 * @see Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML
 * 2013, §2, for the classical one.
 */
export function convertMomentum(
  settings: MomentumSettings,
  from: MomentumConvention,
  to: MomentumConvention,
): MomentumSettings {
  const { learningRate, momentum } = checkOptions("convertMomentum", settings, ["learningRate", "momentum"]);
  inRange("convertMomentum", "momentum", momentum);
  const rateAt = hyperOf("convertMomentum", "learningRate", learningRate);
  checkConventions("convertMomentum", from, to);
  if (!momentaCoincide(learningRate, from, to)) {
    throw new ValueError("not-convertible", {
      en:
        `convertMomentum: ${from} and ${to} take different paths when the rate is a schedule, because the classical velocity ` +
        `keeps each gradient's own rate; convert a constant rate, or stay with ${from}`,
      zh:
        `convertMomentum：学习率随步数变化时，${from} 与 ${to} 的轨迹不同，因为经典动量的速度保留每个梯度当时的学习率，` +
        `请改用固定的学习率，或继续使用 ${from}`,
    });
  }
  const size = (convention: MomentumConvention): number => (convention === "momentumMean" ? 1 - momentum : 1);
  if (size(from) === size(to)) return { learningRate, momentum };
  const scaled: Schedule = (step) => (rateAt(step) * size(from)) / size(to);
  return { learningRate: typeof learningRate === "function" ? scaled : scaled(0), momentum };
}

function checkConventions(owner: string, ...given: readonly MomentumConvention[]): void {
  for (const convention of given) {
    if (conventions.includes(convention)) continue;
    const { en, zh } = meantAmong(convention, conventions);
    throw new ValueError("unknown-name", {
      en: `${owner}: there is no convention "${convention}"; ${en}`,
      zh: `${owner}：没有名为 "${convention}" 的约定；${zh}`,
    });
  }
}

/**
 * Whether two conventions of momentum can take the same path with this rate: always when it is constant, and with a
 * schedule unless exactly one of them is the classical one.
 *
 * @throws ValueError when there is no such convention.
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
): boolean => {
  checkConventions("momentaCoincide", from, to);
  return (
    typeof learningRate !== "function" || (from === "momentumClassical") === (to === "momentumClassical")
  );
};
