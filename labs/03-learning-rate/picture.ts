import type * as Solution from "./key/solution.ts";
import { known, type Line, linesOf } from "./schooling.ts";

type Module = typeof Solution;
type Name = "years" | "centred" | "standardised";

const [width, top, bottom, mapTop, mapBottom] = [640, 40, 270, 350, 610];
const height = mapBottom + 50;
const [left, right] = [60, width - 20];

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  years: ["#b4420f", "#ff9a66"],
  centred: ["#1f5fbf", "#7fb0ff"],
  standardised: ["#27762f", "#7fd18a"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.lab-03 .${name} { color: ${shades[shade]} }`)
    .join("\n");
const style = `.lab-03 text { font: 15px system-ui, sans-serif }
.lab-03 text, .lab-03 rect, .lab-03 path { fill: currentColor }
.lab-03 polyline, .lab-03 line { fill: none; stroke: currentColor; stroke-width: 2 }
.lab-03 .grid { stroke-width: 1 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }`;

const [lowest, highest] = [1e-4, 10];
const px = (rate: number): number =>
  left + (Math.log(rate / lowest) / Math.log(highest / lowest)) * (right - left);
const py = (excess: number): number => top + ((2 - Math.log10(excess)) / 6) * (bottom - top);
const text = (name: string, x: number, y: number, words: string | number, anchor = "middle"): string =>
  `<text class="${name}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
const rule = (name: string, dashes: string, [x1, y1, x2, y2]: readonly number[]): string =>
  `<line class="${name}" stroke-dasharray="${dashes}" x1="${x1!.toFixed(1)}" y1="${y1!.toFixed(1)}" x2="${x2!.toFixed(1)}" y2="${y2!.toFixed(1)}"/>`;

const dashes = { years: "none", centred: "7 4", standardised: "2 3" } as const;
const names = Object.keys(dashes) as readonly Name[];

/** How far 100 steps of the learner's descent come at each rate, and the learner's limit. */
function curve(module: Module, name: Name, line: Line): string {
  const points: string[] = [];
  for (let i = 0; i <= 250; i++) {
    const learningRate = lowest * (highest / lowest) ** (i / 250);
    const { status, x } = module.descend(line, [0, 0], { learningRate, steps: 100, growth: 10 });
    if (status === "diverged") break;
    points.push(
      `${px(learningRate).toFixed(1)},${py(Math.max(line.loss(x) - line.lowest, 1e-4)).toFixed(1)}`,
    );
  }
  const { limit } = module.rates(module.curvatures(line.hessian));
  return `<polyline class="${name}" stroke-dasharray="${dashes[name]}" points="${points.join(" ")}"/>
${rule(name, "1 5", [px(limit), top, px(limit), bottom])}${text(name, px(limit), top - 8, Number(limit.toPrecision(3)))}`;
}

const product = {
  loss: ([a = 0, b = 0]: number[]): number => (a * b - 1) ** 2 / 2,
  gradient: ([a = 0, b = 0]: number[]): number[] => [(a * b - 1) * b, (a * b - 1) * a],
};
const [columns, rows, tones, steps] = [140, 70, 10, 60];
const [mostRate, leastStart, mostStart] = [1, 1, 4];
const mx = (rate: number): number => left + (rate / mostRate) * (right - left);
const my = (start: number): number =>
  mapBottom - ((start - leastStart) / (mostStart - leastStart)) * (mapBottom - mapTop);

/** Where the learner's descent on ½(ab − 1)² arrives, by the rate and the start: the later, the stronger the colour. */
function map({ descend }: Module): string {
  const cells: string[][] = Array.from({ length: tones + 1 }, () => []);
  const [w, h] = [(right - left) / columns, (mapBottom - mapTop) / rows];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const learningRate = ((column + 0.5) / columns) * mostRate;
      const start = leastStart + ((row + 0.5) / rows) * (mostStart - leastStart);
      const { status, losses } = descend(product, [start, 0], { learningRate, steps, growth: 1e4 });
      if (status === "diverged") continue;
      const arrived = losses.findIndex((loss) => loss < 1e-3);
      const tone = Math.ceil(((arrived < 0 ? steps : arrived) / steps) * tones);
      cells[tone]!.push(
        `M${(mx(learningRate) - w / 2).toFixed(1)} ${(my(start) - h / 2).toFixed(1)}h${w.toFixed(2)}v${h.toFixed(2)}h${(-w).toFixed(2)}z`,
      );
    }
  }
  return cells
    .map(
      (paths, tone) =>
        `<path class="centred" opacity="${(0.1 + (0.9 * tone) / tones).toFixed(2)}" d="${paths.join("")}"/>`,
    )
    .join("\n");
}

