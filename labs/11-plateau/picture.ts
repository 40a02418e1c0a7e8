import type * as Solution from "./key/solution.ts";
import { batchesOf, descend, initial, training } from "./provided/net.ts";

/* The chart of the lesson's opening and of your picture: trainings on clothes, their losses and their rates. */
export interface Training {
  readonly losses: readonly number[];
  /** The rate of each step. */
  readonly rates: readonly number[];
}
export type Name = "batches" | "means" | "cosines";

const [width, height, left, right] = [640, 430, 62, 624];
const [top, middle, bottom] = [16, 226, 400];
const [highest, least] = [2.4, -9];

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  dots: ["#9aa0ac", "#6c7484"],
  batches: ["#b4420f", "#ff9a66"],
  means: ["#1f5fbf", "#7fb0ff"],
  cosines: ["#27762f", "#7fd18a"],
} as const;
const dashes = { batches: "6 4", means: "none", cosines: "2 3" } as const;
const words = {
  batches: "each batch · 逐批",
  means: "means of 50 · 每 50 批的平均",
  cosines: "restarts · 余弦重启",
} as const;
const styled = (name: string, shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([part, shades]) => `.${name} .${part} { color: ${shades[shade]} }`)
    .join(" ");

const text = (
  part: string,
  x: string | number,
  y: string | number,
  said: string,
  anchor = "middle",
): string => `<text class="${part}" x="${x}" y="${y}" text-anchor="${anchor}">${said}</text>`;

/** Means of `size` values at a time, by the learner's own function or another. */
type Averages = (losses: readonly number[], size: number) => readonly number[];

