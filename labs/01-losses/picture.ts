import { rows } from "@downhill/data";
import type * as Solution from "./key/solution.ts";
import { guessOf, logitsOf, train, untrained } from "./provided/classifier.ts";
import { classes, part } from "./questions/images.ts";

type Module = typeof Solution;

const [width, top, cell, columns] = [640, 40, 122, 5];
const [chartTop, chartHeight] = [416, 150];
const height = chartTop + chartHeight + 44;

/** Each part's colour on a light and on a dark page. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  bars: ["#1f5fbf", "#7fb0ff"],
  limit: ["#b4420f", "#ff9a66"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.lab-01 .${name} { color: ${shades[shade]} }`)
    .join(" ");
const style = `.lab-01 text { font: 15px system-ui, sans-serif } .lab-01 .small { font-size: 12px }
.lab-01 text, .lab-01 rect, .lab-01 path { fill: currentColor } .lab-01 line { stroke: currentColor; stroke-width: 1.5 }
.lab-01 .plate { fill: #000 } .lab-01 .pixels path { fill: #fff }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }`;

const text = (x: number, y: number, words: string, kind = "ink", anchor = "middle"): string =>
  `<text class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;

/** An image as runs of equal grey, one path for each of seven greys. */
function drawn(pixels: ArrayLike<number>, x: number, y: number, scale: number): string {
  const runs: string[] = Array.from({ length: 8 }, () => "");
  for (let row = 0; row < 28; row++) {
    for (let from = 0, to; from < 28; from = to) {
      const grey = Math.round((pixels[row * 28 + from]! / 255) * 7);
      for (to = from + 1; to < 28 && Math.round((pixels[row * 28 + to]! / 255) * 7) === grey; to++);
      runs[grey] += `M${from} ${row}h${to - from}v1h${from - to}z`;
    }
  }
  const paths = runs.map((d, grey) => `<path opacity="${(grey / 7).toFixed(2)}" d="${d}"/>`).slice(1);
  return `<g class="pixels" transform="translate(${x} ${y}) scale(${scale})"><rect class="plate" width="28" height="28"/>${paths.join("")}</g>`;
}

/** The losses as a histogram: how many images there are at each cost, in steps of a fifth of a nat. */
function histogram(losses: readonly number[]): string {
  const [step, last] = [0.2, 8];
  const counts = Array.from({ length: last / step }, () => 0);
  for (const loss of losses) counts[Math.min(Math.floor(Math.max(loss, 0) / step), counts.length - 1)]!++;
  const most = Math.max(...counts);
  const px = (loss: number): number => 40 + (loss / last) * (width - 60);
  const bars = counts.map((count, i) => {
    // The root makes one image visible next to a thousand.
    const tall = Math.sqrt(count / most) * (chartHeight - 30);
    return `<rect class="bars" x="${px(i * step).toFixed(1)}" y="${(chartTop + chartHeight - tall).toFixed(1)}" width="${((width - 60) / counts.length - 1).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  });
  const guess = px(Math.log(10));
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const ticks = [0, 2, 4, 6, 8].map((loss) =>
    text(px(loss), chartTop + chartHeight + 18, loss === last ? "≥ 8" : String(loss)),
  );
  return `${bars.join("")}
<line class="limit" stroke-dasharray="6 4" x1="${guess}" x2="${guess}" y1="${chartTop}" y2="${chartTop + chartHeight}"/>
${text(guess + 8, chartTop + 14, "ln 10", "limit", "start")}
${text(width - 20, chartTop + 14, `n = ${losses.length}, mean · 平均 ${mean.toFixed(3)} nat`, "ink", "end")}
${text(width - 20, chartTop + 34, "√ of the number · 个数的平方根", "ink small", "end")}
${ticks.join("")}${text(width / 2, height - 6, "loss of one image, nat · 单张图片的损失（奈特）")}`;
}

/** The ten images with the highest loss, by a classifier that the learner's gradient trained, and all losses. */
export async function draw({ crossEntropy, crossEntropyGradient, softmax }: Module): Promise<string> {
  const [known, test] = [await part(0, 1000), await part(1000, 2000)];
  const weights = untrained(784);
  await train(weights, known, crossEntropyGradient, { rate: 0.1, epochs: 20, size: 50, seed: 0 });
  const logits = logitsOf(weights, rows(test, { flat: true }));
  const losses = logits.map((row, i) => crossEntropy([row], [test.y[i]!]));
  const worst = [...losses.keys()].toSorted((a, b) => losses[b]! - losses[a]!).slice(0, 2 * columns);
  const names = await classes;
  const called = (label: number): string => `${names.en[label]!} · ${names.zh[label]!}`;
  const images = worst.map((i, place) => {
    const [x, y] = [16 + (place % columns) * cell, top + Math.floor(place / columns) * 180];
    const guess = guessOf(logits[i]!);
    const share = (100 * softmax(logits[i]!)[guess]!).toFixed(0);
    return `${drawn(test.x.subarray(i * 784, (i + 1) * 784), x + 5, y, 4)}
${text(x + 61, y + 128, called(test.y[i]!), "ink small")}${text(x + 61, y + 144, `≠ ${called(guess)}`, "limit small")}${text(x + 61, y + 160, `${share}% → ${losses[i]!.toFixed(2)} nat`, "bars small")}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-01" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-01-title lab-01-text">
<title id="lab-01-title">The ten images with the highest loss, and all 1,000 losses · 损失最高的十张图片，以及全部 1,000 个损失</title>
<desc id="lab-01-text">Above: ten images of clothes, each with its label, what the classifier took it for and how surely, and its loss. Below: how many of 1,000 images have which loss; most are near 0, and some lie beyond ln 10, the loss of a guess. · 上图：十张服装图片，每张注明标签、分类器把它认成了什么、有几成把握，以及损失。下图：1,000 张图片损失的分布，大多接近 0，有一些超过了乱猜的损失 ln 10。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${text(16, 26, "label · 标签　　≠ guess · 认成　　how sure · 把握　　→ loss · 损失", "ink", "start")}
${images.join("\n")}
${histogram(losses)}
</svg>
`;
}
