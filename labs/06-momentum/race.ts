import { gradientDescent, momentum, momentumClassical, nesterov, numbers } from "@downhill/optimizers";

/* The lesson's race: three rules of the course's packages in a bowl with two directions, and its picture. */

export interface Settings {
  readonly learningRate: number;
  readonly momentum: number;
}
/** One step of a rule in one direction: from a place, its slope and a velocity to the next place and velocity. */
export type Step = (g: number, x: number, v: number, settings: Settings) => readonly [x: number, v: number];
const stepOf =
  (rule: typeof momentum.rule): Step =>
  (g, p, v, settings) => {
    const { update, v: next } = rule.step(numbers, { ...settings, g, p, v, t: 1 });
    return [p + update, next];
  };
export const rules = {
  descent: ((g, p, v, { learningRate }) => [
    p + gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update,
    v,
  ]) satisfies Step,
  heavyBall: stepOf(momentum.rule),
  nesterov: stepOf(nesterov.rule),
  classical: stepOf(momentumClassical.rule),
};

/** The best settings of each rule where curvatures run from 1 to κ. */
export const best = (kappa: number): Readonly<Record<Racer, Settings>> => {
  const [root, wide] = [Math.sqrt(kappa), Math.sqrt(3 * kappa + 1)];
  return {
    descent: { learningRate: 2 / (1 + kappa), momentum: 0 },
    heavyBall: { learningRate: 4 / (root + 1) ** 2, momentum: ((root - 1) / (root + 1)) ** 2 },
    nesterov: { learningRate: 4 / (3 * kappa + 1), momentum: (wide - 2) / (wide + 2) },
  };
};

export const racers = ["descent", "heavyBall", "nesterov"] as const;
export type Racer = (typeof racers)[number];

/** Where the ball is, in the lesson's forms: the package's Nesterov holds the point ahead of it, as libraries do. */
export const ballOf = (name: Racer, held: number, v: number, { learningRate, momentum: beta }: Settings) =>
  name === "nesterov" ? held + learningRate * beta * v : held;

/** The losses ½x² + ½κy² along a descent at its best settings that begins with equal losses in both directions. */
export function losses(name: Racer, kappa: number, until: number): readonly number[] {
  const [rule, settings] = [rules[name], best(kappa)[name]];
  let places = [
    { curvature: 1, x: 1, v: 0 },
    { curvature: kappa, x: 1 / Math.sqrt(kappa), v: 0 },
  ];
  const loss = (): number =>
    places.reduce((sum, { curvature, x, v }) => sum + (curvature * ballOf(name, x, v, settings) ** 2) / 2, 0);
  const all = [loss()];
  while (all.at(-1)! > until * all[0]!) {
    places = places.map(({ curvature, x, v }) => {
      const [next, velocity] = rule(curvature * x, x, v, settings);
      return { curvature, x: next, v: velocity };
    });
    all.push(loss());
  }
  return all;
}

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  descent: ["#b4420f", "#ff9a66"],
  heavyBall: ["#1f5fbf", "#7fb0ff"],
  nesterov: ["#27762f", "#7fd18a"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.race-06 .${name} { color: ${shades[shade]} }`)
    .join(" ");

/** How each curve is dashed, and where its label is drawn: at a step, on the level of a loss. */
const drawn = {
  descent: ["6 4", 200, 0.002],
  heavyBall: ["none", 4, 2e-5],
  nesterov: ["2 3", 76, 2e-5],
} as const;

/** The race at κ = 100 as a picture: the logarithm of the loss against the step. */
export function opening(): string {
  const settings = best(100);
  const [width, height] = [640, 300];
  const px = (step: number): string => (50 + (step / 360) * (width - 70)).toFixed(1);
  const py = (loss: number): string => (20 + ((1 - Math.log10(loss)) / 7) * (height - 60)).toFixed(1);
  const text = (name: string, x: string | number, y: string | number, words: string, anchor = "middle") =>
    `<text class="${name}" x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
  const curve = (name: Racer): string => {
    const all = losses(name, 100, 1e-6);
    const points = all.map((loss, t) => `${px(t)},${py(Math.max(loss / all[0]!, 1e-6))}`);
    const [dashes, step, loss] = drawn[name];
    const last = all.length - 1;
    return `<polyline class="${name}" stroke-dasharray="${dashes}" points="${points.join(" ")}"/>
${text(name, px(step), py(loss), `β = ${Number(settings[name].momentum.toFixed(2))}`, "start")}${text(name, px(last), height - 28, String(last))}`;
  };
  const level = (power: number): string => {
    const y = py(10 ** -power);
    const label = power === 0 ? "1" : `10<tspan dy="-6" font-size="11">−${power}</tspan>`;
    return `<line class="grid" x1="50" x2="${width - 20}" y1="${y}" y2="${y}"/>${text("ink", 42, Number(y) + 5, label, "end")}`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" class="race-06" viewBox="0 0 ${width} ${height}">
<style>.race-06 text { font: 15px system-ui, sans-serif } .race-06 text, .race-06 rect { fill: currentColor } .race-06 polyline, .race-06 line { fill: none; stroke: currentColor } .race-06 polyline { stroke-width: 2.5 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${[0, 2, 4, 6].map(level).join("")}
${[0, 100, 200, 300].map((t) => text("ink", px(t), height - 12, String(t))).join("")}
${racers.map(curve).join("\n")}
</svg>
`;
}
