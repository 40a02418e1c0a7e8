/**
 * A refusal of this package: one sentence that says what, where and the remedy. `message` is in English, `zh` says the
 * same in Chinese, so a caller can print either.
 */
export class TrainingError extends Error {
  override readonly name: string = "TrainingError";
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(en: string, zh: string, options?: ErrorOptions) {
    super(en, options);
    this.zh = zh;
  }
}

/**
 * The loss, or a parameter, is no longer a finite number. Says at which step, and which checkpoint to go back to.
 *
 * @example
 * ```ts
 * import { NonFiniteLossError } from "@downhill/train";
 * const error = new NonFiniteLossError(12, { path: "run.safetensors", step: 10 });
 * error.message; // "train: the loss is no longer a finite number at step 12; … continue from run.safetensors (step 10) …"
 * ```
 */
export class NonFiniteLossError extends TrainingError {
  override readonly name = "NonFiniteLossError";
  /** The step whose loss was not finite, counted from 0. */
  readonly step: number;
  /** The parameter or state that was not finite, where it was noticed there and not in the loss. */
  readonly parameter: string | undefined;
  /** The last checkpoint that was written, if any. */
  readonly checkpoint: { readonly path: string; readonly step: number } | undefined;

  constructor(
    step: number,
    checkpoint?: { readonly path: string; readonly step: number },
    parameter?: string,
  ) {
    const [what, was] =
      parameter === undefined
        ? ["the loss is", "损失"]
        : [`the values of ${parameter} are`, `${parameter} 中的数值`];
    const [go, turn] =
      checkpoint === undefined
        ? ["start again", "重新开始"]
        : [
            `continue from ${checkpoint.path} (step ${checkpoint.step})`,
            `从 ${checkpoint.path}（第 ${checkpoint.step} 步）继续`,
          ];
    super(
      `train: ${what} no longer a finite number at step ${step}; ${go} with a smaller learning rate, and check the data for NaN.`,
      `train：第 ${step} 步起${was}不再是有限的数；请${turn}，并调小学习率，同时检查数据中是否有 NaN。`,
    );
    this.step = step;
    this.checkpoint = checkpoint;
    this.parameter = parameter;
  }
}
