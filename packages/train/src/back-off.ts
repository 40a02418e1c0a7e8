import type { Params, Step, Transform } from "@downhill/optimizers";
import { mul, type Tensor, tidy, treeMap } from "@downhill/tensor";
import type { Callback } from "./callback.ts";
import { checkCount, type NonFiniteLossError, TrainingError } from "./training-error.ts";

/** What `fit` does about a loss that is no longer finite, in place of ending with an error. */
export interface BackOff {
  /** What the rate is multiplied by each time; 0.5 unless given. */
  readonly factor?: number;
  /** So many times in a run; 3 unless given. */
  readonly times?: number;
}

/** Its options. */
export const backOffNames = ["factor", "times"] satisfies readonly (keyof BackOff)[];

/** Counts how often a run went back; its checkpoints remember it, so that a run that goes on has the lowered rate. */
export class BackingOff {
  readonly #factor: number;
  readonly #times: number;
  #count = 0;
  /** Why it went back, each time in this process. */
  readonly reasons: NonFiniteLossError[] = [];

  constructor(options: BackOff) {
    const { factor = 0.5, times = 3 } = options;
    checkCount("fit", "backOff.times", times, 1);
    if (!(factor > 0 && factor < 1)) {
      throw new TrainingError("out-of-range", {
        en: `fit: backOff.factor is ${factor}; the rate is multiplied by it, so give a number above 0 and below 1.`,
        zh: `fit：backOff.factor 是 ${factor}；学习率会乘以它，应大于 0 且小于 1。`,
      });
    }
    [this.#factor, this.#times] = [factor, times];
  }

  /** Notes a reason to go back; false once that was done as often as it may be. */
  again(reason: NonFiniteLossError): boolean {
    if (this.#count >= this.#times) return false;
    this.reasons.push(reason);
    this.#count++;
    return true;
  }

  /** Keeps the count in the checkpoints; one that is gone back to does not lower it. */
  memory(): Callback {
    return {
      name: "back-off",
      save: () => this.#count,
      restore: (saved) => void (this.#count = Math.max(this.#count, Number(saved))),
    };
  }

  /** The same optimizer with its updates times the factor for each time: for the rules here, a rate that is so much lower. */
  lowered<S>(optimizer: Transform<S>): Transform<S> {
    if (this.#count === 0) return optimizer;
    const share = this.#factor ** this.#count;
    const { name } = optimizer;
    return {
      name,
      init: (params) => optimizer.init(params),
      update: <P extends Params>(grads: P, state: S, params: P, step: Step, last?: boolean) =>
        tidy(name, (): readonly [P, S] => {
          const [updates, next] = optimizer.update(grads, state, params, step, last);
          return [treeMap((u: Tensor) => mul(u, share), updates), next];
        }),
    };
  }
}
