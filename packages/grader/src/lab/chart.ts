/** A place in a chart: to the right, and down. */
export type Point = readonly [x: number, y: number];
/** Colours on a light page and on a dark one, each by the name of a class. */
export type Palette = Readonly<Record<string, readonly [light: string, dark: string]>>;

/** Colours with enough contrast on their own page; a chart's classes name what they stand for. */
export const shades = {
  blue: ["#1f5fbf", "#7fb0ff"],
  red: ["#b4420f", "#ff9a66"],
  green: ["#27762f", "#7fd18a"],
} as const;
const page: Palette = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
};

const at = (value: number): string => value.toFixed(1);
const dashed = (dashes: string | undefined): string =>
  dashes === undefined ? "" : ` stroke-dasharray="${dashes}"`;

/** Words at a point: they begin there, end there, or are centred there. */
export const text = (
  name: string,
  [x, y]: Point,
  words: string | number,
  anchor: "start" | "middle" | "end" = "middle",
): string => `<text class="${name}" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${words}</text>`;
/** A straight line, dashed if `dashes` gives a pattern, such as `"2 4"`. */
export const line = (name: string, [x1, y1]: Point, [x2, y2]: Point, dashes?: string): string =>
  `<line class="${name}"${dashed(dashes)} x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
/** A line through points. */
export const polyline = (name: string, points: readonly Point[], dashes?: string): string =>
  `<polyline class="${name}"${dashed(dashes)} points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}"/>`;
/** A circle. */
export const dot = (name: string, [x, y]: Point, r: number): string =>
  `<circle class="${name}" cx="${at(x)}" cy="${at(y)}" r="${r}"/>`;

/** What a chart is, apart from its parts. */
export interface Chart {
  /** The class of the whole, which its rules begin with, so that they do not apply to other charts on the page. */
  readonly name: string;
  readonly size: readonly [width: number, height: number];
  /** What it shows, for readers who cannot see it. */
  readonly title: string;
  /** More about it than fits a title. */
  readonly description?: string;
  /** Colours by the names of classes, besides `paper`, `ink` and `grid`. */
  readonly colors: Palette;
  /** How classes look, `&` for the chart itself: `"& .dot { fill: currentColor }"`. */
  readonly css: string;
}

/** A chart as SVG, on a light page and on a dark one. Text is in the colour of its class, and so is what `css` fills or strokes. */
export function chart(about: Chart, parts: readonly string[]): string {
  const { name, size, title, description, colors, css } = about;
  const [width, height] = size;
  const colored = (shade: 0 | 1): string =>
    Object.entries({ ...page, ...colors })
      .map(([each, both]) => `.${name} .${each} { color: ${both[shade]} }`)
      .join(" ");
  const label =
    description === undefined
      ? `aria-label="${title}">`
      : `aria-labelledby="${name}-title ${name}-text">
<title id="${name}-title">${title}</title>
<desc id="${name}-text">${description}</desc>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="${name}" viewBox="0 0 ${width} ${height}" role="img" ${label}
<style>.${name} text, .${name} .paper { fill: currentColor } ${css.replaceAll("&", `.${name}`)}
${colored(0)}
@media (prefers-color-scheme: dark) { ${colored(1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${parts.join("\n")}
</svg>
`;
}
