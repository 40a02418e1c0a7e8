import type * as Solution from "./key/solution.ts";
import { source } from "./provided/source.ts";
import { freshWages } from "./questions/asking.ts";

type Module = typeof Solution;
type Vector = readonly number[];

const [width, planeHeight, chartTop, chartHeight] = [640, 340, 380, 210];
const height = chartTop + chartHeight + 40;
/** The parameters that the plane shows: the weights of experience and of its square. */
const [across, up] = [2, 3];

const px = (value: number): string => (((value + 1) / 6.4) * width).toFixed(1);
const py = (value: number): string => (((1.1 - value) / 5.2) * planeHeight).toFixed(1);

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  level: ["#b9bdc7", "#4a5160"],
  whole: ["#b4420f", "#ff9a66"],
  cloud: ["#1f5fbf", "#7fb0ff"],
  cut: ["#27762f", "#7fd18a"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.lab-05 .${name} { color: ${shades[shade]} }`)
    .join("\n");
const style = `.lab-05 text { font: 15px system-ui, sans-serif }
.lab-05 text, .lab-05 rect, .lab-05 circle { fill: currentColor }
.lab-05 polyline, .lab-05 line, .lab-05 ellipse { fill: none; stroke: currentColor; stroke-width: 1.5 }
.lab-05 .cloud polyline { stroke-width: 0.7 }
.lab-05 .mark { fill: #fffdf8; stroke: #22262e; stroke-width: 2 }
.lab-05 .cut circle { stroke: #fffdf8; stroke-width: 0.7 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }`;

/** The parameters with the least loss, by the learner's own gradient descent. */
function bestOf({ meanGradient, sgd }: Module, data: Solution.Data): number[] {
  const settings = { batchSize: data.y.length, epochs: 400, learningRate: () => 0.4, random: source(0) };
  return sgd(
    meanGradient,
    data,
    data.x[0]!.map(() => 0),
    settings,
  );
}

/**
 * Where each step of a training is in the plane; it starts with both parameters at 0 and the others at their best.
 */
function walk(
  module: Module,
  data: Solution.Data,
  best: Vector,
  batchSize: number,
  rate: (step: number) => number,
) {
  const places: (readonly [number, number])[] = [];
  const start = best.map((value, j) => (j === across || j === up ? 0 : value));
  const gradient: Solution.Gradient = (batch, theta) => {
    places.push([theta[across]!, theta[up]!]);
    return module.meanGradient(batch, theta);
  };
  module.sgd(gradient, data, start, { batchSize, epochs: 40, learningRate: rate, random: source(5) });
  return places;
}

/** The ellipses on which the loss exceeds the lowest by given amounts, with the other parameters at their best. */
function levels(data: Solution.Data, best: Vector): string {
  const mean = (each: (row: Vector) => number): number =>
    data.x.reduce((sum, row) => sum + each(row) / data.x.length, 0);
  const correlation = mean((row) => row[across]! * row[up]!);
  // In the plane of two features of deviation 1 the loss is u² + 2cuv + v²: its axes are the diagonals.
  const turned = (a: number, b: number, angle: number): string => {
    const [p, q] = [a * Math.cos(angle), b * Math.sin(angle)];
    return `${px(best[across]! + (p + q) / Math.SQRT2)},${py(best[up]! + (q - p) / Math.SQRT2)}`;
  };
  return [0.02, 0.1, 0.3, 0.7, 1.5]
    .map((loss) => {
      const [long, wide] = [Math.sqrt(loss / (1 - correlation)), Math.sqrt(loss / (1 + correlation))];
      const ring = Array.from({ length: 73 }, (_, i) => turned(long, wide, (i / 36) * Math.PI));
      return `<polyline class="level" points="${ring.join(" ")}"/>`;
    })
    .join("");
}

const path = (
  name: string,
  dashes: string,
  places: readonly (readonly [number, number])[],
  dots: boolean,
): string => {
  const points = places.map(([a, b]) => [px(a), py(b)] as const);
  const marks = dots ? points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.5"/>`).join("") : "";
  return `<g class="${name}"><polyline stroke-dasharray="${dashes}" points="${points.map((each) => each.join(",")).join(" ")}"/>${marks}</g>`;
};

/** The noise of a batch's gradient against its size: the learner's formula as a curve, the learner's batches as dots. */
function chart({ batches, gradientNoise, meanGradient, permutation }: Module, data: Solution.Data): string {
  const theta = data.x[0]!.map(() => 0);
  const [whole, random, rows] = [meanGradient(data, theta), source(1), data.y.length];
  const measured = (size: number): number => {
    let [sum, count] = [0, 0];
    while (count < 100) {
      const [first] = batches(data, permutation(rows, random), size);
      sum += meanGradient(first!, theta).reduce((all, slope, j) => all + (slope - whole[j]!) ** 2, 0);
      count++;
    }
    return sum / count;
  };
  const cx = (size: number): string => (60 + (Math.log2(size) / Math.log2(rows)) * (width - 90)).toFixed(1);
  const cy = (noise: number): string =>
    (chartTop + ((3.6 - Math.log10(noise)) / 5.6) * chartHeight).toFixed(1);
  const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 384, 448, 512, 530];
  const curve = sizes.map((size) => `${cx(size)},${cy(gradientNoise(data, theta, size))}`).join(" ");
  const one = gradientNoise(data, theta, 1);
  const dots = [1, 2, 4, 8, 16, 32, 64, 128, 256, 448, 512]
    .map((size) => `<circle class="mark" cx="${cx(size)}" cy="${cy(measured(size))}" r="4.5"/>`)
    .join("");
  const ticks = [1, 8, 64, rows]
    .map((size) => `<text class="ink" x="${cx(size)}" y="${height - 16}" text-anchor="middle">${size}</text>`)
    .join("");
  const heights = [0, 1, 2, 3]
    .map(
      (power) =>
        `<text class="ink" x="50" y="${Number(cy(10 ** power)) + 5}" text-anchor="end">${10 ** power}</text>`,
    )
    .join("");
  return `<line class="whole" stroke-dasharray="6 4" x1="${cx(1)}" y1="${cy(one)}" x2="${cx(rows)}" y2="${cy(one / rows)}"/>
<polyline class="cloud" points="${curve}"/>${dots}${ticks}${heights}
<text class="ink" x="${cx(23)}" y="${height - 16}" text-anchor="middle">B</text>
<text class="whole" x="${cx(90)}" y="${cy(one / 30)}">σ²/B</text><text class="cloud" x="${cx(60)}" y="${cy(one / 900)}">gradientNoise</text>`;
}

/** Three trainings in the plane of two parameters, and below them the noise of a batch's gradient. */
export async function draw(module: Module): Promise<string> {
  const data = await freshWages();
  const best = bestOf(module, data);
  const to = (size: number, rate: (step: number) => number) => walk(module, data, best, size, rate);
  const cloud = to(8, () => 0.02);
  const cut = to(8, (step) => (step < 1340 ? 0.02 : 0.002)).slice(1340);
  const legend = (
    [
      ["whole", "6 4", `B = ${data.y.length}`],
      ["cloud", "none", "B = 8"],
      ["cut", "2 3", "B = 8, η/10"],
    ] as const
  )
    .map(([name, dashes, words], i) => {
      const y = 24 + 22 * i;
      return `<g class="${name}"><line x1="470" x2="500" y1="${y}" y2="${y}" stroke-dasharray="${dashes}"/><text x="508" y="${y + 5}">${words}</text></g>`;
    })
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-05" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-05-title lab-05-text">
<title id="lab-05-title">Three trainings on the wages, and the noise of a batch · 工资数据上的三次训练，以及批次的噪声</title>
<desc id="lab-05-text">Above: the parameters of experience and of its square over forty readings of the table. Gradient descent creeps along the valley, batches of 8 get to its lowest point and swarm around it, and with a tenth of the rate the swarm contracts. Below: the noise of a batch's gradient against the batch size; the curve of gradientNoise and the measured dots leave the line σ²/B where a batch becomes a large part of the table. · 上图：把整张表读四十遍，工龄及其平方的两个参数走过的路。梯度下降沿着谷底慢慢挪；每批 8 行的训练很快到达最低点，然后在周围游荡；学习率降到十分之一，游荡的范围就收缩了。下图：批次梯度的噪声随批量大小的变化；当批次占到整张表的一大部分，gradientNoise 的曲线和实测的点便离开了直线 σ²/B。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${levels(data, best)}
${path("cloud", "none", cloud, false)}
${path(
  "whole",
  "6 4",
  to(data.y.length, () => 0.44),
  true,
)}
${path(
  "cut",
  "2 3",
  cut.filter((_, i) => i % 10 === 9),
  true,
)}
<path class="ink" d="M${px(best[across]!)} ${py(best[up]!)}m-9 0h18m-9 -9v18" stroke="currentColor" stroke-width="2.5"/>
<rect class="paper" opacity="0.85" x="462" y="8" width="170" height="72"/>
${legend}
<text class="ink" x="${width - 12}" y="${planeHeight - 8}" text-anchor="end">θ experience · 工龄</text>
<text class="ink" x="12" y="${planeHeight - 8}">θ experience² · 工龄²</text>
${chart(module, data)}
</svg>
`;
}
