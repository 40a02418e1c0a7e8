import type * as Solution from "./key/solution.ts";

type Module = typeof Solution;

const [width, top, high, gap, low] = [640, 16, 170, 52, 270];
const [left, right] = [64, 20];
const floor = top + high + gap + low;
const height = floor + 44;
const steps = 1000;
const bowl = { curvature: 1, noise: 1, start: 100 };

/** How each schedule is dashed, and its name. The learner's functions make them, all from the rate 0.5. */
const drawn = {
  constant: ["20 4", "constant · 不变"],
  time: ["12 4", "time-based · 时间衰减"],
  stairs: ["none", "staircase · 阶梯"],
  linear: ["4 3", "linear · 线性"],
  cosine: ["9 3 2 3", "warm-up, cosine · 预热加余弦"],
  held: ["16 3 2 3 2 3", "held, linear · 保持加线性"],
} as const;
type Name = keyof typeof drawn;

const schedulesOf = (module: Module): Readonly<Record<Name, Solution.Schedule>> => {
  const { timeBased, exponential, polynomial, cosine, warmup, join } = module;
  return {
    constant: () => 0.5,
    time: timeBased(0.5, 20),
    stairs: exponential(0.5, 200, 0.25, true),
    linear: polynomial(0.5, steps, 0, 1),
    cosine: warmup(cosine(0.5, steps, 0), 100),
    held: join([
      { schedule: () => 0.5, steps: 800 },
      { schedule: polynomial(0.5, 200, 0, 1), steps: 200 },
    ]),
  };
};

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  constant: ["#5b6270", "#a9b0bd"],
  time: ["#8a3ffc", "#c4a1ff"],
  stairs: ["#b4420f", "#ff9a66"],
  linear: ["#27762f", "#7fd18a"],
  cosine: ["#1f5fbf", "#7fb0ff"],
  held: ["#a3195b", "#ff8fc0"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.lab-10 .${name} { color: ${shades[shade]} }`)
    .join(" ");
const style = `.lab-10 text { font: 14px system-ui, sans-serif } .lab-10 text, .lab-10 rect { fill: currentColor }
.lab-10 polyline, .lab-10 line { fill: none; stroke: currentColor; stroke-width: 2 } .lab-10 .thin { stroke-width: 1 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }`;

const px = (step: number): number => left + (step / steps) * (width - left - right);
const py = (rate: number): number => top + (1 - rate / 0.5) * high;
/** Steps from 1 to 1,000 and losses from 100 to 0.0001, both by their logarithms. */
const lx = (step: number): number => left + (Math.log10(step) / 3) * (width - left - right);
const ly = (loss: number): number => floor - low + ((2 - Math.log10(loss)) / 6) * low;

const points = (places: readonly (readonly [number, number])[]): string =>
  places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
const curve = (name: string, dashes: string, places: readonly (readonly [number, number])[]): string =>
  `<polyline class="${name}" stroke-dasharray="${dashes}" points="${points(places)}"/>`;
const text = (x: number, y: number, words: string, anchor = "middle"): string =>
  `<text class="ink" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
const power = (exponent: number): string =>
  `10<tspan dy="-5" font-size="10">${exponent < 0 ? "−" : ""}${Math.abs(exponent)}</tspan>`;

/** Six of the learner's schedules, and the mean losses that each leads to on a noisy bowl. */
export function draw(module: Module): string {
  const schedules = Object.entries(schedulesOf(module)) as [Name, Solution.Schedule][];
  const every = Array.from({ length: steps / 2 + 1 }, (_, i) => 2 * i);
  const spread = Array.from({ length: 181 }, (_, i) => Math.round(10 ** (i / 60)));
  const lossesOf = (schedule: Solution.Schedule): readonly (readonly [number, number])[] => {
    const errors = module.expectedErrors(schedule, bowl, steps);
    return [...new Set(spread)].map((t) => [lx(t), ly(Math.max(errors[t]! / 2, 1e-4))] as const);
  };
  const rates = schedules.map(([name, schedule]) =>
    curve(
      name,
      drawn[name][0],
      every.map((t) => [px(t), py(schedule(t))] as const),
    ),
  );
  const losses = schedules.map(([name, schedule]) => curve(name, drawn[name][0], lossesOf(schedule)));
  const entries = [
    ...schedules.map(([name]) => [name, ...drawn[name]] as const),
    ["ink", "1 6", "bestRates"] as const,
  ];
  const legend = entries.map(([name, dashes, words], i) => {
    const [x, y] = [px(560), ly(100) + 14 + 17 * i];
    return `<line class="${name}" x1="${x}" x2="${x + 42}" y1="${y}" y2="${y}" stroke-dasharray="${dashes}"/>${text(x + 50, y + 5, words, "start")}`;
  });
  const levels = [2, 0, -2, -4].map(
    (each) =>
      `<line class="grid thin" x1="${left}" x2="${width - right}" y1="${ly(10 ** each)}" y2="${ly(10 ** each)}"/>${text(left - 8, ly(10 ** each) + 5, power(each), "end")}`,
  );
  const ticks = [
    ...[0, 250, 500, 750, 1000].map((t) => text(px(t), top + high + 20, String(t))),
    ...[1, 10, 100, 1000].map((t) => text(lx(t), floor + 20, String(t))),
    ...[0, 0.25, 0.5].map((rate) => text(left - 8, py(rate) + 5, String(rate), "end")),
    text(left - 40, py(0.38), "η"),
    text(left - 40, ly(10), "½λE"),
    text(px(900), top + high + 38, "t"),
    text(lx(500), floor + 38, "t"),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-10" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lab-10-title lab-10-text">
<title id="lab-10-title">Six schedules, and the losses that they lead to · 六种学习率调度，以及它们带来的损失</title>
<desc id="lab-10-text">Above: the rate of each of 1,000 steps. Below: the mean loss on a noisy bowl, both axes logarithmic. The constant rate runs level on its floor, the staircase comes down to one floor after another, the shapes that end at 0 dive at the end, and the best rates make a straight line that none goes below. · 上图：1,000 步中每一步的学习率。下图：带噪声的碗里的平均损失，两个轴都是对数刻度。学习率不变的停在自己的下限上，阶梯一级一级落到更低的下限，降到 0 的几种在最后急降，而最好的学习率是一条直线，谁也到不了它下面。</desc>
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}"/>
<line class="grid thin" x1="${left}" x2="${width - right}" y1="${py(0)}" y2="${py(0)}"/>
${levels.join("")}
${rates.join("\n")}
${losses.join("\n")}
${curve("ink", "1 6", lossesOf(module.bestRates(bowl)))}
${legend.join("\n")}
${ticks.join("")}
</svg>
`;
}
