import type { Bilingual } from "@downhill/tensor";
import { type Origin, originInWords } from "./origin.ts";

/**
 * An error of this package: one sentence that states what is wrong, where and the remedy. `message` is in English, `zh`
 * is the same in Chinese, so a caller can print either.
 *
 * @example
 * ```ts
 * import { TrainingError } from "@downhill/train";
 * const error = new TrainingError("out-of-range", {
 *   en: "train: give at least one step.",
 *   zh: "train：至少走一步。",
 * });
 * error.code; // "out-of-range"
 * error.message; // "train: give at least one step."
 * error.zh; // "train：至少走一步。"
 * ```
 */
export class TrainingError extends Error {
  override readonly name: string = "TrainingError";
  /** The kind of error, stable across versions: a row on the page of error codes in the reference. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual, options?: ErrorOptions) {
    super(en, options);
    this.code = code;
    this.zh = zh;
  }
}

/** A checkpoint that was written: its file, and the number of steps taken. */
export interface Saved {
  readonly path: string;
  readonly step: number;
}

const goOn = (from: Saved | undefined, without: Bilingual): Bilingual =>
  from === undefined
    ? without
    : {
        en: `continue from ${from.path} (step ${from.step})`,
        zh: `从 ${from.path}（第 ${from.step} 步）继续`,
      };

/**
 * The loss, or a parameter, is no longer a finite number. Names the step, and the checkpoint to go back to.
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
  /** The step with the non-finite loss, counted from 0. */
  readonly step: number;
  /** The parameter, state or metric that was not finite, if it was noticed there and not in the loss. */
  readonly parameter: string | undefined;
  /** The last good checkpoint, if any: its own loss was finite. */
  readonly checkpoint: Saved | undefined;
  /** The operation and the layer where it started, if the step could be replayed. */
  readonly origin: Origin | undefined;

  constructor(step: number, checkpoint?: Saved, parameter?: string, origin?: Origin) {
    const [what, was] =
      parameter === undefined
        ? ["the loss is", "损失"]
        : [`the values of ${parameter} are`, ` ${parameter} 中的数值`];
    const go = goOn(checkpoint, { en: "start again", zh: "重新开始" });
    const why = origin === undefined ? undefined : originInWords(origin);
    super("no-finite-loss", {
      en: `train: ${what} no longer a finite number at step ${step}${why === undefined ? "" : `: ${why.en}`}; ${go.en} with a smaller learning rate, and check the data for NaN.`,
      zh: `train：第 ${step} 步起${was}不再是有限的数${why === undefined ? "" : `：${why.zh}`}；请${go.zh}，并调小学习率，同时检查数据中是否有 NaN。`,
    });
    this.origin = origin;
    this.step = step;
    this.checkpoint = checkpoint;
    this.parameter = parameter;
  }
}

/**
 * A checkpoint could not be written: a full disk, a folder without write permission. Names the last one written.
 *
 * @example
 * ```ts
 * import { CheckpointWriteError } from "@downhill/train";
 * const error = new CheckpointWriteError("run.safetensors", { code: "ENOSPC" });
 * error.message; // "run.safetensors: the checkpoint cannot be written (ENOSPC); choose another folder, or make room, …"
 * ```
 */
export class CheckpointWriteError extends TrainingError {
  override readonly name = "CheckpointWriteError";
  readonly path: string;

  constructor(path: string, cause: unknown, last?: Saved) {
    const code = codeOf(cause);
    const go = goOn(last, { en: "run it again", zh: "重新运行" });
    super(
      "unwritable",
      {
        en: `${path}: the checkpoint cannot be written (${code}); choose another folder, or make room, and ${go.en}.`,
        zh: `${path}：无法写入检查点（${code}）；请换一个文件夹，或清出空间，然后${go.zh}。`,
      },
      { cause },
    );
    this.path = path;
  }
}

/**
 * A callback threw: names the callback, the moment and step, its message, and the checkpoint to continue from. The error
 * itself is the `cause`.
 *
 * @example
 * ```ts
 * import { CallbackError } from "@downhill/train";
 * const error = new CallbackError("plot", "reading", 30, new Error("no screen"));
 * error.callback; // "plot"
 * error.message; // "train: the callback \"plot\" failed at the moment … after 30 steps (no screen); fix it, and run again."
 * ```
 */
export class CallbackError extends TrainingError {
  override readonly name = "CallbackError";
  /** The callback's name. */
  readonly callback: string;

  constructor(callback: string, moment: string, step: number, cause: unknown, last?: Saved) {
    const { en, zh } = sentences(cause);
    const go = goOn(last, { en: "run again", zh: "重新运行" });
    super(
      "function-failed",
      {
        en: `train: the callback "${callback}" failed at the moment "${moment}" after ${step} steps (${en}); fix it, and ${go.en}.`,
        zh: `train：回调 "${callback}" 在 ${step} 步之后的 "${moment}" 时刻出错（${zh}）；请修正它，然后${go.zh}。`,
      },
      { cause },
    );
    this.callback = callback;
  }
}

/** The system's error code, such as ENOSPC. */
export const codeOf = (error: unknown): string =>
  (error as Partial<NodeJS.ErrnoException> | undefined)?.code ?? String(error);

/** An error's message, in both languages if available, without the full stop. */
function sentences(error: unknown): Bilingual {
  const { message = String(error), zh = message } = error as { message?: string; zh?: string };
  return { en: message.replace(/\.$/, ""), zh: zh.replace(/[。.]$/, "") };
}

/** @throws TrainingError unless the value is a whole number of at least `least`. */
export function checkCount(owner: string, name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new TrainingError("out-of-range", {
    en: `${owner}: ${name} is ${value}; give a whole number of at least ${least}.`,
    zh: `${owner}：${name} 是 ${value}；应为不小于 ${least} 的整数。`,
  });
}
