import type * as Solution from "./key/solution.ts";

type Module = typeof Solution;
type Point = readonly [x: number, y: number];

const [width, bowlHeight, mapTop, mapHeight] = [640, 250, 290, 300];
const height = mapTop + mapHeight + 40;
const steepness = 25;
const start: Point = [-8, 0.9];
const steps = 30;

/** The best settings where curvatures run from 1 to `steepness`: the heavy ball's, Nesterov's, and descent's. */
const best = {
  ball: { learningRate: 4 / 36, momentum: (4 / 6) ** 2 },
  nesterov: { learningRate: 4 / 76, momentum: (Math.sqrt(76) - 2) / (Math.sqrt(76) + 2) },
  descent: { learningRate: 2 / 26, momentum: 0 },
};

const px = (x: number): string => (((x + 9.5) / 13) * width).toFixed(1);
const py = (y: number): string => (((2 - y) / 4) * bowlHeight).toFixed(1);
const mx = (stiffness: number): number => 60 + (stiffness / 4) * (width - 80);
const my = (momentum: number): number => mapTop + (1 - momentum) * mapHeight;

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  level: ["#b9bdc7", "#4a5160"],
  ball: ["#1f5fbf", "#7fb0ff"],
  nesterov: ["#27762f", "#7fd18a"],
  descent: ["#b4420f", "#ff9a66"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.lab-06 .${name} { color: ${shades[shade]} }`)
    .join("\n");
const style = `.lab-06 text { font: 15px system-ui, sans-serif }
.lab-06 text, .lab-06 rect, .lab-06 path, .lab-06 circle { fill: currentColor }
.lab-06 polyline, .lab-06 line, .lab-06 ellipse { fill: none; stroke: currentColor; stroke-width: 1.5 }
.lab-06 .mark { fill: #fffdf8; stroke: #22262e; stroke-width: 2 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }`;

/** The path of one of the learner's rules down the bowl ½x² + ½·25·y². */
function pathOf(rule: Module["heavyBall"], settings: Solution.Settings): readonly Point[] {
  const gradient = ([x = 0, y = 0]: number[]): number[] => [x, steepness * y];
  const path = [start];
  let state: Solution.State = { x: [...start], v: [0, 0] };
  for (let step = 0; step < steps; step++) {
    state = rule(gradient, state, settings);
    path.push([state.x[0]!, state.x[1]!]);
  }
  return path;
}

const dashes = { ball: "none", nesterov: "2 3", descent: "6 4" } as const;
const drawn = (name: keyof typeof dashes, path: readonly Point[]): string => {
  const places = path.map(([x, y]) => [px(x), py(y)] as const);
  const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.5"/>`).join("");
  return `<g class="${name}"><polyline stroke-dasharray="${dashes[name]}" points="${places.map((each) => each.join(",")).join(" ")}"/>${dots}</g>`;
};

/** The map of the learner's factors: a cell for each ηλ and β, the stronger its colour the faster; none where the error grows. */
function map({ convergenceFactor }: Module): string {
  const [columns, rows, tones] = [80, 50, 12];
  const [w, h] = [(width - 80) / columns, mapHeight / rows];
  const cells: string[][] = Array.from({ length: tones + 1 }, () => []);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [stiffness, momentum] = [((column + 0.5) / columns) * 4, (row + 0.5) / rows];
      const factor = convergenceFactor({ learningRate: stiffness, momentum }, 1);
      const tone = factor < 1 ? Math.ceil((1 - factor) * tones) : 0;
      cells[tone]?.push(
        `M${mx(stiffness - 2 / columns).toFixed(1)} ${(my(momentum) - h / 2).toFixed(1)}h${w}v${h}h${-w}z`,
      );
    }
  }
  return cells
    .map((paths, tone) => `<path class="ball" opacity="${(tone / tones).toFixed(2)}" d="${paths.join("")}"/>`)
    .slice(1)
    .join("\n");
}

/** The bowl with three paths of the learner's rules, and the map of the learner's factors below it. */
export function draw(module: Module): string {
  const levels = [0.5, 2, 5, 10, 18, 30]
    .map((loss) => Math.sqrt(2 * loss))
    .map((r) => {
      const [rx, ry] = [(r / 13) * width, (r / Math.sqrt(steepness) / 4) * bowlHeight];
      return `<ellipse class="level" cx="${px(0)}" cy="${py(0)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}"/>`;
    })
    .join("");
  const { ball, nesterov, descent } = best;
  const edge = Array.from({ length: 101 }, (_, i) => i * 0.04)
    .map((stiffness) => `${mx(stiffness).toFixed(1)},${my((1 - Math.sqrt(stiffness)) ** 2).toFixed(1)}`)
    .join(" ");
  const marks = [1, steepness]
    .map(
      (curvature) =>
        `<circle class="mark" cx="${mx(ball.learningRate * curvature).toFixed(1)}" cy="${my(ball.momentum).toFixed(1)}" r="6"/>`,
    )
    .join("");
  const ticks = [
    ...[0, 1, 2, 3, 4].map(
      (x) => `<text class="ink" x="${mx(x)}" y="${height - 18}" text-anchor="middle">${x}</text>`,
    ),
    ...[0, 0.5, 1].map((y) => `<text class="ink" x="52" y="${my(y) + 5}" text-anchor="end">${y}</text>`),
  ].join("");
  const legend = (["ball", "nesterov", "descent"] as const)
    .map((name, i) => {
      const words = { ball: "heavy ball · 重球", nesterov: "Nesterov", descent: "descent · 梯度下降" }[name];
      return `<g class="${name}"><line x1="420" x2="450" y1="${24 + 22 * i}" y2="${24 + 22 * i}" stroke-dasharray="${dashes[name]}"/><text x="458" y="${29 + 22 * i}">${words}</text></g>`;
    })
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-06" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-06-title lab-06-text">
<title id="lab-06-title">Momentum in a narrow bowl, and the map of its factors · 狭长碗中的动量法，以及收敛因子的地图</title>
<desc id="lab-06-text">Above: thirty steps of each rule from the same point; the heavy ball and Nesterov momentum reach the bottom, descent is still on its way. Below: the factor per step for every ηλ and β; the fastest settings lie along the two edges of a V, and the bowl's two curvatures are marked on them. · 上图：三条规则从同一点出发各走三十步，重球法和 Nesterov 动量已到谷底，梯度下降还在半路。下图：每个 ηλ 和 β 对应的每步收敛因子；最快的设置沿着 V 形的两条边，碗的两个曲率正标在上面。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${levels}
${drawn("descent", pathOf(module.heavyBall, descent))}
${drawn("nesterov", pathOf(module.nesterov, nesterov))}
${drawn("ball", pathOf(module.heavyBall, ball))}
<rect class="paper" opacity="0.85" x="412" y="8" width="222" height="72"/>
${legend}
${map(module)}
<polyline class="ink" stroke-dasharray="2 4" points="${edge}"/>
${marks}
${ticks}
<text class="ink" x="${mx(3.6)}" y="${height - 18}" text-anchor="middle">ηλ</text>
<text class="ink" x="20" y="${my(0.75)}">β</text>
</svg>
`;
}
