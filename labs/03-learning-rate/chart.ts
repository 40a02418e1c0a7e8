/* How a loss depends on the learning rate, both axes logarithmic, with a dotted line at each limit: as part of an SVG. */

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  years: ["#b4420f", "#ff9a66"],
  centred: ["#1f5fbf", "#7fb0ff"],
  standardised: ["#27762f", "#7fd18a"],
} as const;

/** The colours' style sheet for an SVG of this class. */
export function styleOf(svg: string): string {
  const shaded = (shade: 0 | 1): string =>
    Object.entries(colors)
      .map(([name, shades]) => `.${svg} .${name} { color: ${shades[shade]} }`)
      .join(" ");
  return `<style>.${svg} text { font: 15px system-ui, sans-serif } .${svg} text, .${svg} rect, .${svg} path { fill: currentColor } .${svg} polyline, .${svg} line { fill: none; stroke: currentColor; stroke-width: 2 } .${svg} .grid { stroke-width: 1 }
${shaded(0)}
@media (prefers-color-scheme: dark) { ${shaded(1)} }</style>`;
}

export const dashes = { years: "none", centred: "7 4", standardised: "2 3" } as const;
export type Name = keyof typeof dashes;

export const [left, right] = [60, 620];
export const text = (name: string, x: number, y: number, words: string | number, anchor = "middle"): string =>
  `<text class="${name}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
export const line = (
  name: string,
  dashes: string,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): string =>
  `<line class="${name}" stroke-dasharray="${dashes}" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;

export interface Curve {
  readonly name: Name;
  readonly limit: number;
  /** The loss above its lowest value at each rate; the curve ends where it leaves the chart. */
  readonly losses: readonly (readonly [rate: number, loss: number])[];
}

/** Rates from 1e-4 to 10^`most`, 80 in each power of ten. */
export const rates = (most: number): readonly number[] =>
  Array.from({ length: 80 * (most + 4) + 1 }, (_, i) => 10 ** (i / 80 - 4));

/** The chart between two heights, for rates up to 10^`most` and losses from 10^`low` to 10^`high`. */
export function chart(
  [top, bottom]: readonly [number, number],
  most: number,
  [low, high]: readonly [number, number],
  curves: readonly Curve[],
): string {
  const px = (rate: number): number => left + ((Math.log10(rate) + 4) / (most + 4)) * (right - left);
  const py = (loss: number): number => top + ((high - Math.log10(loss)) / (high - low)) * (bottom - top);
  const levels = Array.from({ length: (high - low) / 2 + 1 }, (_, i) => high - 2 * i).map((power) => {
    const y = py(10 ** power);
    const tall = `10<tspan dy="-6" font-size="11">${String(power).replace("-", "−")}</tspan>`;
    return (
      line("grid", "none", [left, y], [right, y]) +
      text("ink", left - 8, y + 5, power === 0 ? 1 : tall, "end")
    );
  });
  const ticks = Array.from({ length: most + 5 }, (_, i) => Number(`1e${i - 4}`)).map((rate) =>
    text("ink", px(rate), bottom + 20, rate),
  );
  const drawn = curves.map(({ name, limit, losses }) => {
    const out = losses.findIndex(([, loss]) => !(loss < 10 ** high));
    const points = losses
      .slice(0, out < 0 ? losses.length : out + 1)
      .map(([rate, loss]) => [px(rate), py(Math.min(Math.max(loss, 10 ** low), 10 ** high))])
      .map((each) => each.map((value) => value.toFixed(1)).join(","));
    return `${line(name, "1 5", [px(limit), top], [px(limit), bottom])}${text(name, px(limit), top - 8, Number(limit.toPrecision(3)))}
<polyline class="${name}" stroke-dasharray="${dashes[name]}" points="${points.join(" ")}"/>`;
  });
  return [...levels, ...ticks, text("ink", (left + right) / 2, bottom + 40, "η"), ...drawn].join("\n");
}