/** Twice over a curvature, at each start of the map: by the learner's sharpness. */
function border({ sharpness }: Module, times: number): string {
  const points = Array.from({ length: 61 }, (_, i) => leastStart + (i / 60) * (mostStart - leastStart))
    .map((start) => [(times * 2) / sharpness(product.gradient, [start, 0], [1, 1], 60), start] as const)
    .filter(([rate]) => rate <= mostRate)
    .map(([rate, start]) => `${mx(rate).toFixed(1)},${my(start).toFixed(1)}`);
  return `<polyline class="ink" stroke-dasharray="${times === 1 ? "2 4" : "9 5"}" points="${points.join(" ")}"/>`;
}

/** The bathtubs of the learner's rates on real wages, and the map of a loss that is no bowl. */
export function draw(module: Module): string {
  const lines = linesOf(known);
  const levels = [2, 0, -2, -4]
    .map((power) => {
      const y = py(10 ** power);
      const label =
        power === 0 ? "1" : `10<tspan dy="-6" font-size="11">${String(power).replace("-", "−")}</tspan>`;
      return rule("grid", "none", [left, y, right, y]) + text("ink", left - 8, y + 5, label, "end");
    })
    .join("");
  const ticks = [
    ...[0.0001, 0.001, 0.01, 0.1, 1, 10].map((rate) => text("ink", px(rate), bottom + 20, rate)),
    ...[0, 0.25, 0.5, 0.75, 1].map((rate) => text("ink", mx(rate), mapBottom + 20, rate)),
    ...[1, 2, 3, 4].map((start) => text("ink", left - 8, my(start) + 5, start, "end")),
    text("ink", (left + right) / 2, bottom + 40, "η"),
    text("ink", (left + right) / 2, mapBottom + 40, "η"),
    text("ink", 16, (mapTop + mapBottom) / 2, "a"),
  ].join("");
  const words: Readonly<Record<Name, string>> = {
    years: "years · 年数",
    centred: "centred · 减去均值",
    standardised: "standardised · 标准化",
  };
  const legend = names
    .map((name, i) => {
      const y = bottom - 66 + 22 * i;
      return (
        rule(name, dashes[name], [left + 8, y, left + 38, y]) +
        text(name, left + 46, y + 5, words[name], "start")
      );
    })
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-03" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-03-title lab-03-text">
<title id="lab-03-title">The walls of three bowls, and the border of a loss that is no bowl · 三只碗的界限，以及一个不是碗的损失的边界</title>
<desc id="lab-03-text">Above: how far 100 steps come at each learning rate, for the same wages with years in three units; each curve ends at its limit. Below: for each rate and start a on ½(ab − 1)², how soon descent arrives; to the right of 2/L it still does, up to a ragged border near 4/L. · 上图：同一批工资，年数用三种单位，各个学习率走 100 步能走到哪里；每条曲线都止于自己的上限。下图：½(ab − 1)² 上，每个学习率和起点 a 多快到达；在 2/L 的右边仍能到达，直到 4/L 附近参差不齐的边界。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
${levels}
${names.map((name) => curve(module, name, lines[name])).join("\n")}
${legend}
${map(module)}
${border(module, 1)}
${border(module, 2)}
${ticks}
</svg>
`;
}
