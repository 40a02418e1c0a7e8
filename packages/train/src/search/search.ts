import { spaceGiven } from "../given.ts";
import { checkChoice, checkOptions, foldIn, type Key, key } from "@downhill/tensor";
import { node } from "../durable-write.ts";
import { checkCount, NonFiniteLossError, TrainingError } from "../training-error.ts";
import { type Failure, fleeting, type Journal, type Line, openJournal } from "./journal.ts";
import type { Configuration, Space } from "./space.ts";
import type { Strategy } from "./strategy.ts";
import { before, ranked, type SearchResult, type Trial, type TrialFunction } from "./trial.ts";

/** How to search. */
export interface SearchOptions<S extends Space> {
  readonly strategy: Strategy;
  /** Determines the configurations and the seeds of the trials; default 0. */
  readonly seed?: number;
  /** Whether a small or a large metric is better; default `"min"`. */
  readonly mode?: "min" | "max";
  /** Keeps a journal, `search.jsonl`, and a folder for each trial. The same call continues where a killed process stopped. */
  readonly folder?: string;
  /** Called with every new result; not with those already in the journal. */
  readonly observe?: (trial: Trial<S>) => void;
  /** Stops after the current trial, which receives it too. */
  readonly signal?: AbortSignal;
}

/**
 * Searches for the best configuration: draws configurations from a space, trains each for the budget that the strategy gives it, and
 * ranks them, comparing metrics at equal budgets only. Everything is a function of the seed, on every machine. With a folder, each result is saved immediately and never computed
 * again: a search that is killed at any point and called again ends as if it had not been interrupted.
 *
 * A trial with a non-finite loss or metric has failed: it ranks last, with the reason, and is not continued. Any other error is a
 * bug in the trial and ends the search.
 *
 * @param trial trains a configuration up to `budget`, from its own checkpoint if there is one, and returns its metric.
 * @throws TrainingError when a trial throws, when an option is invalid, and when the folder has the journal of a different search.
 * @example
 * ```ts
 * import { halving, logUniform, search } from "@downhill/train/search";
 * const found = await search({ rate: logUniform(1e-4, 1) }, ({ rate }, { budget }) => Math.abs(Math.log10(rate) + 2) / budget, {
 *   strategy: halving({ trials: 16, total: 160 }),
 * });
 * found.best?.configuration.rate; // near 0.01
 * ```
 * @example
 * ```ts
 * import { dataset, split } from "@downhill/data";
 * import { dense, meanSquaredError } from "@downhill/nn";
 * import { gradientDescent } from "@downhill/optimizers";
 * import { key, reshape } from "@downhill/tensor";
 * import { disposeTree, fit } from "@downhill/train";
 * import { halving, logUniform, search } from "@downhill/train/search";
 * const x = Float32Array.from({ length: 40 }, (_, i) => i / 40);
 * const { train, test } = split(dataset({ x, shape: [1], y: x.map((v) => 3 * v - 1) }), { test: 0.25, key: key(0) });
 * const found = await search(
 *   { learningRate: logUniform(1e-3, 10) },
 *   async ({ learningRate }, { budget, folder, seed }) => {
 *     const run = await fit(dense(1, 1), train, {
 *       loss: (prediction, y) => meanSquaredError(prediction, reshape(y, prediction.shape)),
 *       optimizer: gradientDescent({ learningRate }),
 *       validation: test,
 *       seed,
 *       epochs: budget,
 *       checkpoints: { folder: folder! }, // each trial has its own, inside the search folder
 *       resume: true, // continues from the previous rung
 *     });
 *     disposeTree([run.params, run.state]);
 *     return run.history.at(-1)?.metrics["validation.loss"] ?? Infinity;
 *   },
 *   { strategy: halving({ trials: 4, total: 16 }), folder: "out/search" },
 * );
 * found.trials.length; // 4
 * ```
 * @see Feurer and Hutter, "Hyperparameter optimization", in "Automated machine learning", Springer 2019, ch. 1.
 */
export async function search<S extends Space>(
  space: S,
  trial: TrialFunction<S>,
  options: SearchOptions<S>,
): Promise<SearchResult<S>> {
  const names = ["strategy", "seed", "mode", "folder", "observe", "signal"] as const;
  const {
    strategy,
    seed = 0,
    mode = "min",
    folder,
    observe,
    signal,
  } = checkOptions("search", options, names);
  spaceGiven("search", space);
  checkCount("search", "seed", seed, 0);
  checkChoice("search", "mode", mode, ["min", "max"]);
  checkGiven(space, trial, strategy);
  const root = key(seed);
  const brackets = strategy.brackets(space, foldIn(root, 0));
  const journal = folder === undefined ? fleeting() : await journalOf(folder, space, options);
  const seeds = foldIn(root, 1);
  const trials: Trial<S>[] = [];
  /** The results of a rung that was stopped in the middle. */
  let halfway: readonly Trial<S>[] = [];
  let [number, spent, finished] = [0, 0, true];

  for (const [bracket, { configurations, rungs }] of brackets.entries()) {
    let racing: readonly Trial<S>[] = configurations.map((configuration) => ({
      ...unrun,
      trial: number++,
      bracket,
      configuration,
    }));
    const raced = new Map(racing.map((each) => [each.trial, each]));
    for (const { trials: count, budget } of rungs) {
      const run: Trial<S>[] = [];
      const going = ranked(racing, mode).filter(({ failure }) => failure === undefined);
      for (const each of going.slice(0, count).toSorted((a, b) => a.trial - b.trial)) {
        const known = journal.find(each.trial, budget);
        if (known === undefined && signal?.aborted === true) {
          finished = false;
          break;
        }
        const line = known ?? (await runTrial(trial, each, budget, { seeds, folder, signal }));
        mustBeDrawn(folder, each, line);
        // A trial that is aborted in the middle returns too early.
        if (known === undefined && signal?.aborted === true) {
          finished = false;
          break;
        }
        if (known === undefined) await journal.add(line);
        const after = withResult(each, line);
        spent += budget - each.budget;
        run.push(after);
        raced.set(after.trial, after);
        if (known === undefined) observe?.(after);
      }
      if (!finished) halfway = run;
      if (!finished) break;
      racing = run;
    }
    trials.push(...[...raced.values()].filter(({ budget }) => budget > 0));
    if (!finished) break;
  }
  const order = ranked(
    trials.map((each) => (halfway.includes(each) ? before(each) : each)),
    mode,
  ).map(({ trial }) => trials.find((each) => each.trial === trial)!);
  const best = order[0]?.metric === undefined ? undefined : order[0];
  return { trials: order, best, finished, spent, mode, space };
}

