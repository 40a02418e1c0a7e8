import type { Dataset, Labels } from "@downhill/data";
import type { Params, Transform } from "@downhill/optimizers";
import { checkFunction, meant, type Tensor } from "@downhill/tensor";
import type { BackOff } from "./back-off.ts";
import type { EarlyStop } from "./early-stop.ts";
import type { KeepRule } from "./keep-rule.ts";
import type { Examples, Measure } from "./measure.ts";
import { isDataset, type Source } from "./source.ts";
import type { Trained, TrainOptions } from "./train-options.ts";
import { checkCount, type NonFiniteLossError, TrainingError } from "./training-error.ts";

type Loop = "gradient" | "every" | "explain" | "observe" | "callbacks" | "signal" | "about";

/** The options of `fit`, apart from model and data. */
export interface FitOptions<P extends Params, S, B> extends Pick<TrainOptions<P, S, B>, Loop> {
  /** The loss of predictions and labels: a scalar that is a mean over rows; validation relies on this. */
  readonly loss: Measure;
  readonly optimizer: Transform<S>;
  /** Determines the initial parameters, the order of a data set, and the random numbers of layers; default 0. */
  readonly seed?: number;
  /** Examples per batch, if the data are a data set; default 32. */
  readonly batchSize?: number;
  /** Drops the last batch of an epoch if it is smaller; batch normalisation needs this if that batch has one row. */
  readonly dropLast?: boolean;
  /** Gives the rows of a data set the shape `[n, features]`. */
  readonly flat?: boolean;
  /** Passes over the data; default 1. */
  readonly epochs?: number;
  /** Steps instead of epochs. */
  readonly steps?: number;
  /** Metrics by name: on the batch at each reading, and on all predictions together for the validation set. */
  readonly metrics?: Readonly<Record<string, Measure>>;
  /** A penalty to add to the training loss. */
  readonly penalty?: (params: P) => Tensor;
  /** A data set, or a finite sequence of batches, never used for training. */
  readonly validation?: Dataset<Labels> | Iterable<B> | { [Symbol.asyncIterator](): AsyncIterator<B> };
  /** The number of steps between validations; by default once per epoch, or at the end if that comes first. */
  readonly validateEvery?: number;
  /** Puts a batch on the device; needed if it is not rows of a data set. */
  readonly toTensors?: (batch: B) => Examples;
  /** The initial parameters; by default from `model.init`. The caller keeps ownership. */
  readonly params?: P;
  /** Stops when a number no longer improves, and returns the best parameters. */
  readonly earlyStopping?: EarlyStop;
  /** Writes checkpoints into a folder: every `every` steps (default one epoch), after each validation, and at the end. */
  readonly checkpoints?: KeepRule & { readonly folder: string; readonly every?: number };
  /**
   * When the loss is no longer finite, goes back to the last good checkpoint and continues from there, with the updates
   * multiplied by a factor. Needs `checkpoints`.
   */
  readonly backOff?: BackOff;
  /** Continues from the newest intact checkpoint, if any. Without it, a folder that already has checkpoints is an error. */
  readonly resume?: boolean;
}

/** The result of `fit`. */
export interface Fitted<P extends Params, S> extends Trained<P, S> {
  /** The step of these parameters, if early stopping chose them; otherwise the last step. */
  readonly bestStep: number;
  /** The damaged checkpoints that were skipped, one sentence each. */
  readonly passedOver: readonly TrainingError[];
  /** The reason each time it went back with a lower rate; empty without `backOff`. */
  readonly backedOff: readonly NonFiniteLossError[];
}

/** Refuses options that lack something required. */
export function checkGiven<P extends Params, S, B>(options: FitOptions<P, S, B> | undefined): void {
  const { loss, optimizer, validation }: Partial<FitOptions<P, S, B>> = options ?? {};
  if (options?.backOff !== undefined && options.checkpoints === undefined) {
    throw new TrainingError("no-checkpoints", {
      en: 'fit: backOff needs a checkpoint to go back to; add checkpoints: { folder: "out/run" }.',
      zh: 'fit：backOff 要回到检查点，但没有检查点；请加上 checkpoints: { folder: "out/run" }。',
    });
  }
  if (typeof loss !== "function" || typeof optimizer?.update !== "function") {
    throw new TrainingError("missing-option", {
      en: "fit: the options need a loss and an optimizer; give { loss: softmaxCrossEntropy, optimizer: adam() } or others.",
      zh: "fit：选项中须有 loss 和 optimizer；请给出例如 { loss: softmaxCrossEntropy, optimizer: adam() }。",
    });
  }
  checkFunctions(options!);
  checkCount("fit", "validateEvery", options?.validateEvery ?? 1, 1);
  const walkable =
    typeof validation === "object" &&
    (validation as object | null) !== null &&
    (Symbol.iterator in validation || Symbol.asyncIterator in validation);
  if (validation !== undefined && !walkable && !isDataset(validation)) {
    throw new TrainingError("not-a-dataset", {
      en: "fit: validation is neither a data set nor a finite sequence of batches; give the validation part of a split, or a pipeline of batches.",
      zh: "fit：validation 既不是数据集，也不是有限的批次；请给出划分得到的验证集，或由批次组成的流水线。",
    });
  }
  if ((validation as { readonly endless?: boolean } | undefined)?.endless === true) {
    throw new TrainingError("endless-data", {
      en: "fit: the validation set repeats endlessly, so measuring it would never finish; leave repeat() out, or end it with take().",
      zh: "fit：验证集会无限重复，永远测不完；请去掉 repeat()，或用 take() 限定数量。",
    });
  }
}

