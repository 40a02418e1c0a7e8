import { chart, dashes, left, line, type Name, rates, right, styleOf, text } from "./chart.ts";
import type * as Solution from "./key/solution.ts";
import { known, type Line, linesOf } from "./provided/schooling.ts";

type Module = typeof Solution;

const [width, bottom, mapTop, mapBottom] = [640, 270, 350, 610];
const height = mapBottom + 50;

/** How far 100 steps of the learner's descent get at each rate until it diverges, and the learner's limit. */
function curve(module: Module, name: Name, { hessian, loss, gradient, lowest }: Line) {
  const losses: (readonly [number, number])[] = [];
  for (const learningRate of rates(1)) {
    const { status, x } = module.descend({ loss, gradient }, [0, 0], {
      learningRate,
      steps: 100,
      growth: 10,
    });
    if (status === "diverged") break;
    losses.push([learningRate, loss(x) - lowest]);
  }
  return { name, limit: module.rates(module.curvatures(hessian)).limit, losses };
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

/** 2 divided by the curvature at each start of the map, by the learner's sharpness. */
function border({ sharpness }: Module, times: number): string {
  const points = Array.from({ length: 61 }, (_, i) => leastStart + (i / 60) * (mostStart - leastStart))
    .map((start) => [(times * 2) / sharpness(product.gradient, [start, 0], [1, 1], 60), start] as const)
    .filter(([rate]) => rate <= mostRate)
    .map(([rate, start]) => `${mx(rate).toFixed(1)},${my(start).toFixed(1)}`);
  return `<polyline class="ink" stroke-dasharray="${times === 1 ? "2 4" : "9 5"}" points="${points.join(" ")}"/>`;
}

/** The walls of the learner's rates on real wages, and the map of a loss that is not a bowl. */
export function draw(module: Module): string {
  const lines = linesOf(known);
  const names = Object.keys(dashes) as readonly Name[];
  const words: Readonly<Record<Name, string>> = {
    years: "years · 年数",
    centred: "centred · 减去均值",
    standardised: "standardised · 标准化",
  };
  const legend = names.map((name, i) => {
    const y = bottom - 66 + 22 * i;
    return (
      line(name, dashes[name], [left + 8, y], [left + 38, y]) +
      text(name, left + 46, y + 5, words[name], "start")
    );
  });
  const ticks = [
    ...[0, 0.25, 0.5, 0.75, 1].map((rate) => text("ink", mx(rate), mapBottom + 20, rate)),
    ...[1, 2, 3, 4].map((start) => text("ink", left - 8, my(start) + 5, start, "end")),
    text("ink", (left + right) / 2, mapBottom + 40, "η"),
    text("ink", 16, (mapTop + mapBottom) / 2, "a"),
  ];
  const curves = names.map((name) => curve(module, name, lines[name]));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-03" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-03-title lab-03-text">
<title id="lab-03-title">The walls of three bowls, and the border of a loss that is not a bowl · 三只碗的墙，以及一个不是碗的损失的边界</title>
<desc id="lab-03-text">Above: how far 100 steps come at each learning rate, for the same wages with years in three units; each curve ends at its limit. Below: for each rate and start a on ½(ab − 1)², how soon descent arrives; to the right of 2/L it still does, up to a ragged border near 4/L. · 上图：同一批工资，年数用三种单位，各个学习率走 100 步能走到哪里；每条曲线都止于自己的上限。下图：½(ab − 1)² 上，每个学习率和起点 a 多快到达；在 2/L 的右边仍能到达，直到 4/L 附近参差不齐的边界。</desc>
${styleOf("lab-03")}
<rect class="paper" width="${width}" height="${height}"/>
${chart([40, bottom], 1, [-4, 2], curves)}
${[...legend, map(module), border(module, 1), border(module, 2), ...ticks].join("\n")}
</svg>
`;
}