/** Checks what TypeScript would refuse, for callers without it. */
function checkGiven(space: unknown, trial: unknown, strategy: unknown): void {
  const ranges = Object.entries((space ?? {}) as Record<string, { at?: unknown } | null>);
  const odd = ranges.find(([, range]) => typeof range?.at !== "function");
  if (odd !== undefined) {
    throw new TrainingError("not-a-range", {
      en: `search: "${odd[0]}" of the space is not a range; write choice, uniform, logUniform or int, as in ${odd[0]}: uniform(0, 1).`,
      zh: `search：搜索空间中的 "${odd[0]}" 不是取值范围；请用 choice、uniform、logUniform 或 int，例如 ${odd[0]}: uniform(0, 1)。`,
    });
  }
  if (
    typeof trial === "function" &&
    typeof (strategy as Partial<Strategy> | undefined)?.brackets === "function"
  )
    return;
  throw new TrainingError("missing-argument", {
    en: "search: a trial and a strategy are needed; call it as search(space, trial, { strategy: random({ trials: 20 }) }).",
    zh: "search：需要试验函数和搜索策略；请这样调用：search(space, trial, { strategy: random({ trials: 20 }) })。",
  });
}

const unrun = { results: [], budget: 0, metric: undefined, failure: undefined } as const;

const withResult = <S extends Space>(trial: Trial<S>, { budget, metric, failure }: Line): Trial<S> => ({
  ...trial,
  budget,
  metric: metric ?? undefined,
  failure,
  results: metric === null ? trial.results : [...trial.results, { budget, metric }],
});

async function journalOf<S extends Space>(
  folder: string,
  space: S,
  { strategy, seed = 0, mode = "min" }: SearchOptions<S>,
): Promise<Journal> {
  const names = Object.keys(space).sort();
  return openJournal(node("node:path").join(folder, "search.jsonl"), {
    version: 1,
    strategy: { [strategy.name]: strategy.about },
    space: Object.fromEntries(names.map((name) => [name, space[name]!.about])),
    seed,
    mode,
  });
}

interface Around {
  readonly seeds: Key;
  readonly folder: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function runTrial<S extends Space>(
  trial: TrialFunction<S>,
  { trial: number, configuration, budget: before }: Trial<S>,
  budget: number,
  { seeds, folder, signal }: Around,
): Promise<Line> {
  const own =
    folder === undefined
      ? undefined
      : node("node:path").join(folder, `trial-${String(number).padStart(4, "0")}`);
  const line = { trial: number, budget, configuration };
  try {
    const [, seed] = foldIn(seeds, number);
    const metric = await trial(configuration, { trial: number, budget, before, seed, folder: own, signal });
    return Number.isFinite(metric)
      ? { ...line, metric }
      : { ...line, metric: null, failure: noNumber(metric) };
  } catch (error) {
    if (error instanceof NonFiniteLossError) {
      return { ...line, metric: null, failure: { en: error.message, zh: error.zh } };
    }
    throw mistaken(number, configuration, error);
  }
}

const noNumber = (metric: number): Failure => ({
  en: `the metric is ${metric}, which is not a finite number`,
  zh: `指标是 ${metric}，不是有限的数`,
});

const shown = (configuration: Configuration<Space>): string =>
  Object.entries(configuration)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(", ");

function mistaken(number: number, configuration: Configuration<Space>, cause: unknown): TrainingError {
  const { message = String(cause), zh = message } = cause as { message?: string; zh?: string };
  return new TrainingError(
    "function-failed",
    {
      en: `search: trial ${number} (${shown(configuration)}) threw an error (${message.replace(/\.$/, "")}); fix it, and run again.`,
      zh: `search：试验 ${number}（${shown(configuration)}）出错（${zh.replace(/[。.]$/, "")}）；请修正后重新运行。`,
    },
    { cause },
  );
}

/** Two grids of one space with its names in a different order have the same head but different trials. */
function mustBeDrawn<S extends Space>(
  folder: string | undefined,
  { trial, configuration }: Trial<S>,
  line: Line,
): void {
  const names = Object.keys(configuration);
  const [now, before] = [configuration as Line["configuration"], line.configuration];
  if (names.every((name) => JSON.stringify(now[name]) === JSON.stringify(before[name]))) return;
  throw new TrainingError("run-mismatch", {
    en: `${folder}: trial ${trial} was ${shown(before)} when it ran, and is now ${shown(now)}; write the space as it was, or choose another folder.`,
    zh: `${folder}：试验 ${trial} 运行时是 ${shown(before)}，现在却是 ${shown(now)}；请恢复原来的搜索空间，或换一个文件夹。`,
  });
}
