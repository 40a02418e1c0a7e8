import { meant } from "@downhill/tensor";
import type { Params } from "@downhill/optimizers";
import type { Point } from "./state.ts";
import type { TrainOptions } from "./train-options.ts";
import { TrainingError } from "./training-error.ts";

/** What uses which number. */
type Watching = readonly (readonly [who: string, whoZh: string, by: string])[];

function watching<P extends Params, S, B>({ callbacks = [], checkpoint }: TrainOptions<P, S, B>): Watching {
  const sink = checkpoint !== undefined && "to" in checkpoint ? (checkpoint.to.watches ?? []) : [];
  return [
    ...callbacks.flatMap(({ name, watches = [] }) =>
      watches.map((by) => [`the callback "${name}"`, `回调 "${name}"`, by] as const),
    ),
    ...sink.map((by) => ["the rule of the checkpoints", "检查点的保留规则", by] as const),
  ];
}

const isOfValidation = (by: string): boolean => by.startsWith("validation.");

/**
 * Refuses to use a number that no reading can have, as far as that is known before the first step.
 *
 * @throws TrainingError that names the user and the available numbers.
 */
export function checkWatched<P extends Params, S, B>(options: TrainOptions<P, S, B>): void {
  const { metrics, validation } = options;
  const measured = validation?.names?.map((name) => `validation.${name}`) ?? [];
  const open = validation !== undefined && validation.names === undefined;
  for (const [who, zh, by] of watching(options)) {
    const known = by === "loss" || measured.includes(by);
    if (known || (isOfValidation(by) ? open : metrics !== undefined)) continue;
    throw unmeasured(who, zh, by, ["loss", ...measured]);
  }
}

/** The same for a reading, which has all names of its kind. */
export function checkReading<P extends Params, S, B>(
  options: TrainOptions<P, S, B>,
  { metrics }: Point,
  validates: boolean,
): void {
  const known = ["loss", ...Object.keys(metrics)];
  for (const [who, zh, by] of watching(options)) {
    if (known.includes(by) || (isOfValidation(by) && !validates)) continue;
    throw unmeasured(who, zh, by, known);
  }
}

function unmeasured(who: string, zh: string, by: string, known: readonly string[]): TrainingError {
  const near = meant(by, known);
  return new TrainingError("not-measured", {
    en: `train: ${who} uses "${by}", which nothing measures; ${near === undefined ? "" : `did you mean ${near}? `}add it to ${isOfValidation(by) ? "validation" : "metrics"}, or use ${known.join(", ")}.`,
    zh: `train：${zh} 依据的 "${by}" 没有测量；${near === undefined ? "" : `是否想写 ${near}？`}请把它加入 ${isOfValidation(by) ? "validation" : "metrics"}，或改用 ${known.join("、")}。`,
  });
}
