import { excess, gradient as letterSlopes, letters, shares } from "./provided/letters.ts";
import type * as Solution from "./key/solution.ts";

type Module = typeof Solution;
type Point = readonly [x: number, y: number];

const [width, height] = [640, 620];
const [half, upper, lower] = [width / 2, 270, 290];
const steps = 50;

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  level: ["#c6cad3", "#4a5160"],
  adagrad: ["#8a3fb0", "#d3a1ee"],
  rmsprop: ["#1f5fbf", "#7fb0ff"],
  inside: ["#27762f", "#7fd18a"],
  heavyBall: ["#27762f", "#7fd18a"],
  descent: ["#b4420f", "#ff9a66"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.lab-07 .${name} { color: ${shades[shade]} }`)
    .join("\n");
export const style = `.lab-07 text { font: 15px system-ui, sans-serif }
.lab-07 text, .lab-07 rect, .lab-07 circle { fill: currentColor }
.lab-07 polyline, .lab-07 line, .lab-07 ellipse, .lab-07 path { fill: none; stroke: currentColor; stroke-width: 1.5 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }`;

const label = (name: string, x: number, y: number, words: string, anchor = "start"): string =>
  `<text class="${name}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
const tick = (power: number): string =>
  `10<tspan dy="-6" font-size="11">${String(power).replace("-", "−")}</tspan>`;
const polyline = (points: readonly Point[], dashes = "none"): string =>
  `<polyline stroke-dasharray="${dashes}" points="${points.map((each) => each.map((n) => n.toFixed(1)).join()).join(" ")}"/>`;

/** The valley ½x² + ½·100y², and the learner's two rules in it, from the same point. */
function valley({ adagrad, rmsprop }: Module): string {
  const px = (x: number): number => ((x + 0.35) / 1.6) * half;
  const py = (y: number): number => 40 + ((1.2 - y) / 1.55) * (upper - 50);
  const gradient = ([x = 0, y = 0]: number[]): number[] => [x, 100 * y];
  const walked = (step: (state: Solution.State) => Solution.State): readonly Point[] => {
    const path: Point[] = [[1.1, 1]];
    let state: Solution.State = { x: [1.1, 1], v: [0, 0] };
    for (let t = 0; t < 150; t++) {
      state = step(state);
      path.push([state.x[0]!, state.x[1]!]);
    }
    return path;
  };
  const drawn = (name: string, path: readonly Point[], dy: number): string => {
    const places = path.map(([x, y]): Point => [px(x), py(y) + dy]);
    const dots = places.map(([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.5"/>`);
    return `<g class="${name}">${polyline(places)}${dots.join("")}</g>`;
  };
  const levels = [0.3, 0.8, 1.6, 3, 5].map((r) => {
    const [rx, ry] = [(r / 1.6) * half, (r / 10 / 1.55) * (upper - 50)];
    return `<ellipse class="level" cx="${px(0)}" cy="${py(0)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}"/>`;
  });
  const settings = { learningRate: 0.1, epsilon: 1e-8 };
  return `<svg width="${half - 10}" height="${upper}">${levels.join("")}
${drawn(
  "adagrad",
  walked((state) => adagrad(gradient, state, settings)),
  -7,
)}
${drawn(
  "rmsprop",
  walked((state) => rmsprop(gradient, state, { ...settings, beta: 0.9 })),
  7,
)}
${label("adagrad", px(0.62), py(0.95), "Adagrad", "end")}${label("rmsprop", px(0.75), py(0.35), "RMSprop")}</svg>`;
}

/** The length of a step in units of η, where slopes have long been g: both rules, both axes logarithmic. */
function response({ rmsprop, rmspropInside }: Module): string {
  const px = (power: number): number => half + 50 + ((power + 12) / 13) * (half - 70);
  const py = (power: number): number => 24 + (-power / 6) * (upper - 74);
  const curve = (rule: Module["rmsprop"], dashes: string): string => {
    const points = Array.from({ length: 131 }, (_, i) => -12 + i / 10).flatMap((power): Point[] => {
      const g = 10 ** power;
      const { x } = rule(() => [g], { x: [0], v: [g * g] }, { learningRate: 1, beta: 0.9, epsilon: 1e-8 });
      const size = Math.log10(Math.abs(x[0]!));
      return size > -6 ? [[px(power), py(size)]] : [];
    });
    return polyline(points, dashes);
  };
  const across = [-12, -8, -4, 0].map(
    (power) =>
      `<line class="level" x1="${px(power)}" x2="${px(power)}" y1="${py(0)}" y2="${py(-6)}"/>${label("ink", px(power), py(-6) + 22, power === 0 ? "1" : tick(power), "middle")}`,
  );
  const up = [-6, -4, -2, 0].map((power) =>
    label("ink", half + 44, py(power) + 5, power === 0 ? "η" : tick(power), "end"),
  );
  return `${across.join("")}${up.join("")}
<g class="rmsprop">${curve(rmsprop, "none")}</g><g class="inside">${curve(rmspropInside, "6 4")}</g>
${label("rmsprop", px(-9.3), py(-0.9), "√v + ε", "end")}${label("inside", px(-4.4), py(-2.2), "√(v + ε)")}
${label("ink", px(-2), py(-6) + 40, "|g|", "middle")}`;
}

/** A rule's mark, its name, and the height of the name. */
const marks = {
  descent: [
    ([x, y]: Point) => `<path d="M${(x - 5).toFixed(1)} ${(y - 5).toFixed(1)}l10 10m0 -10l-10 10"/>`,
    "gradient descent · 梯度下降",
    0.35,
  ],
  heavyBall: [
    ([x, y]: Point) => `<path d="M${x.toFixed(1)} ${(y - 6).toFixed(1)}l6 10h-12z"/>`,
    "heavy ball · 重球法",
    0.03,
  ],
  rmsprop: [
    ([x, y]: Point) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4.5"/>`,
    "RMSprop",
    0.00003,
  ],
} as const;

/** What is still to be learned about each letter against its share of the text, both logarithmic: a mark for each letter and rule. */
export function letterChart(
  tables: Partial<Record<keyof typeof marks, readonly number[]>>,
  top: number,
): string {
  const px = (share: number): number => 60 + ((Math.log10(share) + 3.5) / 3) * (width - 90);
  const py = (left: number): number => top + (0.5 - Math.log10(Math.max(left, 1e-5))) * 49;
  const below = (share: number, dy: number, words: string): string =>
    label("ink", px(share), py(1e-5) + dy, words, "middle");
  const levels = [0, -1, -2, -3, -4, -5].map((power) => {
    const y = py(10 ** power).toFixed(1);
    return `<line class="level" x1="60" x2="${width - 20}" y1="${y}" y2="${y}"/>${label("ink", 50, Number(y) + 5, power === 0 ? "1" : tick(power), "end")}`;
  });
  const drawn = Object.entries(tables).map(([name, scores]) => {
    const [mark, words, left] = marks[name as keyof typeof marks];
    const places = excess(scores).map((each, i): Point => [px(shares[i]!), py(each)]);
    return `<g class="${name}">${places.map(mark).join("")}</g>${label(name, px(0.0016), py(left), words)}`;
  });
  const named = Array.from("zjqkpmste", (letter) => below(shares[letters.indexOf(letter)]!, 18, letter));
  const percent = [0.001, 0.01, 0.1].map((share) =>
    below(share, 38, `${Number((share * 100).toFixed(1))} %`),
  );
  return [...levels, ...named, ...percent, ...drawn].join("");
}

/** The letters after 50 steps of the learner's descent, and of gradient descent. */
function table({ descend }: Module): string {
  const zeros: number[] = Array.from({ length: letters.length ** 2 }, () => 0);
  let descent = [...zeros];
  for (let t = 0; t < steps; t++) {
    const slopes = letterSlopes(descent);
    descent = descent.map((score, i) => score - 70 * slopes[i]!);
  }
  const rmsprop = descend(letterSlopes, zeros, { learningRate: 1.5, beta: 0.9, epsilon: 1e-8 }, steps);
  return letterChart({ descent, rmsprop }, lower);
}

/** Three parts: a valley with both rules, both places of ε on slopes of all sizes, and the letters of Moby-Dick. */
export function draw(module: Module): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-07" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-07-title lab-07-text">
<title id="lab-07-title">Adagrad and RMSprop: in a valley, on slopes of all sizes, and on the letters of Moby-Dick · Adagrad 与 RMSprop：山谷里、大小悬殊的斜率上、《白鲸》的字母表上</title>
<desc id="lab-07-text">Top left: both rules walk along the diagonal of a narrow valley; Adagrad's steps get shorter and shorter, RMSprop's arrive first and keep jumping back and forth. Top right: the length of a step against the slope; with ε outside the root it bends at ε, inside at its root. Below: what is left to be learned about each letter; gradient descent leaves the more the rarer the letter is, RMSprop does not. · 左上：两条规则都沿狭窄山谷的对角线走；Adagrad 的步子越来越短，RMSprop 先到谷底，在那里跳个不停。右上：步长随斜率的变化；ε 在根号外，曲线在 ε 处转折，在根号内，则在 √ε 处转折。下：每个字母还剩多少没有学到；梯度下降，字母越少见剩得越多，RMSprop 不是这样。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${valley(module)}
${response(module)}
${table(module)}
</svg>
`;
}
