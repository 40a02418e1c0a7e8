import { comparisonGiven, foldsGiven } from "../given.ts";
import { checkChoice, checkOptions, checkFunction } from "@downhill/tensor";
import { type Fold, folds, type RowSet } from "@downhill/data";
import { textTable } from "../report/text-table.ts";
import { label } from "../report/plot-frame.ts";
import { TrainingError } from "../training-error.ts";
import { studentTail } from "./student.ts";

/** A setting's metrics on one fold, by name; everything fitted to data, scalers included, must be fitted to `train`. */
export type FoldTrial<D extends RowSet> = (
  fold: Fold<D> & { readonly fold: number },
) => Metrics | Promise<Metrics>;

type Metrics = Readonly<Record<string, number>>;

/** How data are divided into folds. */
export type FoldOptions = Parameters<typeof folds>[1];

/** A mean over folds, and their spread. */
export interface Spread {
  readonly mean: number;
  /** $s$, the sample deviation: divided by $k - 1$. */
  readonly deviation: number;
}

/** The results of a setting on every fold. */
export interface CrossValidated {
  readonly folds: readonly {
    readonly train: number;
    readonly validation: number;
    readonly metrics: Metrics;
  }[];
  readonly metrics: Readonly<Record<string, Spread>>;
}

/** Two settings on the same folds. */
export interface Comparison {
  readonly a: CrossValidated;
  readonly b: CrossValidated;
  /** For each metric, `b` minus `a`. */
  readonly differences: Readonly<Record<string, Difference>>;
}

/** The difference of a metric between two settings. */
export interface Difference extends Spread {
  /** The corrected statistic; 0 if nothing differs. */
  readonly t: number;
  /** The probability of a difference at least this large, in either direction, if there were none. */
  readonly p: number;
}

/**
 * Cross-validates a setting: trains and measures it once for each fold, and takes the mean and deviation of its metrics,
 *
 * $$\bar m = \frac1k \sum_i m_i, \qquad s^2 = \frac{1}{k-1} \sum_i (m_i - \bar m)^2$$
 *
 * Each fold's `train` is marked as training data, and its `validation` is not: fitting a scaler on the latter throws.
 *
 * @param how how rows are divided: `k`, a `key`, and a rule `by`, as in `folds`.
 * @param trial trains a new model on `train`, and measures it on `validation`.
 * @throws TrainingError when a metric is not finite, or folds have different metrics; DataError when the rows cannot be divided.
 * @example
 * ```ts
 * import { distinct, iris, standardise, stratified, type Table, toDataset } from "@downhill/data";
 * import { accuracy, dense, softmaxCrossEntropy } from "@downhill/nn";
 * import { adam } from "@downhill/optimizers";
 * import { key } from "@downhill/tensor";
 * import { evaluate, fit } from "@downhill/train";
 * import { crossValidate } from "@downhill/train/search";
 * const flowers = await iris();
 * const classes = distinct(flowers, "species");
 * const x = flowers.names.filter((name) => name !== "species");
 * const how = { k: 3, key: key(0), by: stratified("species") };
 * const { metrics } = await crossValidate(flowers, how, async ({ train, validation }) => {
 *   const scaler = standardise().fit(train); // fitted only to this fold
 *   const prepared = (part: Table) => toDataset(scaler.transform(part), { x, y: "species", classes });
 *   const model = dense(x.length, classes.length);
 *   const run = await fit(model, prepared(train), { loss: softmaxCrossEntropy, optimizer: adam({ learningRate: 0.1 }), epochs: 10 });
 *   return { accuracy: await evaluate((rows) => model.apply(run.params, rows), prepared(validation), { metric: accuracy }) };
 * });
 * metrics.accuracy!.mean > 0.9; // true
 * ```
 * @see Stone, "Cross-validatory choice and assessment of statistical predictions", JRSS B 36, 1974.
 */
