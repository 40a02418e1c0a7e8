import { numbers } from "@downhill/optimizers";
import type * as solution from "./key/solution.ts";

type Module = typeof solution;

type Point = readonly number[];

const width = 640;
const height = 400;
const steps = 60;
const curvature = 25;
const start: Point = [-8, 2];

const px = (x: number): string => (((x + 9.5) / 13) * width).toFixed(1);
const py = (y: number): string => (((4 - y) / 8.125) * height).toFixed(1);
const gradient = ([x = 0, y = 0]: Point): Point => [x, curvature * y];
const descend = ([x = 0, y = 0]: Point, rate: number): Point => {
  const [dx = 0, dy = 0] = gradient([x, y]);
  return [x - rate * dx, y - rate * dy];
};

const style = `
  .lab-08 text { font: 15px system-ui, sans-serif; stroke: none }
  .lab-08 polyline { fill: none; stroke-width: 1.5 }
  .lab-08 rect { stroke: none }
  .lab-08 .paper { fill: #fffdf8 }
  .lab-08 .ink { fill: #22262e }
  .lab-08 .level { fill: none; stroke: #b9bdc7 }
  .lab-08 .bottom { stroke: #22262e; stroke-width: 1.5 }
  .lab-08 .adam { fill: #1f5fbf; stroke: #1f5fbf }
  .lab-08 .descent { fill: #b4420f; stroke: #b4420f; stroke-dasharray: 5 4 }
  @media (prefers-color-scheme: dark) {
    .lab-08 .paper { fill: #16191f }
    .lab-08 .ink { fill: #e8eaf0 }
    .lab-08 .level { stroke: #4a5160 }
    .lab-08 .bottom { stroke: #e8eaf0 }
    .lab-08 .adam { fill: #7fb0ff; stroke: #7fb0ff }
    .lab-08 .descent { fill: #ff9a66; stroke: #ff9a66 }
  }`;

const square = (x: string, y: string): string =>
  `<rect x="${(Number(x) - 3.5).toFixed(1)}" y="${(Number(y) - 3.5).toFixed(1)}" width="7" height="7"/>`;
const circle = (x: string, y: string): string => `<circle cx="${x}" cy="${y}" r="3.5"/>`;

/** The points of the learner's Adam, coordinate by coordinate. */
function adamsPath({ adam }: Module): Point[] {
  const settings = { learningRate: 0.4, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const path = [start];
  let moments = start.map(() => ({ m: 0, v: 0 }));
  for (let t = 1; t <= steps; t++) {
    const [point, slopes] = [path.at(-1)!, gradient(path.at(-1)!)];
    const answers = point.map((p, i) => adam(numbers, { ...settings, ...moments[i]!, p, g: slopes[i]!, t }));
    path.push(point.map((p, i) => p + answers[i]!.update));
    moments = answers;
  }
  return path;
}

/** A bowl that is 25 times as steep one way as the other, with the learner's Adam and gradient descent walking in it. */
export function draw(module: Module): string {
  const adam = adamsPath(module);
  const descent: Point[] = [start];
  for (let step = 0; step < steps; step++) descent.push(descend(descent.at(-1)!, 0.076));
  const path = (name: string, points: readonly Point[], mark: (x: string, y: string) => string): string => {
    const places = points.map(([x = 0, y = 0]) => [px(x), py(y)] as const);
    const marks = places.map(([x, y]) => mark(x, y)).join("");
    return `<g class="${name}"><polyline points="${places.map((each) => each.join(",")).join(" ")}"/>${marks}</g>`;
  };
  const levels = [0.25, 1, 2.5, 5, 10, 20, 36, 56]
    .map((loss) => Math.sqrt(2 * loss))
    .map((r) => {
      const [rx, ry] = [(r / 13) * width, (r / Math.sqrt(curvature) / 8.125) * height];
      return `<ellipse class="level" cx="${px(0)}" cy="${py(0)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}"/>`;
    })
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-08" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-08-title lab-08-text">
<title id="lab-08-title">Adam and gradient descent in a narrow bowl · 狭长碗中的 Adam 与梯度下降</title>
<desc id="lab-08-text">Sixty steps of each from the same point. Gradient descent jumps from side to side of the steep direction; Adam takes steps of the same size in both directions, overshoots the bottom and turns back. · 从同一点出发各走 60 步：梯度下降在陡的方向上来回跳，Adam 在两个方向上步子一样大，越过谷底后再折返。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${levels}
${path("descent", descent, square)}
${path("adam", adam, circle)}
<path class="bottom" d="M${px(0)} ${py(0)}m-6 -6l12 12m0 -12l-12 12"/>
<text class="ink" x="16" y="28">J(x, y) = ½x² + ½·${curvature}·y²</text>
<g class="adam"><circle cx="24" cy="${height - 46}" r="4.5"/><text x="38" y="${height - 41}">Adam, η = 0.4</text></g>
<g class="descent"><rect x="20" y="${height - 26}" width="8" height="8"/><text x="38" y="${height - 17}">gradient descent · 梯度下降, η = 0.076</text></g>
</svg>
`;
}
