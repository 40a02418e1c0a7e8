import { searchGiven } from "../given.ts";
import { checkOptions, meantAmong } from "@downhill/tensor";
import { escaped, frame, label, type PictureTexts, pictureTextNames } from "../report/plot-frame.ts";
import { TrainingError } from "../training-error.ts";
import type { Json } from "../state.ts";
import type { Range, Space } from "./space.ts";
import type { SearchResult, Trial } from "./trial.ts";

/**
 * The trials of a search as an SVG picture: the metric over a hyper-parameter. A larger dot means a larger budget; the best
 * has a ring, and failed trials are crosses above the plot. Hovering over a trial shows its configuration.
 *
 * @param by the hyper-parameter; its range determines the axis.
 * @throws TrainingError when all trials failed, or there is no such hyper-parameter.
 * @example
 * ```ts
 * import { grid, logUniform, search, searchSvg } from "@downhill/train/search";
 * const found = await search({ rate: logUniform(0.01, 1) }, ({ rate }) => (rate - 0.1) ** 2, { strategy: grid() });
 * const svg = searchSvg(found, "rate", { title: "Rates", description: "Best near 0.1." });
 * ```
 * @see Scalable Vector Graphics (SVG) 2, §5.7 "title" and "desc".
 */
export function searchSvg<S extends Space>(
  found: SearchResult<S>,
  by: keyof S & string,
  texts: PictureTexts,
): string {
  searchGiven("searchSvg", found);
  const { trials, best, space } = found;
  const { title, description, x = by, y = "metric" } = checkOptions("searchSvg", texts, pictureTextNames);
  const range: Range<Json> | undefined = space[by];
  if (range === undefined) {
    const remedy = meantAmong(by, Object.keys(space));
    throw new TrainingError("unknown-name", {
      en: `searchSvg: there is no hyper-parameter "${by}"; ${remedy.en}.`,
      zh: `searchSvg：没有名为 "${by}" 的超参数；${remedy.zh}。`,
    });
  }
  const valueOf = ({ configuration }: Trial<S>): number | string => {
    const value = configuration[by] as unknown;
    return range.scale !== "names" && typeof value === "number" ? value : textOf(value);
  };
  const { atX, atY, top, around } = frame(
    "searchSvg",
    trials.map(valueOf),
    trials.flatMap(({ metric }) => metric ?? []),
    { title, description, x, y, scale: range.scale },
  );
  const most = Math.max(...trials.map(({ budget }) => budget));
  const radius = ({ budget }: Trial<S>): string => (3 + 5 * Math.sqrt(budget / most)).toFixed(1);
  const marks = trials.map((trial) => {
    const cx = atX(valueOf(trial)).toFixed(1);
    const told = `<title>${escaped(tell(trial))}</title>`;
    if (trial.metric === undefined) {
      return `<path class="failed" d="M${cx},${top}m-4,-4l8,8m0,-8l-8,8">${told}</path>`;
    }
    return `<circle class="dot" cx="${cx}" cy="${atY(trial.metric).toFixed(1)}" r="${radius(trial)}">${told}</circle>`;
  });
  const ring =
    best?.metric === undefined
      ? ""
      : `<circle class="best" cx="${atX(valueOf(best)).toFixed(1)}" cy="${atY(best.metric).toFixed(1)}" r="11"/>`;
  return around([...marks, ring].filter(Boolean).join("\n"));
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const tell = ({ trial, configuration, budget, metric }: Trial): string =>
  [
    `${trial}`,
    ...Object.entries(configuration).map(
      ([name, value]) => `${name} ${typeof value === "number" ? label(value) : textOf(value)}`,
    ),
    `budget ${budget}`,
    metric === undefined ? "failed" : label(metric),
  ].join(" · ");