export async function crossValidate<D extends RowSet>(
  from: D,
  how: FoldOptions,
  trial: FoldTrial<D>,
): Promise<CrossValidated> {
  checkFunction("crossValidate", "trial", trial);
  return validated(folds(from, how), trial);
}

/**
 * Compares two settings on the same folds: both share the luck of a fold, so their differences $d_i = b_i - a_i$ are more telling
 * than their means. Folds share training rows, which would make a plain paired test overconfident; the variance is corrected for this,
 *
 * $$t = \frac{\bar d}{\sqrt{\left(\frac1k + \frac{n_2}{n_1}\right) s_d^2}}$$
 *
 * with $n_1$ training and $n_2$ validation rows, and $p$ from Student's distribution with $k - 1$ degrees of freedom.
 *
 * @returns both settings' metrics, and the differences, `b` minus `a`.
 * @throws TrainingError when a metric is not finite, or folds have different metrics; DataError when the rows cannot be divided.
 * @example
 * ```ts
 * import { dataset, type Dataset } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * import { compareOnFolds } from "@downhill/train/search";
 * const y = Float32Array.of(1, 2, 3, 4, 5, 6);
 * const rows = dataset({ x: y, shape: [1], y });
 * const mean = ({ y }: Dataset<Float32Array>) => y.reduce((sum, v) => sum + v / y.length, 0);
 * const { differences } = await compareOnFolds(rows, { k: 3, key: key(0) }, {
 *   a: ({ train, validation }) => ({ error: Math.abs(mean(train) - mean(validation)) }),
 *   b: ({ validation }) => ({ error: Math.abs(0 - mean(validation)) }),
 * });
 * differences.error!.mean > 0; // true: a guess of 0 is further off
 * ```
 * @see Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52, 2003, §3.
 */
export async function compareOnFolds<D extends RowSet>(
  from: D,
  how: FoldOptions,
  trials: { readonly a: FoldTrial<D>; readonly b: FoldTrial<D> },
): Promise<Comparison> {
  const { a, b } = checkOptions("compareOnFolds", trials, ["a", "b"]);
  checkFunction("compareOnFolds", "a", a);
  checkFunction("compareOnFolds", "b", b);
  const dealt = folds(from, how);
  const both = { a: await validated(dealt, a), b: await validated(dealt, b) };
  const names = Object.keys(both.a.metrics);
  mustBeSame("compareOnFolds", names, Object.keys(both.b.metrics));
  const differences = names.map((name) => {
    const d = both.b.folds.map(({ metrics }, i) => metrics[name]! - both.a.folds[i]!.metrics[name]!);
    return [name, { ...spread(d), ...tested(d, dealt) }] as const;
  });
  return { ...both, differences: Object.fromEntries(differences) };
}

