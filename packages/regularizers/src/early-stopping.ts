import { checkOptions, meantAmong, ValueError } from "@downhill/tensor";

/** When {@link earlyStopping} stops. */
export interface EarlyStoppingOptions {
  /** $p$: this many losses in a row without improvement end the training; 10 by default. */
  readonly patience?: number;
  /** $\delta$, the smallest change that counts as an improvement; 0 by default. */
  readonly minDelta?: number;
  /** Whether lower is better, as for a loss, or higher, as for an accuracy; "min" by default. */
  readonly mode?: "min" | "max";
}

/** The state of {@link earlyStopping}: plain values, which a checkpoint can hold as JSON. */
export interface EarlyStoppingState {
  /** How many losses it has seen. */
  readonly seen: number;
  /** The best loss, or null before the first. */
  readonly best: number | null;
  /** The index of the best loss, counted from 0, or null before the first. If it is the latest, keep the parameters. */
  readonly bestStep: number | null;
  /** Consecutive losses without improvement. */
  readonly bad: number;
  /** Whether to end the training; once true it stays so. */
  readonly stop: boolean;
}

/** A first state, and the state after each loss. */
export interface EarlyStopping {
  /** The state before any loss. */
  readonly init: () => EarlyStoppingState;
  /** The state after one more loss; the given state is not changed. */
  readonly update: (state: EarlyStoppingState, loss: number) => EarlyStoppingState;
}

/**
 * Ends training when the validation loss has stopped falling. With $b$ the best loss so far and $n$ the number of
 * consecutive losses without improvement,
 *
 * $$L < b - \delta \;\Rightarrow\; b \gets L,\ n \gets 0; \qquad \text{else } n \gets n + 1; \qquad n \ge p \;\Rightarrow\; \text{stop}.$$
 *
 * It holds no parameters: copy them with `keepBest` whenever a loss is the best, and use the copy at the end.
 *
 * @param options the patience $p$, the improvement $\delta$, and whether lower or higher is better.
 * @returns `init` and `update`, pure functions between plain values.
 * @throws ValueError when the patience is not a whole number of at least 1, `minDelta` is negative or not finite, the
 *   mode is unknown, or a loss is not finite.
 * @example
 * ```ts
 * import { earlyStopping } from "@downhill/regularizers";
 * const { init, update } = earlyStopping({ patience: 2 });
 * const state = [3, 2, 2.5, 2.1].reduce(update, init());
 * state.stop; // true
 * state.bestStep; // 1: the second
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §7.8, algorithm 7.1.
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): EarlyStopping {
  const {
    patience = 10,
    minDelta = 0,
    mode = "min",
  } = checkOptions("earlyStopping", options, ["patience", "minDelta", "mode"]);
  if (!Number.isInteger(patience) || patience < 1) {
    throw new ValueError("out-of-range", {
      en: `earlyStopping: patience is ${patience}; it must be a whole number of at least 1`,
      zh: `earlyStopping：patience 为 ${patience}，它必须是不小于 1 的整数`,
    });
  }
  if (!(Number.isFinite(minDelta) && minDelta >= 0)) {
    throw new ValueError("out-of-range", {
      en: `earlyStopping: minDelta is ${minDelta}; it must be finite and at least 0`,
      zh: `earlyStopping：minDelta 为 ${minDelta}，它必须是不小于 0 的有限数`,
    });
  }
  if (!["min", "max"].includes(mode)) {
    const near = meantAmong(mode, ["min", "max"]);
    throw new ValueError("unknown-name", {
      en: `earlyStopping: mode "${mode}" is unknown; ${near.en}: "min" for a loss, "max" for an accuracy`,
      zh: `earlyStopping：没有 "${mode}" 这种 mode；${near.zh}：损失用 "min"，准确率用 "max"`,
    });
  }
  const gain = (loss: number, best: number): number => (mode === "min" ? best - loss : loss - best);
  return {
    init: () => ({ seen: 0, best: null, bestStep: null, bad: 0, stop: false }),
    update(state, loss) {
      if (!Number.isFinite(loss)) {
        throw new ValueError("no-finite-loss", {
          en: `earlyStopping: loss ${loss} does not measure progress; go back to a checkpoint and lower the learning rate`,
          zh: `earlyStopping：损失 ${loss} 说明不了进展；请回到某个检查点，并调小学习率`,
        });
      }
      const seen = state.seen + 1;
      if (state.best === null || gain(loss, state.best) > minDelta) {
        return { seen, best: loss, bestStep: state.seen, bad: 0, stop: state.stop };
      }
      const bad = state.bad + 1;
      return { ...state, seen, bad, stop: state.stop || bad >= patience };
    },
  };
}
