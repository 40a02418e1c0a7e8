import { abs, add, lessEqual, minimum, moveTo, scope, type Tensor, tensor, where } from "@downhill/tensor";

/** What the meter saw since it was read last. */
export interface Reading {
  /** $\frac1n\sum_t L_t$. */
  readonly mean: number;
  /** The first step whose loss was NaN or infinite. */
  readonly firstBad: number | undefined;
}

interface Held {
  readonly sum: Tensor;
  readonly bad: Tensor;
}

/** The largest finite number of each dtype; NaN is not below it either. */
const largest = { float32: 3.4028234663852886e38, float64: Number.MAX_VALUE } as const;

/**
 * Adds up losses on the device and remembers there at which step one was first not finite, so that training copies two
 * numbers every now and then instead of one at each step. It holds two scalars from the first `add` to `dispose`.
 */
export function lossMeter() {
  let held: Held | undefined;
  let count = 0;

  const dispose = (): void => {
    held?.sum.dispose();
    held?.bad.dispose();
    held = undefined;
  };

  return {
    dispose,
    add(loss: Tensor, step: number): void {
      using s = scope("lossMeter");
      const { backend, dtype } = loss;
      const number = (value: number): Tensor => tensor(value, { backend, dtype });
      const finite = lessEqual(abs(loss), largest[dtype === "float64" ? dtype : "float32"]);
      const bad = where(finite, number(Infinity), number(step));
      const next: Held =
        held === undefined || count === 0
          ? { sum: add(loss, 0), bad }
          : { sum: add(held.sum, loss), bad: minimum(held.bad, bad) };
      s.keep([next.sum, next.bad]);
      moveTo(next.sum, null);
      moveTo(next.bad, null);
      dispose();
      held = next;
      count++;
    },
    /** @throws Error when nothing was added since the last reading. */
    async read(): Promise<Reading> {
      if (held === undefined || count === 0)
        throw new Error("lossMeter: nothing was added; read after a step");
      const [sum, bad] = [await held.sum.item(), await held.bad.item()];
      const mean = sum / count;
      count = 0;
      return { mean, firstBad: bad < Infinity ? bad : undefined };
    },
  };
}
