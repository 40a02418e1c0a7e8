import { chart as framed, line, shades, text } from "@downhill/grader/chart";
import type * as Solution from "./key/solution.ts";
import type { Curve } from "./key/solution.ts";
import { measured } from "./provided/measured.ts";
import { clothes } from "./questions/trainings.ts";

const [left, right] = [56, 600];
const px = (rate: number): number => left + ((Math.log10(rate) + 4) / 5) * (right - left);

/** A range test, the rate that it suggests, and below it, on the same axis, what whole trainings at fixed rates gave. */
export interface Panel {
  readonly name: string;
  readonly curve: Curve;
  readonly suggestion: number;
  /** The limit 2/L at the start, where it is known. */
  readonly limit?: number;
  readonly grid: readonly number[];
  readonly sweep: readonly (readonly (number | null)[])[];
}
const panelHeight = 356;

function panel({ name, curve, suggestion, limit, grid, sweep }: Panel, top: number): string {
  const [testTop, testBottom, sweepTop, sweepBottom] = [top + 44, top + 174, top + 214, top + 314];
  // A loss above a frame is drawn on its edge.
  const py = (loss: number): number =>
    testBottom - (Math.min(Math.max(loss - 1, 0), 3) / 3) * (testBottom - testTop);
  const sy = (loss: number): number =>
    sweepBottom - (Math.min(Math.max(loss - 0.5, 0), 2) / 2) * (sweepBottom - sweepTop);
  const inside = curve.rates.map((rate, i) => [rate, i] as const).filter(([rate]) => rate >= 1e-4);
  const dots = inside.map(
    ([rate, i]) =>
      `<circle class="test faint" cx="${px(rate).toFixed(1)}" cy="${py(curve.losses[i]!).toFixed(1)}" r="2"/>`,
  );
  const means = inside
    .filter(([, i]) => Number.isFinite(curve.means[i]))
    .map(([rate, i]) => `${px(rate).toFixed(1)},${py(curve.means[i]!).toFixed(1)}`);
  const levels = [1, 2, 3, 4].map(
    (loss) =>
      line("grid", [left, py(loss)], [right, py(loss)]) + text("ink", [left - 8, py(loss) + 5], loss, "end"),
  );
  const lows = [0.5, 1, 2].map(
    (loss) =>
      line("grid", [left, sy(loss)], [right, sy(loss)]) + text("ink", [left - 8, sy(loss) + 5], loss, "end"),
  );
  const bars = grid.map((rate, i) => {
    const losses = sweep[i]!.map((loss) => loss ?? 9);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    const [x, ends] = [px(rate), [Math.min(...losses), Math.max(...losses)].map(sy) as [number, number]];
    return `${line("sweep", [x, ends[0]], [x, ends[1]])}<rect class="sweep" x="${(x - 4).toFixed(1)}" y="${(sy(mean) - 4).toFixed(1)}" width="8" height="8"/>`;
  });
  const ticks = [1e-4, 1e-3, 0.01, 0.1, 1, 10].map((rate) => text("ink", [px(rate), sweepBottom + 20], rate));
  const at = px(suggestion);
  return [
    text("ink", [left, top + 22], name, "start"),
    levels.join(""),
    lows.join(""),
    ...(limit === undefined
      ? []
      : [
          line("ink", [px(limit), testTop], [px(limit), sweepBottom], "2 4"),
          text("ink", [px(limit) + 6, testTop - 8], "2/L", "start"),
        ]),
    line("test", [at, testTop], [at, sweepBottom], "8 4"),
    text("test", [at - 6, testTop - 8], Number(suggestion.toPrecision(2)), "end"),
    dots.join(""),
    `<polyline class="test" points="${means.join(" ")}"/>`,
    bars.join(""),
    ticks.join(""),
    text("ink", [right + 22, sweepBottom + 20], "η", "start"),
    text("ink", [left - 8, testTop - 14], "J", "end"),
    text("ink", [left - 8, sweepTop - 2], "J", "end"),
  ].join("\n");
}

/** Some panels, one below the other. */
export function chart(svg: string, title: string, panels: readonly Panel[]): string {
  const height = panels.length * panelHeight;
  return framed(
    {
      name: svg,
      size: [640, height],
      title,
      colors: { test: shades.blue, sweep: shades.red },
      css: "& text { font: 15px system-ui, sans-serif } & rect, & circle { fill: currentColor } & polyline, & line { fill: none; stroke: currentColor; stroke-width: 2 } & .grid { stroke-width: 1 } & .faint { opacity: 0.45 }",
    },
    panels.map((each, i) => panel(each, i * panelHeight)),
  );
}

/** The rates of the sweeps in provided/measured.ts. */
export const grids = {
  descent: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
  adam: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
} as const;

/** A list of numbers from a line of provided/measured.ts. */
export const numbersIn = (text: string): number[] => text.split(" ").map(Number);

/** The lesson's figure: the packages' range test of seed 0, from 1e-5 to 10 in 100 steps, above the sweep. */
export function opening(): string {
  const { curve, suggestion, sweep } = measured.descent;
  const [losses, means] = [numbersIn(curve.losses), numbersIn(curve.means)];
  const seen = { rates: means.map((_, t) => 1e-5 * 1e6 ** (t / 99)), losses, means };
  const limit = 2 / measured.sharpness[0]!;
  const panel = { name: "", curve: seen, suggestion: suggestion[0]!, limit, grid: grids.descent, sweep };
  return chart("opening-12", "A range test above a sweep", [panel]);
}

/** The learner's range tests with descent and Adam, and their suggestions, above the sweeps of the lesson. */
export async function draw({ rangeTest, suggestion }: typeof Solution): Promise<string> {
  const tested = async (rule: "descent" | "adam", name: string): Promise<Panel> => {
    const training = await clothes(0, rule);
    const curve = rangeTest(training, { low: 1e-5, high: 10, steps: 100, beta: 0.9, growth: 4 });
    return { name, curve, suggestion: suggestion(curve, 5), grid: grids[rule], sweep: measured[rule].sweep };
  };
  const title =
    "Two range tests above sweeps of fixed rates · 两次学习率范围测试，下方是各固定学习率的训练结果";
  return chart("lab-12", title, [
    await tested("descent", "gradient descent · 梯度下降"),
    await tested("adam", "Adam"),
  ]);
}