async function validated<D extends RowSet>(
  dealt: readonly Fold<D>[],
  trial: FoldTrial<D>,
): Promise<CrossValidated> {
  const found: CrossValidated["folds"][number][] = [];
  for (const [i, fold] of dealt.entries()) {
    const metrics = await trial({ ...fold, fold: i });
    if (typeof metrics !== "object" || Object.keys(metrics).length === 0) throw noMetrics(i);
    for (const [name, value] of Object.entries(metrics)) {
      if (!Number.isFinite(value)) throw notFinite(name, value, i);
    }
    mustBeSame(`crossValidate: fold ${i}`, Object.keys(found[0]?.metrics ?? metrics), Object.keys(metrics));
    found.push({ train: fold.train.size, validation: fold.validation.size, metrics });
  }
  const names = Object.keys(found[0]!.metrics);
  const spreads = names.map((name) => [name, spread(found.map(({ metrics }) => metrics[name]!))] as const);
  return { folds: found, metrics: Object.fromEntries(spreads) };
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function tested(differences: readonly number[], dealt: readonly Fold<RowSet>[]): Pick<Difference, "t" | "p"> {
  const { mean, deviation } = spread(differences);
  const share =
    dealt.reduce((sum, { train, validation }) => sum + validation.size / train.size, 0) / dealt.length;
  const t = mean === 0 ? 0 : mean / (deviation * Math.sqrt(1 / dealt.length + share));
  return { t, p: studentTail(t, dealt.length - 1) };
}

const noMetrics = (fold: number): TrainingError =>
  new TrainingError("wrong-result", {
    en: `crossValidate: fold ${fold} returned no metric; return them by name, as in { accuracy: 0.9 }.`,
    zh: `crossValidate：第 ${fold} 折没有返回任何指标；请按名称返回，例如 { accuracy: 0.9 }。`,
  });

function notFinite(name: string, value: number, fold: number): TrainingError {
  return new TrainingError("not-finite", {
    en: `crossValidate: ${name} of fold ${fold} is ${value}; check the data, or train with a smaller learning rate.`,
    zh: `crossValidate：第 ${fold} 折的 ${name} 是 ${value}；请检查数据，或调小学习率。`,
  });
}

function mustBeSame(where: string, one: readonly string[], other: readonly string[]): void {
  if (one.toSorted().join() === other.toSorted().join()) return;
  const [before, now] = [one, other].map((names) => `[${names.join(", ")}]`);
  throw new TrainingError("wrong-result", {
    en: `${where}: the metrics are ${now}, but before they were ${before}; return the same ones each time.`,
    zh: `${where}：这里的指标是 ${now}，之前却是 ${before}；每次应给出相同的指标。`,
  });
}

/**
 * A cross-validation, or a comparison, as a table for the terminal: mean ± deviation of each metric, and for a comparison the
 * differences with their $p$.
 *
 * @returns lines of text, without a newline at the end. It never throws.
 * @example
 * ```ts
 * import { showFolds } from "@downhill/train/search";
 * const fold = { train: 4, validation: 2, metrics: { error: 1 } };
 * console.log(showFolds({ folds: [fold, fold, fold], metrics: { error: { mean: 1, deviation: 0 } } }).split("\n")[1]); // error 1 ± 0 1 1 1
 * ```
 */
export function showFolds(
  found: CrossValidated | Comparison,
  options: { readonly language?: "en" | "zh" } = {},
): string {
  const compared = typeof found === "object" && (found as object | null) !== null && "differences" in found;
  (compared ? comparisonGiven : foldsGiven)("showFolds", found);
  const { language = "en" } = checkOptions("showFolds", options, ["language"]);
  checkChoice("showFolds", "language", language, ["en", "zh"]);
  const say = words[language];
  const right = (name: string) => ({ name, align: "right" }) as const;
  const cell = ({ mean, deviation }: Spread): string => `${label(mean, 4)} ± ${label(deviation, 2)}`;
  if ("differences" in found) {
    const columns = [{ name: say.metric, align: "left" } as const, ...["a", "b", "b − a", "p"].map(right)];
    const rows = Object.entries(found.differences).map(([name, difference]) => [
      name,
      cell(found.a.metrics[name]!),
      cell(found.b.metrics[name]!),
      cell(difference),
      label(difference.p, 2),
    ]);
    return textTable(columns, rows);
  }
  const columns = [
    { name: say.metric, align: "left" } as const,
    right(say.mean),
    ...found.folds.map((_, i) => right(say.fold(i + 1))),
  ];
  const rows = Object.entries(found.metrics).map(([name, each]) => [
    name,
    cell(each),
    ...found.folds.map(({ metrics }) => label(metrics[name]!, 4)),
  ]);
  return textTable(columns, rows);
}

const words = {
  en: { metric: "metric", mean: "mean ± deviation", fold: (n: number) => `fold ${n}` },
  zh: { metric: "指标", mean: "均值 ± 标准差", fold: (n: number) => `第 ${n} 折` },
} as const;
