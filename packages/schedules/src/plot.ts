import { checkOptions } from "./options.ts";
import { at, checkSteps, type Schedule } from "./schedule.ts";

/** The labels of a plot. */
export interface PlotOptions {
  /** The title of the picture, also read by screen readers; "Schedule" by default. */
  readonly title?: string;
}

const [width, height] = [640, 240];
const edge = { top: 36, right: 16, bottom: 28, left: 72 };
const style =
  ".downhill-schedule{color:#1f2933;background:#fff;font:13px system-ui,sans-serif}.downhill-schedule text{fill:currentColor}" +
  ".downhill-schedule path{fill:none;stroke:currentColor;stroke-opacity:.3}" +
  ".downhill-schedule polyline{fill:none;stroke:#0b63c5;stroke-width:2;stroke-linejoin:round}" +
  "@media(prefers-color-scheme:dark){.downhill-schedule{color:#e4e7eb;background:#15191e}.downhill-schedule polyline{stroke:#6cb3ff}}";

const escaped = (text: unknown): string =>
  String(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
const short = (value: number): string => String(Number(value.toPrecision(3)));

/** The steps to draw: all, or, if there are more steps than pixels, the lowest and the highest of each pixel. */
function extremes(values: readonly number[], columns: number): readonly number[] {
  const size = Math.ceil(values.length / columns);
  if (size <= 2) return values.map((_, step) => step);
  const kept = new Set([0, values.length - 1]);
  for (let from = 0; from < values.length; from += size) {
    let [low, high] = [from, from];
    for (let step = from; step < Math.min(from + size, values.length); step++) {
      if (values[step]! < values[low]!) low = step;
      if (values[step]! > values[high]!) high = step;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b);
}

/**
 * A schedule as a small SVG picture, for a page or a file: the value at steps 0 to `steps`, readable in light and dark
 * mode, with a title and a sentence for screen readers. The vertical axis begins at 0. For curves with a grid and
 * names, see `curveSvg` of `@downhill/train`.
 *
 * @param steps the last step drawn.
 * @returns the text of one `svg` element.
 * @throws ScheduleError when `steps` is not a whole number of at least 1, or the schedule returns a number that is not
 * finite.
 * @example
 * ```ts
 * import { cosine, plot } from "@downhill/schedules";
 * plot(cosine(0.1, 100), 100, { title: "Cosine" }); // "<svg … Cosine … </svg>"
 * ```
 * @see Scalable Vector Graphics (SVG) 2, §5.7 "title" and "desc".
 */
export function plot(schedule: Schedule, steps: number, options: PlotOptions = {}): string {
  const { title = "Schedule" } = checkOptions("plot", options, ["title"]);
  checkSteps("plot", steps, { en: "look at the one value", zh: "直接查看那一个值" });
  const values = Array.from({ length: steps + 1 }, (_, step) => at(schedule, step, "plot.schedule"));
  const [low, high] = values.reduce(([a, b], each) => [Math.min(a, each), Math.max(b, each)], [0, 0]);
  const inside = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };
  const bottom = height - edge.bottom;
  const x = (step: number): string => (edge.left + (step / steps) * inside.width).toFixed(1);
  const y = (value: number): string =>
    (bottom - (high > low ? (value - low) / (high - low) : 0) * inside.height).toFixed(1);
  const line = extremes(values, inside.width).map((step) => `${x(step)},${y(values[step]!)}`);
  const label = (value: number): string =>
    `<text x="${edge.left - 8}" y="${y(value)}" dy=".35em" text-anchor="end">${short(value)}</text>`;
  const says = `From ${short(values[0]!)} at step 0 to ${short(values.at(-1)!)} at step ${steps}; between ${short(values.reduce((a, b) => Math.min(a, b)))} and ${short(values.reduce((a, b) => Math.max(a, b)))}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="downhill-schedule" role="img" viewBox="0 0 ${width} ${height}" aria-label="${escaped(`${title}. ${says}`)}">`,
    `<title>${escaped(title)}</title><desc>${says}</desc><style>${style}</style>`,
    `<text x="${edge.left}" y="20" font-weight="600">${escaped(title)}</text>`,
    `<path d="M${edge.left} ${edge.top}V${bottom}H${width - edge.right}"/>`,
    [...new Set([low, high])].map(label).join(""),
    `<text x="${edge.left}" y="${height - 8}">0</text>`,
    `<text x="${width - edge.right}" y="${height - 8}" text-anchor="end">step ${steps}</text>`,
    `<polyline points="${line.join(" ")}"/>`,
    "</svg>",
  ].join("");
}
