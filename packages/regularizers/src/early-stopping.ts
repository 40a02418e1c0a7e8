import { checkOptions, meantAmong, ValueError } from "@downhill/tensor";

/** When {@link earlyStopping} gives up. */
export interface EarlyStoppingOptions {
  /** $p$: so many losses in a row that bring nothing better end the training; 10 unless given. */
  readonly patience?: number;
  /** $\delta$, how much better than the best is better; 0 unless given. */
  readonly minDelta?: number;
  /** Whether less is better, as for a loss, or more, as for an accuracy; "min" unless given. */
  readonly mode?: "min" | "max";
}

/** What {@link earlyStopping} knows after some losses: plain values, which a checkpoint can hold as JSON. */
export interface EarlyStoppingState {
  /** How many losses it has seen. */
  readonly seen: number;
  /** The best loss, or null before the first. */
  readonly best: number | null;
  /** Which loss was the best, counted from 0, or null before the first. When it is the newest, keep the parameters. */
  readonly bestStep: number | null;
  /** Losses in a row that brought nothing better. */
  readonly bad: number;
  /** Whether to end the training; once true it stays so. */
  readonly stop: boolean;
}

/** A first state, and the state after each loss. */
export interface EarlyStopping {
  /** The state before any loss. */
  readonly init: () => EarlyStoppingState;
  /** The state after one more loss; the state that it is given stays as it was. */
  readonly update: (state: EarlyStoppingState, loss: number) => EarlyStoppingState;
}

/**
 * Ends a training when the validation loss has stopped falling. With $b$ the best loss so far and $n$ the losses in a row that
 * brought nothing better,
 *
 * $$L < b - \delta \;\Rightarrow\; b \gets L,\ n \gets 0; \qquad \text{else } n \gets n + 1; \qquad n \ge p \;\Rightarrow\; \text{stop}.$$
 *
 * It holds no parameters: copy them with `keepBest` when a loss is the best, and take the copy at the end.
 *
 * @param options the patience $p$, the gain $\delta$, and whether less or more is better.
 * @returns `init` and `update`, pure functions between plain values.
 * @throws ValueError when the patience is not a whole number from 1 on, `minDelta` is negative or not finite, the mode is
 *   unknown, or a loss is not finite.
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
    throw new ValueError(
      `earlyStopping: patience is ${patience}; it must be a whole number from 1 on`,
      `earlyStopping：patience 为 ${patience}，它必须是不小于 1 的整数`,
    );
  }
  if (!(minDelta >= 0 && minDelta < Infinity)) {
    throw new ValueError(
      `earlyStopping: minDelta is ${minDelta}; it must be a finite number from 0 on`,
      `earlyStopping：minDelta 为 ${minDelta}，它必须是不小于 0 的有限数`,
    );
  }
  if (!["min", "max"].includes(mode)) {
    const near = meantAmong(mode, ["min", "max"]);
    throw new ValueError(
      `earlyStopping: mode "${mode}" is unknown; ${near.en}: "min" for a loss, "max" for an accuracy`,
      `earlyStopping：没有 "${mode}" 这种 mode；${near.zh}：损失用 "min"，准确率用 "max"`,
    );
  }
  const gain = (loss: number, best: number): number => (mode === "min" ? best - loss : loss - best);
  return {
    init: () => ({ seen: 0, best: null, bestStep: null, bad: 0, stop: false }),
    update(state, loss) {
      if (!Number.isFinite(loss)) {
        throw new ValueError(
          `earlyStopping: loss ${loss} says nothing about progress; go back to a checkpoint and lower the learning rate`,
          `earlyStopping：损失 ${loss} 说明不了进展；请回到某个检查点，并调小学习率`,
        );
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