/** Refuses metrics, a penalty or `toTensors` that are not functions, before a step needs them. */
function checkFunctions<P extends Params, S, B>({ metrics, penalty, toTensors }: FitOptions<P, S, B>): void {
  if (metrics !== undefined && (typeof metrics !== "object" || (metrics as object | null) === null)) {
    throw new TrainingError("not-a-record", {
      en: "fit: metrics are not functions by name; give them, such as { accuracy }.",
      zh: "fit：metrics 不是按名字给出的函数；请写成 { accuracy } 这样的形式。",
    });
  }
  for (const [name, each] of Object.entries({ ...metrics })) checkFunction("fit", `metrics.${name}`, each);
  for (const [name, each] of Object.entries({ penalty, toTensors })) {
    if (each !== undefined) checkFunction("fit", name, each);
  }
}

/** The number of steps implied by the options. */
export function stepsOf<B>(
  { epochs, steps }: { readonly epochs?: number; readonly steps?: number },
  source: Source<B>,
): number {
  if (steps !== undefined && epochs !== undefined) {
    throw new TrainingError("conflicting-options", {
      en: "fit: steps and epochs are both given; keep the one you mean.",
      zh: "fit：同时给出了 steps 和 epochs；请只保留其中一个。",
    });
  }
  if (steps !== undefined) checkCount("fit", "steps", steps, 0);
  if (epochs !== undefined) checkCount("fit", "epochs", epochs, 0);
  const { stepsPerEpoch: each, steps: most } = source;
  const byEpochs = each === undefined ? undefined : each * (epochs ?? 1);
  const wanted = steps ?? (epochs === undefined ? (most ?? byEpochs) : byEpochs);
  if (wanted === undefined) {
    throw new TrainingError("unknown-length", {
      en: "fit: these data do not define how many steps an epoch has; give steps instead of epochs.",
      zh: "fit：这些数据没有说明一轮有多少步；请用 steps 代替 epochs。",
    });
  }
  if (wanted > (most ?? Infinity)) {
    throw new TrainingError("data-ended", {
      en: `fit: ${wanted} steps were requested, but the batches end after ${most}; give fewer steps, or more epochs to batches().`,
      zh: `fit：要求训练 ${wanted} 步，而数据只够 ${most} 步；请减少步数，或在 batches() 中增大 epochs。`,
    });
  }
  return wanted;
}

/** Refuses to use a number that no reading will have. */
export function checkNames<P extends Params, S, B>(options: FitOptions<P, S, B>): void {
  const { metrics = {}, validation, earlyStopping, checkpoints: plan } = options;
  const names = ["loss", ...Object.keys(metrics)];
  const known = [...names, ...(validation === undefined ? [] : names.map((name) => `validation.${name}`))];
  if (names.lastIndexOf("loss") > 0) {
    throw new TrainingError("duplicate", {
      en: 'fit: a metric may not be named "loss", the name of the loss itself; choose another name.',
      zh: 'fit：有一个指标名为 "loss"，与损失重名；请换一个名字。',
    });
  }
  const watches = (options.callbacks ?? []).flatMap(({ name, watches = [] }) =>
    watches.map((by) => [`the callback "${name}"`, by] as const),
  );
  for (const [where, by] of [
    ["earlyStopping", earlyStopping && (earlyStopping.by ?? "validation.loss")],
    ["checkpoints.best", plan?.best?.by],
    ...watches,
  ] as const) {
    if (by === undefined || known.includes(by)) continue;
    const near = meant(by, known);
    throw new TrainingError("not-measured", {
      en: `fit: ${where} uses "${by}", which is not measured; ${near === undefined ? "" : `did you mean ${near}? `}add it to metrics, or give validation, or use ${known.join(", ")}.`,
      zh: `fit：${where.replace("the callback", "回调")} 依据的 "${by}" 并未测量；${near === undefined ? "" : `是否想写 ${near}？`}请把它加入 metrics，或给出 validation，或改用 ${known.join("、")}。`,
    });
  }
}
