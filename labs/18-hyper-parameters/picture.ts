import { chart, dot, line, type Point, polyline, shades, text } from "@downhill/grader/chart";
import type * as Solution from "./key/solution.ts";
import type { Configuration, Start } from "./key/solution.ts";
import { clothes, space } from "./provided/clothes.ts";

/** A chart of trials: a dot for each, rings around the best. */
export const chartOf = (name: string, title: string, size: Point, parts: readonly string[]): string =>
  chart(
    {
      name,
      size,
      title,
      colors: { loss: shades.blue, trial: shades.red, best: shades.green },
      css: "& text { font: 14px system-ui, sans-serif } & rect, & .dot { fill: currentColor } & polyline, & line, & .ring { fill: none; stroke: currentColor; stroke-width: 1.5 } & .grid { stroke-width: 1 } & .thick { stroke-width: 3 } & .faint { opacity: 0.5 }",
    },
    parts,
  );

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
      polyline(isBest(each) ? "best thick" : "trial faint", points) +
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
  return chartOf(
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