/** The chart's inside: dots and curves of losses above, rates on a logarithmic axis below. */
export function chart(
  name: string,
  trainings: Partial<Readonly<Record<Name, Training>>>,
  averages: Averages,
  about = "",
): string {
  const drawn = Object.entries(trainings) as [Name, Training][];
  const steps = drawn[0]![1].losses.length;
  const px = (step: number): string => (left + (step / steps) * (right - left)).toFixed(1);
  const ly = (loss: number): string =>
    (middle - (Math.min(loss, highest) / highest) * (middle - top)).toFixed(1);
  const ry = (rate: number): string =>
    (middle + 24 + (Math.max(Math.log10(rate), least) / least) * (bottom - middle - 24)).toFixed(1);
  const line = (part: Name, points: readonly string[]): string =>
    `<polyline class="${part}" stroke-dasharray="${dashes[part]}" points="${points.join(" ")}"/>`;
  const dots = drawn[0]![1].losses
    .flatMap((loss, t) => (t % (steps / 500) === 0 ? [`M${px(t)} ${ly(loss)}h0`] : []))
    .join("");
  const losses = drawn.map(([part, { losses: all }]) =>
    line(
      part,
      averages(all, 50).map((mean, i) => `${px(50 * i + 25)},${ly(mean)}`),
    ),
  );
  const rates = drawn.map(([part, { rates: all }]) => {
    const turns = all.flatMap((rate, t) =>
      part === "cosines"
        ? t % 5 === 0 || rate > all[t - 1]!
          ? [`${px(t)},${ry(rate)}`]
          : []
        : rate === all[t - 1] && t < steps - 1
          ? []
          : [`${px(t)},${ry(all[t - 1] ?? rate)}`, `${px(t)},${ry(rate)}`],
    );
    return line(part, turns);
  });
  const grid = [
    ...[0, 1, 2].map((loss) => [ly(loss), String(loss)] as const),
    ...[0, 3, 6, 9].map(
      (power) =>
        [ry(10 ** -power), power === 0 ? "1" : `10<tspan dy="-6" font-size="11">−${power}</tspan>`] as const,
    ),
  ].map(
    ([y, label]) =>
      `<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/>${text("ink", left - 8, Number(y) + 5, label, "end")}`,
  );
  const ticks = [0, 1, 2, 3].map((part) =>
    text(
      "ink",
      px((part * steps) / 3),
      height - 10,
      String((part * steps) / 3),
      part === 3 ? "end" : "middle",
    ),
  );
  const legend = drawn.map(
    ([part], i) =>
      `<line class="${part}" x1="360" x2="392" y1="${24 + 20 * i}" y2="${24 + 20 * i}" stroke-dasharray="${dashes[part]}"/>${text(part, 400, 29 + 20 * i, words[part], "start")}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" class="${name}" viewBox="0 0 ${width} ${height}"${about === "" ? "" : ` role="img" aria-labelledby="${name}-title ${name}-text"`}>
${about}<style>.${name} text { font: 15px system-ui, sans-serif } .${name} text, .${name} rect { fill: currentColor } .${name} polyline, .${name} line, .${name} path { fill: none; stroke: currentColor } .${name} polyline { stroke-width: 2 } .${name} path { stroke-width: 2.5; stroke-linecap: round }
${styled(name, 0)}
@media (prefers-color-scheme: dark) { ${styled(name, 1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${grid.join("")}
<path class="dots" d="${dots}"/>
${losses.join("\n")}
<rect class="paper" opacity="0.85" x="352" y="8" width="280" height="${8 + 20 * drawn.length}"/>
${legend.join("")}
${rates.join("\n")}
${ticks.join("")}
${text("ink", 18, 128, "J")}${text("ink", 18, 286, "η")}${text("ink", px((5 * steps) / 6), height - 10, "t")}
</svg>
`;
}

type Module = typeof Solution;

const [steps, rate] = [1500, 0.2];
const data = training(5000);
data.catch(() => undefined);

/** A training whose next rate is what `next` makes of each loss and of the number of steps done. */
async function train(next: (loss: number, done: number) => number): Promise<Training> {
  const [images, w, batches] = [await data, await initial(0), batchesOf(5000, 10, 0)];
  const [losses, rates]: [number[], number[]] = [[], []];
  for (let done = 0, now = rate; done < steps; now = next(losses[done++]!, done)) {
    losses.push(descend(w, images, batches.next().value, now));
    rates.push(now);
  }
  return { losses, rates };
}

/** The learner's rule, fed with means of `size` losses. */
function steered({ readings, reduce, start }: Module, size: number, patience: number) {
  const settings = { factor: 0.1, patience, minDelta: 0.01, cooldown: 0, minRate: 0 };
  let [state, group]: [Solution.State, number[]] = [start(rate), []];
  return (loss: number): number => {
    group.push(loss);
    for (const reading of readings(group, size)) [state, group] = [reduce(state, reading, settings), []];
    return state.learningRate;
  };
}

/** Three trainings steered by the learner's functions: by each loss, by means of 50, and by cosines that restart. */
export async function draw(module: Module): Promise<string> {
  const cycles = { learningRate: rate, final: 0, length: 100, growth: 2 };
  const trainings = {
    means: await train(steered(module, 50, 4)),
    batches: await train(steered(module, 1, 10)),
    cosines: await train((_, done) => module.restarts(done, cycles)),
  };
  const about = `<title id="lab-11-title">Three trainings on pictures of clothes, steered by your rules · 由你的规则控制的三次衣物图片训练</title>
<desc id="lab-11-text">Above, the loss: dots are single batches, curves are means of 50. Below, the learning rate. The rule that reads each batch has made the rate tiny within a few hundred steps, and its loss stays high; the rule that reads means of 50 waits; the cosines fall and restart, and each time the loss falls, jumps up and falls further. · 上图是损失：点是单个批次，曲线是每 50 批的平均。下图是学习率。逐批读损失的规则，几百步之内就把学习率降到极小，损失停在高处；读平均的规则一直在等；余弦降下去又重启，损失每次都先降、再跳高、再降得更低。</desc>
`;
  return chart("lab-11", trainings, module.readings, about);
}
