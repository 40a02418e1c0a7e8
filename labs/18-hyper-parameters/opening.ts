import { dot, line, type Point, polyline, text } from "@downhill/grader/chart";
import { chartOf, logAxis } from "./picture.ts";
import { space } from "./provided/clothes.ts";
import { randomOf } from "./provided/random.ts";
import { kept, sweptDecays, sweptRates } from "./provided/trials.ts";

/** The mean loss of seeds after 6 epochs. */
const measured = (all: ReturnType<typeof kept>["rates"]): readonly number[] =>
  all.map((curves) => {
    const losses = curves.map(({ validation }) => validation[validation.length - 1] ?? 9);
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  });

/** The lesson's figure: nine trials of a grid and nine drawn ones, below and beside what was measured for each of both. */
export function opening(): string {
  const { rates, decays } = kept();
  const [byRate, byDecay] = [measured(rates), measured(decays)];
  const between = (xs: readonly number[], ys: readonly number[], x: number): number => {
    const right = Math.max(
      1,
      xs.findIndex((each) => each >= x),
    );
    const [a, b] = [xs[right - 1]!, xs[right]!];
    const share = Math.log(x / a) / Math.log(b / a);
    return ys[right - 1]! + share * (ys[right]! - ys[right - 1]!);
  };
  const thirds = (low: number): number[] => [0, 1, 2].map((third) => low * 10 ** ((4 / 3) * (third + 0.5)));
  const random = randomOf(4);
  const drawn = Array.from(
    { length: 9 },
    () => [1e-4 * 10 ** (4 * random()), 1e-3 * 10 ** (4 * random())] as Point,
  );
  const crossed = thirds(1e-4).flatMap((rate) => thirds(1e-3).map((decay): Point => [rate, decay]));
  const panel = (left: number, trials: readonly Point[]): string => {
    const [right, top, bottom] = [left + 190, 110, 300];
    const [px, py] = [logAxis(space.rate, left, right), logAxis(space.decay, bottom, top)];
    const level = (loss: number): number => 98 - ((Math.min(loss, 2.4) - 0.6) / 1.8) * 76;
    const beside = (loss: number): number => right + 10 + ((Math.min(loss, 2.4) - 0.6) / 1.8) * 50;
    const over = sweptRates.map((rate, i): Point => [px(rate), level(byRate[i]!)]);
    const along = sweptDecays.map((decay, i): Point => [beside(byDecay[i]!), py(decay)]);
    const marked = trials.map(([rate, decay]) => {
      const [low, far] = [
        level(between(sweptRates, byRate, rate)),
        beside(between(sweptDecays, byDecay, decay)),
      ];
      return [
        line("trial faint", [px(rate), py(decay)], [px(rate), low], "2 4"),
        dot("trial dot", [px(rate), low], 3.5),
        dot("trial dot", [far, py(decay)], 2),
        dot("ink dot", [px(rate), py(decay)], 5),
      ].join("");
    });
    return [
      `<rect class="grid faint" x="${left}" y="${top}" width="190" height="190"/>`,
      polyline("loss", over),
      polyline("loss", along),
      ...marked,
      ...[1e-4, 1e-2, 1].map((rate) => text("ink", [px(rate), bottom + 18], rate)),
      text("ink", [(left + right) / 2, bottom + 36], "η"),
    ].join("\n");
  };
  const labels = [1e-3, 0.1, 10].map((decay) =>
    text("ink", [46, logAxis(space.decay, 300, 110)(decay) + 5], decay, "end"),
  );
  return chartOf(
    "opening-18",
    "Nine trials of a grid, and nine drawn at random",
    [640, 346],
    [panel(54, crossed), panel(376, drawn), ...labels, text("ink", [16, 209], "λ")],
  );
}
