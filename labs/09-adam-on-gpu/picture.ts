import type * as solution from "./key/solution.ts";
import type { Cost, Machine } from "./key/solution.ts";

/** From the manufacturer's data sheet: 80 GB of HBM3 at 3.35 TB/s, 67 Tflop/s in float32. */
const h100: Machine = { bandwidth: 3.35e12, peak: 6.7e13 };
/** A GPT-2 small: 124 million parameters in 148 tensors, here of equal size. Costs are counted on a thousandth of it. */
const sizes = Array.from({ length: 148 }, () => 838);
const whole = (cost: Cost): Cost => ({ ...cost, flops: 1000 * cost.flops, bytes: 1000 * cost.bytes });
const product = 2048;

const [width, height] = [640, 420];
const [left, right, top, bottom] = [84, 612, 40, 352];
const [leastIntensity, mostIntensity, leastRate, mostRate] = [0.02, 1000, 5e10, 2e14];

const share = (value: number, low: number, high: number): number =>
  Math.log(value / low) / Math.log(high / low);
const px = (intensity: number): number =>
  left + (right - left) * share(intensity, leastIntensity, mostIntensity);
const py = (rate: number): number => bottom - (bottom - top) * share(rate, leastRate, mostRate);
const f = (x: number): string => x.toFixed(1);

const style = `
  .lab-09 text { font: 14px system-ui, sans-serif; stroke: none }
  .lab-09 .paper { fill: #fffdf8; stroke: none }
  .lab-09 .ink { fill: #22262e }
  .lab-09 .small { font-size: 12px }
  .lab-09 .grid { stroke: #dcdfe6 }
  .lab-09 .roof { fill: none; stroke: #22262e; stroke-width: 2.5 }
  .lab-09 .drop { stroke-dasharray: 3 4 }
  .lab-09 .unfused { fill: #b4420f; stroke: #b4420f }
  .lab-09 .fused { fill: #1f5fbf; stroke: #1f5fbf }
  .lab-09 .matmul { fill: #2f6f3e; stroke: #2f6f3e }
  @media (prefers-color-scheme: dark) {
    .lab-09 .paper { fill: #16191f }
    .lab-09 .ink { fill: #e8eaf0 }
    .lab-09 .grid { stroke: #2c313b }
    .lab-09 .roof { stroke: #e8eaf0 }
    .lab-09 .unfused { fill: #ff9a66; stroke: #ff9a66 }
    .lab-09 .fused { fill: #7fb0ff; stroke: #7fb0ff }
    .lab-09 .matmul { fill: #7ec98f; stroke: #7ec98f }
  }`;

const milliseconds = (seconds: number): string => `${(1000 * seconds).toPrecision(2)} ms`;

/** The roof of an H100 with three pieces of work under it, placed by the learner's own functions. */
export function draw({ roofline, unfusedCost, fusedCost }: typeof solution): string {
  const matmul: Cost = { kernels: 1, flops: 2 * product ** 3, bytes: 3 * 4 * product ** 2 };
  const works = [
    { name: "unfused", label: "Adam, unfused · 未融合", cost: whole(unfusedCost(sizes)), dx: 88, dy: 22 },
    { name: "fused", label: "Adam, your kernel · 你的内核", cost: whole(fusedCost(sizes)), dx: 12, dy: 6 },
    { name: "matmul", label: `${product}³ matmul · 矩阵乘法`, cost: matmul, dx: -196, dy: -12 },
  ];
  const points = works.map(({ name, label, cost, dx, dy }) => {
    const { intensity, seconds } = roofline(cost, h100);
    const [x, y] = [px(intensity), py(cost.flops / seconds)];
    return `<g class="${name}"><path class="drop" d="M${f(x)} ${f(y)}V${bottom}"/><circle cx="${f(x)}" cy="${f(y)}" r="6"/><text x="${f(x + dx)}" y="${f(y + dy)}">${label}: ${milliseconds(seconds)}</text></g>`;
  });
  const intensities = [0.1, 1, 10, 100, 1000];
  const rates = [1e11, 1e12, 1e13, 1e14];
  const grid = [
    ...intensities.map(
      (x) =>
        `<path class="grid" d="M${f(px(x))} ${top}V${bottom}"/><text class="ink small" text-anchor="middle" x="${f(px(x))}" y="${bottom + 18}">${x}</text>`,
    ),
    ...rates.map(
      (y) =>
        `<path class="grid" d="M${left} ${f(py(y))}H${right}"/><text class="ink small" text-anchor="end" x="${left - 8}" y="${f(py(y) + 4)}">${y / 1e12} T</text>`,
    ),
  ];
  const ridge = h100.peak / h100.bandwidth;
  const roof = [
    [leastIntensity, leastIntensity * h100.bandwidth],
    [ridge, h100.peak],
    [mostIntensity, h100.peak],
  ].map(([x = 1, y = 1]) => `${f(px(x))},${f(py(y))}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-09" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-09-title lab-09-text">
<title id="lab-09-title">Adam under the roof of a GPU · GPU 屋顶线下的 Adam</title>
<desc id="lab-09-text">Both axes are logarithmic. Up to 20 operations per byte the roof rises, then it is flat. Adam is far to the left, where memory is the limit, the fused kernel several times as high as the unfused form; a matrix product is under the flat part. · 两轴都是对数刻度。每字节 20 次运算以内，屋顶线上升，此后持平。Adam 远在左边，受内存限制，融合后的内核比未融合的写法高出几倍；矩阵乘法则在持平的那一段之下。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${grid.join("\n")}
<polyline class="roof" points="${roof.join(" ")}"/>
${points.join("\n")}
<text class="ink" x="${left}" y="24">H100: 3.35 TB/s, 67 Tflop/s · 124 M parameters · 1.24 亿个参数</text>
<text class="ink" text-anchor="middle" x="${(left + right) / 2}" y="${bottom + 42}">operations per byte · 每字节运算次数</text>
<text class="ink" text-anchor="middle" transform="rotate(-90 22 ${(top + bottom) / 2})" x="22" y="${(top + bottom) / 2}">flop/s</text>
</svg>
`;
}
