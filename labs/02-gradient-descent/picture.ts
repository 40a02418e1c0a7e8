import type * as Solution from "./key/solution.ts";

const width = 640;
const height = 400;
const left = -0.5;
const right = 6.5;
const top = 10;
const steps = 12;

const px = (x: number): string => (((x - left) / (right - left)) * width).toFixed(1);
const py = (loss: number): string => (height - 50 - (loss / top) * (height - 90)).toFixed(1);

const style = `
  .lab-02 text { font: 16px system-ui, sans-serif; stroke: none }
  .lab-02 polyline { fill: none; stroke-width: 1.5 }
  .lab-02 .curve { stroke: #7b8190; stroke-width: 2.5 }
  .lab-02 .axis { stroke: #7b8190 }
  .lab-02 .paper { fill: #fffdf8 }
  .lab-02 .ink { fill: #22262e }
  .lab-02 .small { fill: #1f5fbf; stroke: #1f5fbf }
  .lab-02 .large { fill: #b4420f; stroke: #b4420f; stroke-dasharray: 5 4 }
  .lab-02 rect { stroke: none }
  @media (prefers-color-scheme: dark) {
    .lab-02 .paper { fill: #16191f }
    .lab-02 .ink { fill: #e8eaf0 }
    .lab-02 .axis, .lab-02 .curve { stroke: #8b93a5 }
    .lab-02 .small { fill: #7fb0ff; stroke: #7fb0ff }
    .lab-02 .large { fill: #ff9a66; stroke: #ff9a66 }
  }`;

/** (x − 3)² with two of the learner's own walks on it, one with small steps and one that jumps across the valley. */
export function draw(module: typeof Solution): string {
  const place = (x: number): string => `${px(x)},${py(module.loss(x))}`;
  const curve = Array.from({ length: 121 }, (_, i) => place(-0.15 + (i / 120) * 6.3)).join(" ");
  const walk = (name: string, rate: number, mark: (x: number) => string): string => {
    const points = module.walk(0, rate, steps);
    return `<g class="${name}"><polyline points="${points.map(place).join(" ")}"/>${points.map(mark).join("")}</g>`;
  };
  const circle = (x: number): string => `<circle cx="${px(x)}" cy="${py(module.loss(x))}" r="4.5"/>`;
  const square = (x: number): string =>
    `<rect x="${(Number(px(x)) - 4).toFixed(1)}" y="${(Number(py(module.loss(x))) - 4).toFixed(1)}" width="8" height="8"/>`;
  const ticks = [0, 1, 2, 3, 4, 5, 6]
    .map((x) => `<text class="ink" x="${px(x)}" y="${height - 24}" text-anchor="middle">${x}</text>`)
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-02" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-02-title lab-02-text">
<title id="lab-02-title">Two walks down (x − 3)² · 沿 (x − 3)² 下行的两条路径</title>
<desc id="lab-02-text">Twelve steps from x = 0: with rate 0.1 they creep down one side, with rate 0.9 they jump from side to side. · 从 x = 0 出发走 12 步：学习率 0.1 时沿一侧慢慢下行，0.9 时在两侧之间来回跳。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
<line class="axis" x1="0" x2="${width}" y1="${py(0)}" y2="${py(0)}"/>
${ticks}
<polyline class="curve" points="${curve}"/>
${walk("large", 0.9, square)}
${walk("small", 0.1, circle)}
<text class="ink" x="${px(3)}" y="28" text-anchor="middle">J(x) = (x − 3)²</text>
<g class="small"><circle cx="${px(2.45)}" cy="58" r="4.5"/><text x="${px(2.6)}" y="64">η = 0.1</text></g>
<g class="large"><rect x="${px(2.4)}" y="80" width="8" height="8"/><text x="${px(2.6)}" y="90">η = 0.9</text></g>
</svg>
`;
}
