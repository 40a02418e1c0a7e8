import { searchGiven } from "../given.ts";
import { checkChoice, checkOptions } from "@downhill/tensor";
import { checkCount } from "../training-error.ts";
import { textTable } from "../report/text-table.ts";
import { label } from "../report/plot-frame.ts";
import type { Space } from "./space.ts";
import type { SearchResult, Trial } from "./trial.ts";

/** The options of a table of trials. */
export interface ShowSearchOptions {
  /** Default `"en"`. */
  readonly language?: "en" | "zh";
  /** The largest number of trials to show; default 10. */
  readonly rows?: number;
}

const words = {
  en: {
    columns: ["rank", "trial", "budget", "metric"],
    failed: "failed",
    more: (count: number) => `and ${count} more`,
    sum: (trials: number, failed: number, spent: number) =>
      `${trials} trials, ${failed} failed; ${spent} units of budget spent`,
    stopped: "stopped before its end; the same call continues it",
  },
  zh: {
    columns: ["名次", "试验", "预算", "指标"],
    failed: "失败",
    more: (count: number) => `另有 ${count} 个未列出`,
    sum: (trials: number, failed: number, spent: number) =>
      `共 ${trials} 个试验，其中 ${failed} 个失败；总计用去预算 ${spent}`,
    stopped: "搜索中途停止；再次运行即可继续",
  },
} as const;

/**
 * The trials of a search as a table for the terminal, the best first; the reasons of failed trials follow below it.
 *
 * @returns lines of text, without a newline at the end. It never throws.
 * @example
 * ```ts
 * import { choice, grid, search, showSearch } from "@downhill/train/search";
 * const found = await search({ x: choice([1, 2]) }, ({ x }) => x * x, { strategy: grid() });
 * console.log(showSearch(found)); // a table of two trials
 * ```
 */
export function showSearch<S extends Space>(found: SearchResult<S>, options: ShowSearchOptions = {}): string {
  searchGiven("showSearch", found);
  const { trials, space, spent, finished } = found;
  const { language = "en", rows = 10 } = checkOptions("showSearch", options, ["language", "rows"]);
  checkChoice("showSearch", "language", language, ["en", "zh"]);
  if (rows !== Infinity) checkCount("showSearch", "rows", rows, 0);
  const say = words[language];
  const names = Object.keys(space);
  const [rank, number, budget, metric] = say.columns;
  const columns = [
    { name: rank, align: "right" },
    { name: number, align: "right" },
    ...names.map((name) => ({ name, align: space[name]!.scale === "names" ? "left" : "right" }) as const),
    { name: budget, align: "right" },
    { name: metric, align: "right" },
  ] as const;
  const cells = (trial: Trial<S>, i: number): string[] => [
    String(i + 1),
    String(trial.trial),
    ...names.map((name) => cell(trial.configuration[name])),
    String(trial.budget),
    trial.metric === undefined ? say.failed : label(trial.metric, 4),
  ];
  const failed = trials.filter(({ failure }) => failure !== undefined);
  const reasons = failed
    .slice(0, 3)
    .map(({ trial, failure }) => `${say.failed} ${trial}: ${failure![language]}`);
  return [
    textTable(columns, trials.slice(0, rows).map(cells)),
    ...(trials.length > rows ? [say.more(trials.length - rows)] : []),
    "",
    say.sum(trials.length, failed.length, spent),
    ...(finished ? [] : [say.stopped]),
    ...(language === "en" ? reasons : reasons.map((reason) => reason.replace(": ", "："))),
  ].join("\n");
}

const cell = (value: unknown): string =>
  typeof value === "number" ? label(value) : typeof value === "string" ? value : JSON.stringify(value);
