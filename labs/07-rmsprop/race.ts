import { adagrad, gradientDescent, momentum, numbers, rmsprop, rmspropEpsInside } from "@downhill/optimizers";
import { excess, gradient, letters, shares } from "./provided/letters.ts";

/* The course's rules on plain numbers, the lesson's race between four of them, and its picture. */

export interface Settings {
  readonly learningRate: number;
  readonly beta: number;
  readonly epsilon: number;
}
/** One step in one coordinate: from a slope, a place and what is remembered to the next place and memory. */
export type Step = (g: number, x: number, v: number, settings: Settings) => readonly [x: number, v: number];
const forgetting =
  (rule: typeof rmsprop.rule): Step =>
  (g, p, v, settings) => {
    const next = rule.step(numbers, { ...settings, g, p, v, t: 1 });
    return [p + next.update, next.v];
  };
export const rules = {
  descent: (g, p, v, { learningRate }) => [
    p + gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update,
    v,
  ],
  heavyBall: (g, p, v, { learningRate, beta }) => {
    const next = momentum.rule.step(numbers, { g, p, v, t: 1, learningRate, momentum: beta });
    return [p + next.update, next.v];
  },
  adagrad: (g, p, s, settings) => {
    const next = adagrad.rule.step(numbers, { ...settings, g, p, s, t: 1, initialAccumulator: 0 });
    return [p + next.update, next.s];
  },
  rmsprop: forgetting(rmsprop.rule),
  inside: forgetting(rmspropEpsInside.rule),
} satisfies Readonly<Record<string, Step>>;

export const racers = ["descent", "heavyBall", "adagrad", "rmsprop"] as const;
export type Racer = (typeof racers)[number];
export const steps = 50;

/** The best on a grid of rates and momentums, the rate fixed or falling to 1/steps; RMSprop's β is the usual one. */
export const best: Readonly<Record<Racer, { learningRate: number; beta: number; falls: boolean }>> = {
  descent: { learningRate: 70, beta: 0, falls: false },
  heavyBall: { learningRate: 100, beta: 0.85, falls: false },
  adagrad: { learningRate: 4, beta: 0, falls: false },
  rmsprop: { learningRate: 1.5, beta: 0.9, falls: true },
};

/** The table of scores after 50 steps from zeros. */
export function learned(name: Racer, epsilon = 1e-8, rule: Step = rules[name]): readonly number[] {
  const { learningRate, beta, falls } = best[name];
  let x: number[] = Array.from({ length: letters.length ** 2 }, () => 0);
  let v = x;
  for (let t = 0; t < steps; t++) {
    const settings = { learningRate: falls ? learningRate * (1 - t / steps) : learningRate, beta, epsilon };
    const pairs = gradient(x).map((g, i) => rule(g, x[i]!, v[i]!, settings));
    [x, v] = [pairs.map(([place]) => place), pairs.map(([, memory]) => memory)];
  }
  return x;
}

/** What is still to be learned over the whole text: the mean of the letters' excess. */
export const lacking = (left: readonly number[]): number =>
  left.reduce((sum, each, i) => sum + shares[i]! * each, 0);

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  descent: ["#b4420f", "#ff9a66"],
  heavyBall: ["#27762f", "#7fd18a"],
  rmsprop: ["#1f5fbf", "#7fb0ff"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.race-07 .${name} { color: ${shades[shade]} }`)
    .join(" ");

/** What is left of each letter after 50 steps against its share of the text, both logarithmic: a mark for each rule. */
export function opening(): string {
  const [width, height] = [640, 340];
  const px = (share: number): number => 60 + ((Math.log10(share) + 3.5) / 3) * (width - 90);
  const py = (left: number): number => 20 + ((0.5 - Math.log10(Math.max(left, 1e-5))) / 5.5) * (height - 70);
  const text = (name: string, x: number, y: number, words: string, anchor = "middle"): string =>
    `<text class="${name}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const marks = {
    descent: (x: number, y: number) => `<path d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10"/>`,
    heavyBall: (x: number, y: number) => `<path d="M${x} ${y - 6}l6 10h-12z"/>`,
    rmsprop: (x: number, y: number) => `<circle class="full" cx="${x}" cy="${y}" r="4.5"/>`,
  };
  const drawn = Object.entries(marks).map(([name, mark]) => {
    const left = excess(learned(name as keyof typeof marks));
    const places = left.map((each, i) =>
      mark(Number(px(shares[i]!).toFixed(1)), Number(py(each).toFixed(1))),
    );
    return `<g class="${name}">${places.join("")}</g>`;
  });
  const levels = [0, -1, -2, -3, -4, -5].map((power) => {
    const y = py(10 ** power);
    const label = power === 0 ? "1" : `10<tspan dy="-6" font-size="11">−${-power}</tspan>`;
    return `<line class="grid" x1="60" x2="${width - 20}" y1="${y}" y2="${y}"/>${text("ink", 50, y + 5, label, "end")}`;
  });
  const named = Array.from("zjqkpmste", (letter) =>
    text("ink", px(shares[letters.indexOf(letter)]!), height - 32, letter),
  );
  const ticks = [0.001, 0.01, 0.1].map((share) =>
    text("ink", px(share), height - 10, `${Number((share * 100).toFixed(1))} %`),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" class="race-07" viewBox="0 0 ${width} ${height}">
<style>.race-07 text { font: 15px system-ui, sans-serif } .race-07 text, .race-07 rect, .race-07 .full { fill: currentColor } .race-07 line, .race-07 path { fill: none; stroke: currentColor } .race-07 path { stroke-width: 2 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${levels.join("")}
${text("rmsprop", px(shares[letters.indexOf("z")]!) - 5, py(0.00003), "RMSprop", "start")}
${named.join("")}${ticks.join("")}
${drawn.join("\n")}
</svg>
`;
}
