import type * as Solution from "./key/solution.ts";
import type { Configuration, Start } from "./key/solution.ts";
import { clothes, space } from "./provided/clothes.ts";

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  loss: ["#1f5fbf", "#7fb0ff"],
  trial: ["#b4420f", "#ff9a66"],
  best: ["#27762f", "#7fd18a"],
} as const;
const styled = (svg: string, shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.${svg} .${name} { color: ${shades[shade]} }`)
    .join(" ");
export const framed = (
  svg: string,
  title: string,
  [width, height]: readonly [number, number],
  parts: readonly string[],
) =>
  `<svg xmlns="http://www.w3.org/2000/svg" class="${svg}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>.${svg} text { font: 14px system-ui, sans-serif } .${svg} text, .${svg} rect, .${svg} .dot { fill: currentColor } .${svg} polyline, .${svg} line, .${svg} .ring { fill: none; stroke: currentColor; stroke-width: 1.5 } .${svg} .grid { stroke-width: 1 } .${svg} .thick { stroke-width: 3 } .${svg} .faint { opacity: 0.5 }
${styled(svg, 0)}
@media (prefers-color-scheme: dark) { ${styled(svg, 1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${parts.join("\n")}
</svg>
`;

export type Point = readonly [x: number, y: number];
const at = (value: number): string => value.toFixed(1);
export const text = (name: string, [x, y]: Point, words: string | number, anchor = "middle"): string =>
  `<text class="${name}" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${words}</text>`;
export const line = (name: string, [x1, y1]: Point, [x2, y2]: Point, dashes = "none"): string =>
  `<line class="${name}" stroke-dasharray="${dashes}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
export const path = (name: string, points: readonly Point[]): string =>
  `<polyline class="${name}" points="${points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}"/>`;
export const dot = (name: string, [x, y]: Point, r: number): string =>
  `<circle class="${name}" cx="${at(x)}" cy="${at(y)}" r="${r}"/>`;

/** A place on an axis from one end to the other; a logarithmic one. */
export const logAxis =
  ({ low, high }: { readonly low: number; readonly high: number }, from: number, to: number) =>
  (value: number): number =>
    from + (Math.log(value / low) / Math.log(high / low)) * (to - from);

/** A trial of the learner's race, and its loss after each rung. */
interface Raced {
  readonly configuration: Configuration;
  readonly points: { readonly images: number; readonly loss: number }[];
}

/** The learner's race of 27 trials: above, the losses of each while it was in the race; below, where they were drawn. */
export async function draw({ halving, report }: typeof Solution): Promise<string> {
  const start = await clothes();
  const raced: Raced[] = [];
  const watching: Start = (configuration, seed) => {
    const training = start(configuration, seed);
    const own: Raced = { configuration, points: [] };
    raced.push(own);
    let seen = 0;
    return {
      test: () => training.test(),
      async train(images) {
        const loss = await training.train(images);
        own.points.push({ images: (seen += images), loss });
        return loss;
      },
    };
  };
  const order = await halving(space, watching, { trials: 27, factor: 3, budget: 27 * 3 * 192, seed: 0 });
  const { images = 1, configuration: best } = order[0] ?? { configuration: {} };
  const { mean, deviation } = await report(order, start, { images, seeds: [1, 2, 3] });

  const [left, right, top, bottom] = [60, 610, 50, 250];
  const px = logAxis({ low: 192, high: 2496 }, left + 12, right - 12);
  const py = (loss: number): number =>
    top + ((2.6 - Math.min(Number.isFinite(loss) ? loss : 9, 2.6)) / 2) * (bottom - top);
  const [rx, ry] = [logAxis(space.rate, left, right), logAxis(space.decay, 500, 310)];
  const isBest = ({ configuration }: Raced): boolean =>
    Object.entries(best).every(([name, value]) => configuration[name] === value);
  const races = raced.toSorted((a, b) => a.points.length - b.points.length);
  const curves = races.map((each) => {
    const points = each.points.map(({ images, loss }): Point => [px(images), py(loss)]);
    const name = isBest(each) ? "best" : "trial";
    const [x, y] = points.at(-1) ?? [0, 0];
    const end = isBest(each) ? dot("best ring", [x, y], 8) : line(name, [x - 5, y], [x + 5, y]);
    return (
      path(isBest(each) ? "best thick" : "trial faint", points) +
      points.map((p) => dot(`${name} dot`, p, 2.5)).join("") +
      end
    );
  });
  const places = races.map((each) => {
    const { rate, decay } = each.configuration;
    const place: Point = [rx(Number(rate)), ry(Number(decay))];
    const mark = dot(`${isBest(each) ? "best" : "trial"} dot`, place, 1 + 3 * each.points.length);
    return isBest(each) ? mark + dot("best ring", place, 15) : mark;
  });
  const chosen = Object.values(best)
    .map((value) => (typeof value === "number" ? Number(value.toPrecision(2)) : value))
    .join(", ");
  return framed(
    "lab-18",
    "Successive halving of 27 trials · 27 个试验的逐次减半",
    [640, 556],
    [
      ...[1, 1.5, 2, 2.5].map(
        (loss) =>
          line("grid", [left, py(loss)], [right, py(loss)]) +
          text("ink", [left - 8, py(loss) + 5], loss, "end"),
      ),
      ...[192, 768, 2496].map((images) => text("ink", [px(images), bottom + 20], images)),
      text("ink", [left - 8, 28], "J", "end"),
      text(
        "best",
        [left + 12, 28],
        `η, λ, b = ${chosen}: J = ${mean.toFixed(2)} ± ${deviation.toFixed(2)}`,
        "start",
      ),
      ...curves,
      ...[1e-3, 1e-2, 0.1, 1, 10].map(
        (decay) =>
          line("grid", [left, ry(decay)], [right, ry(decay)]) +
          text("ink", [left - 8, ry(decay) + 5], decay, "end"),
      ),
      ...[1e-4, 1e-3, 1e-2, 0.1, 1].map((rate) => text("ink", [rx(rate), 522], rate)),
      text("ink", [left - 8, 296], "λ", "end"),
      text("ink", [(left + right) / 2, 544], "η"),
      ...places,
    ],
  );
}
