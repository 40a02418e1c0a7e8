import { add, minimum, moveTo, scope, type Tensor, tensor, where } from "@downhill/tensor";
import { isFinite } from "./finite.ts";

/** The losses of the steps since the last reading; plain numbers, which a checkpoint can hold. */
export interface Tally {
  /** $\sum_t L_t$. */
  readonly sum: number;
  /** The number of losses. */
  readonly count: number;
}

/** The results of the meter since it was reset. */
export interface Reading extends Tally {
  /** $\frac1n\sum_t L_t$. */
  readonly mean: number;
  /** The first step whose loss was NaN or infinite. */
  readonly firstBad: number | undefined;
}

interface Held {
  readonly sum: Tensor;
  readonly bad: Tensor;
}

/**
 * Adds up losses on the device and also records there the first step with a loss that was not finite, so training copies two
 * numbers occasionally instead of one at each step. It holds two scalars from the first `add` to `dispose`.
 *
 * @param begun the tally to continue from.
 */
export function lossMeter(begun: Tally = { sum: 0, count: 0 }) {
  let held: Held | undefined;
  let { count } = begun;

  const dispose = (): void => {
    held?.sum.dispose();
    held?.bad.dispose();
    held = undefined;
  };

  return {
    dispose,
    /** How many losses were added since it was reset. */
    count: (): number => count,
    add(loss: Tensor, step: number): void {
      using s = scope("lossMeter");
      const { backend, dtype } = loss;
      const number = (value: number): Tensor => tensor(value, { backend, dtype });
      const finite = isFinite(loss);
      const bad = where(finite, number(Infinity), number(step));
      const before = count === 0 ? undefined : (held?.sum ?? number(begun.sum));
      const next: Held = {
        sum: before === undefined ? add(loss, 0) : add(before, loss),
        bad: count === 0 || held === undefined ? bad : minimum(held.bad, bad),
      };
      s.keep([next.sum, next.bad]);
      moveTo(next.sum, null);
      moveTo(next.bad, null);
      dispose();
      held = next;
      count++;
    },
    /** Reads the sum, and keeps it. */
    async read(): Promise<Reading> {
      if (held === undefined || count === 0) {
        return { ...begun, count, mean: begun.sum / begun.count, firstBad: undefined };
      }
      const [sum, bad] = [await held.sum.item(), await held.bad.item()];
      return { sum, count, mean: sum / count, firstBad: bad < Infinity ? bad : undefined };
    },
    /** Starts over. */
    reset(): void {
      count = 0;
    },
  };
}
