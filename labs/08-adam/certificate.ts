import type { Text } from "@downhill/grader";

/** A training with the learner's parts, as its picture shows it. */
export interface Training {
  /** The loss of each step. */
  readonly losses: readonly number[];
  readonly epochs: number;
  readonly accuracy: number;
  readonly seconds: number;
  /** Lines of code that the learner wrote. */
  readonly lines: number;
  readonly parts: readonly { readonly name: string; readonly lab: string; readonly own: boolean }[];
}

const [width, height] = [640, 400];
const plot = { left: 56, right: 616, top: 176, bottom: 352 };
const highest = 2.5;

const style = `
  .mine text { font: 15px system-ui, sans-serif; fill: #22262e }
  .mine .paper { fill: #fffdf8 }
  .mine .large { font-size: 44px; font-weight: 600 }
  .mine .title { font-size: 18px; font-weight: 600 }
  .mine .grid { stroke: #b9bdc7; stroke-width: 1 }
  .mine .curve { fill: none; stroke: #1f5fbf; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    .mine text { fill: #e8eaf0 }
    .mine .paper { fill: #16191f }
    .mine .grid { stroke: #4a5160 }
    .mine .curve { stroke: #7fb0ff }
  }`;

const titles = {
  all: { en: "Trained with nothing but my own code", zh: "全部用我自己的代码训练" },
  some: { en: "Trained with my own code and the course's", zh: "用我自己的代码和课程的代码训练" },
  none: { en: "Trained with the course's code", zh: "用课程的代码训练" },
};

/** Means of ten losses in a row, which a curve can show. */
const smoothed = (losses: readonly number[]): readonly number[] =>
  Array.from({ length: Math.ceil(losses.length / 10) }, (_, i) => {
    const some = losses.slice(10 * i, 10 * (i + 1));
    return some.reduce((sum, loss) => sum + loss, 0) / some.length;
  });

/** What was reached, by what, and the loss on the way. */
export function certificate(training: Training, say: (text: Text) => string): string {
  const { losses, epochs, accuracy, seconds, lines, parts } = training;
  const title = say(titles[parts.every((part) => part.own) ? "all" : lines > 0 ? "some" : "none"]);
  const percent = `${(100 * accuracy).toFixed(1)}${say({ en: " %", zh: "%" })}`;
  const about = say({
    en: `of 2,000 test pictures of Fashion-MNIST · ${epochs} epoch${epochs === 1 ? "" : "s"} in ${seconds.toFixed(0)} s · ${lines} lines of mine`,
    zh: `Fashion-MNIST 的 2,000 张测试图片 · ${epochs} 轮，${seconds.toFixed(0)} 秒 · 我写了 ${lines} 行`,
  });
  const made = parts
    .map(({ name, lab, own: mine }) => `${mine ? "✓" : "–"} ${name} (${lab.slice(0, 2)})`)
    .join("  ·  ");
  const x = (share: number): string => (plot.left + share * (plot.right - plot.left)).toFixed(1);
  const y = (loss: number): string =>
    (plot.bottom - (Math.min(loss, highest) / highest) * (plot.bottom - plot.top)).toFixed(1);
  const means = smoothed(losses);
  const points = means.map((loss, i) => `${x((i + 0.5) / means.length)},${y(loss)}`).join(" ");
  const grid = [0, 1, 2]
    .map(
      (loss) =>
        `<path class="grid" d="M${plot.left} ${y(loss)}H${plot.right}"/><text x="${plot.left - 12}" y="${Number(y(loss)) + 5}" text-anchor="end">${loss}</text>`,
    )
    .join("");
  const described = say({
    en: `The mean loss falls from ${means[0]!.toFixed(2)} to ${means.at(-1)!.toFixed(2)} in ${losses.length} steps.`,
    zh: `经过 ${losses.length} 步，平均损失从 ${means[0]!.toFixed(2)} 降到 ${means.at(-1)!.toFixed(2)}。`,
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="mine" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="mine-title mine-text">
<title id="mine-title">${title}: ${percent}</title>
<desc id="mine-text">${about}. ${made}. ${described}</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
<text class="title" x="24" y="36">${title}</text>
<text class="large" x="24" y="88">${percent}</text>
<text x="24" y="114">${about}</text>
<text x="24" y="138">${made}</text>
${grid}
<polyline class="curve" points="${points}"/>
<text x="${plot.left}" y="${height - 14}">${say({ en: `loss over ${losses.length} steps, means of 10`, zh: `${losses.length} 步的损失，每 10 步取平均` })}</text>
</svg>
`;
}
