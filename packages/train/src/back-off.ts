import type { Params, Step, Transform } from "@downhill/optimizers";
import { mul, type Tensor, tidy, treeMap } from "@downhill/tensor";
import type { Callback } from "./callback.ts";
import { checkCount, type NonFiniteLossError, TrainingError } from "./training-error.ts";

/** How `fit` responds to a non-finite loss instead of ending with an error. */
export interface BackOff {
  /** The factor on the rate each time; default 0.5. */
  readonly factor?: number;
  /** The maximum number of times in a run; default 3. */
  readonly times?: number;
}

/** Its options. */
export const backOffNames = ["factor", "times"] satisfies readonly (keyof BackOff)[];

/** Counts how often a run went back; the checkpoints store the count, so a resumed run keeps the lowered rate. */
export class BackingOff {
  readonly #factor: number;
  readonly #times: number;
  #count = 0;
  /** The reason each time it went back in this process. */
  readonly reasons: NonFiniteLossError[] = [];

  constructor(options: BackOff) {
    const { factor = 0.5, times = 3 } = options;
    checkCount("fit", "backOff.times", times, 1);
    if (!(Number.isFinite(factor) && factor > 0 && factor < 1)) {
      throw new TrainingError("out-of-range", {
        en: `fit: backOff.factor is ${factor}; the rate is multiplied by it, so give a number above 0 and below 1.`,
        zh: `fit：backOff.factor 是 ${factor}；学习率会乘以它，应大于 0 且小于 1。`,
      });
    }
    [this.#factor, this.#times] = [factor, times];
  }

  /** Records a reason to go back; returns false once the limit is reached. */
  again(reason: NonFiniteLossError): boolean {
    if (this.#count >= this.#times) return false;
    this.reasons.push(reason);
    this.#count++;
    return true;
  }

  /** Keeps the count in the checkpoints; going back to an earlier one does not lower it. */
  memory(): Callback {
    return {
      name: "back-off",
      save: () => this.#count,
      restore: (saved) => void (this.#count = Math.max(this.#count, Number(saved))),
    };
  }

  /** The same optimizer with its updates multiplied by the factor each time: for our rules, this equals a lower rate. */
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
