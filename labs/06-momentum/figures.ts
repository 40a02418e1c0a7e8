/*
 * The tables of this lab's lesson, and its first figure, computed by the course's packages. Nothing here is yours.
 *
 * Run it in this folder: npm run figures            all tables
 *                        npm run figures -- cycle   one of them: race, signs, factors, conventions, cycle, noise
 *                        npm run figures -- draw    writes opening.svg
 */
import { writeFileSync } from "node:fs";
import { gradientDescent, momentum, momentumClassical, nesterov, numbers } from "@downhill/optimizers";
import { key, normal, reference, useBackend } from "@downhill/tensor";

interface Settings {
  readonly learningRate: number;
  readonly momentum: number;
}
/** One step of a rule in one direction: from a place, its slope and a velocity to the next place and velocity. */
type Step = (g: number, x: number, v: number, settings: Settings) => readonly [x: number, v: number];
const stepOf =
  (rule: typeof momentum.rule): Step =>
  (g, p, v, settings) => {
    const { update, v: next } = rule.step(numbers, { ...settings, g, p, v, t: 1 });
    return [p + update, next];
  };
const rules = {
  descent: ((g, p, v, { learningRate }) => [
    p + gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update,
    v,
  ]) satisfies Step,
  heavyBall: stepOf(momentum.rule),
  nesterov: stepOf(nesterov.rule),
  classical: stepOf(momentumClassical.rule),
};

const line = (cells: readonly (string | number)[], width = 12): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? 10 : width)).join("");
const shown = (value: number): string =>
  Math.abs(value) < 1e4 ? value.toFixed(3) : value.toExponential(1).replace("e+", "e");

/** The best settings of each rule where curvatures run from 1 to κ. */
const best = (kappa: number): Readonly<Record<"descent" | "heavyBall" | "nesterov", Settings>> => {
  const [root, wide] = [Math.sqrt(kappa), Math.sqrt(3 * kappa + 1)];
  return {
    descent: { learningRate: 2 / (1 + kappa), momentum: 0 },
    heavyBall: { learningRate: 4 / (root + 1) ** 2, momentum: ((root - 1) / (root + 1)) ** 2 },
    nesterov: { learningRate: 4 / (3 * kappa + 1), momentum: (wide - 2) / (wide + 2) },
  };
};

/** The losses ½x² + ½κy² along a descent that begins with equal losses in both directions. */
function losses(rule: Step, settings: Settings, kappa: number, until: number): readonly number[] {
  let places = [
    { curvature: 1, x: 1, v: 0 },
    { curvature: kappa, x: 1 / Math.sqrt(kappa), v: 0 },
  ];
  const loss = (): number => places.reduce((sum, { curvature, x }) => sum + (curvature * x * x) / 2, 0);
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

const racers = ["descent", "heavyBall", "nesterov"] as const;
function race(): readonly string[] {
  return [
    line(["κ", "descent", "heavy ball", "Nesterov"]),
    ...[10, 100, 1000, 10_000].map((kappa) => {
      const settings = best(kappa);
      return line([
        kappa,
        ...racers.map((name) => losses(rules[name], settings[name], kappa, 1e-6).length - 1),
      ]);
    }),
  ];
}

/** Chapter 002 §3.2 on J = θ², from θ = 1, with its first or second minus made a plus, or as it stands. */
function signs(): readonly string[] {
  const [beta, eta, gamma] = [0.9, 0.1, 0.1];
  const walk = (first: number, second: number): readonly string[] => {
    let [theta, v] = [1, 0];
    return Array.from({ length: 50 }, () => {
      v = beta * v + first * eta * 2 * theta;
      return shown((theta += second * gamma * v));
    });
  };
  const at = [1, 2, 3, 10, 50];
  return [
    line(["v, θ", ...at.map((t) => `t=${t}`)], 9),
    ...(
      [
        ["−, −", -1, -1],
        ["−, +", -1, 1],
        ["+, −", 1, -1],
      ] as const
    ).map(([name, first, second]) => line([name, ...at.map((t) => walk(first, second)[t - 1]!)], 9)),
  ];
}

/** The factor by which a rule shrinks an error in the long run, from what one step makes of (x, v) = (1, 0) and (0, 1). */
function factorOf(rule: Step, settings: Settings, curvature: number): number {
  const [[a, c], [b, d]] = [rule(curvature, 1, 0, settings), rule(0, 0, 1, settings)];
  const [sum, product] = [a + d, a * d - b * c];
  const discriminant = sum * sum - 4 * product;
  return discriminant < 0 ? Math.sqrt(product) : (Math.abs(sum) + Math.sqrt(discriminant)) / 2;
}

function factors(): readonly string[] {
  const critical = (1 - Math.sqrt(0.1)) ** 2;
  const stiffness = [0.01, 0.1, 0.5, 1, 1.5, 3];
  const row = (name: string, rule: Step, beta: number): string =>
    line(
      [name, ...stiffness.map((each) => shown(factorOf(rule, { learningRate: each, momentum: beta }, 1)))],
      8,
    );
  return [
    line(["β at ηλ=.1", "factor", "steps"], 9),
    ...[0, 0.25, critical, 0.6, 0.8, 0.9, 0.99].map((beta) => {
      const factor = factorOf(rules.heavyBall, { learningRate: 0.1, momentum: beta }, 1);
      return line([beta.toFixed(3), factor.toFixed(3), Math.ceil(Math.log(1000) / -Math.log(factor))], 9);
    }),
    "",
    line(["ηλ", ...stiffness], 8),
    row("descent", rules.heavyBall, 0),
    row("heavy ball", rules.heavyBall, 0.9),
    row("Nesterov", rules.nesterov, 0.9),
  ];
}

/** The length of each step on a steady slope of 1 whose rate falls from 0.1 to 0.01 after step 50. */
function conventions(): readonly string[] {
  const lengths = (rule: Step): readonly string[] => {
    let [x, v] = [0, 0];
    return Array.from({ length: 70 }, (_, t) => {
      const from = x;
      [x, v] = rule(1, x, v, { learningRate: t < 50 ? 0.1 : 0.01, momentum: 0.9 });
      return Math.abs(x - from).toFixed(3);
    });
  };
  const at = [50, 51, 52, 60, 70];
  return [
    line(["step", ...at], 8),
    line(["sum", ...at.map((t) => lengths(rules.heavyBall)[t - 1]!)], 8),
    line(["step", ...at.map((t) => lengths(rules.classical)[t - 1]!)], 8),
  ];
}

/** A slope that is steep, gentle, and steep again: no quadratic, though its curvature is between 1 and 25. */
const bent = (x: number): number => (x < 1 ? 25 * x : x < 2 ? x + 24 : 25 * x - 24);
function cycle(): readonly string[] {
  const walk = (rule: Step, settings: Settings): readonly string[] => {
    let [x, v] = [3.3, 0];
    return Array.from({ length: 300 }, () => ([x, v] = rule(bent(x), x, v, settings))[0].toFixed(3));
  };
  const at = [1, 2, 3, 298, 299, 300];
  const settings = best(25);
  return [
    line(["step", ...at], 9),
    ...racers.map((name) => line([name, ...at.map((t) => walk(rules[name], settings[name])[t - 1]!)], 9)),
  ];
}

/** The mean loss ½x² at a noisy minimum, steps 1,000 to 5,000; slopes are x plus normal noise. Over 20 seeds. */
async function noise(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const seeds = await Promise.all(
    Array.from({ length: 20 }, async (_, seed) => normal(key(seed), [5000], { dtype: "float64" }).data()),
  );
  const tried: readonly Settings[] = [
    { learningRate: 0.1, momentum: 0 },
    { learningRate: 0.1, momentum: 0.9 },
    { learningRate: 0.01, momentum: 0.9 },
  ];
  return [
    line(["η", "β", "mean loss", "from", "to"], 10),
    ...tried.map((settings) => {
      const means = seeds.map((noises) => {
        let [x, v, sum] = [0, 0, 0];
        for (const [t, each] of noises.entries()) {
          [x, v] = rules.heavyBall(x + each, x, v, settings);
          if (t >= 1000) sum += (x * x) / 2;
        }
        return sum / 4000;
      });
      const mean = means.reduce((sum, each) => sum + each) / means.length;
      const numbers = [mean, Math.min(...means), Math.max(...means)].map((each) => each.toFixed(4));
      return line([settings.learningRate, settings.momentum, ...numbers], 10);
    }),
  ];
}

/** The race at κ = 100 as a picture: the logarithm of the loss against the step. */
function opening(): string {
  const settings = best(100);
  const [width, height, steps] = [640, 300, 360];
  const px = (step: number): string => (50 + (step / steps) * (width - 70)).toFixed(1);
  const py = (loss: number): string => (20 + (-Math.log10(loss) / 6) * (height - 60)).toFixed(1);
  const curve = (name: (typeof racers)[number]): string => {
    const all = losses(rules[name], settings[name], 100, 1e-6);
    const points = all.map((loss, t) => `${px(t)},${py(Math.max(loss / all[0]!, 1e-6))}`);
    const [end, at] = [all.length - 1, (all.length - 1) * (name === "descent" ? 0.55 : 1)];
    return `<polyline class="${name}" points="${points.join(" ")}"/>
<text class="${name}" x="${px(at + 5)}" y="${py(name === "descent" ? 10 ** -3 : name === "heavyBall" ? 10 ** -5.7 : 10 ** -4.9)}">β = ${settings[name].momentum.toFixed(2)} · ${end}</text>`;
  };
  const ticks = [0, 100, 200, 300]
    .map((t) => `<text class="ink" x="${px(t)}" y="${height - 12}" text-anchor="middle">${t}</text>`)
    .join("");
  const levels = [0, 2, 4, 6]
    .map((power) => {
      const y = py(10 ** -power);
      const label = power === 0 ? "1" : `10<tspan dy="-6" font-size="11">−${power}</tspan>`;
      return `<line class="grid" x1="50" x2="${width - 20}" y1="${y}" y2="${y}"/><text class="ink" x="42" y="${Number(y) + 5}" text-anchor="end">${label}</text>`;
    })
    .join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="race-06" viewBox="0 0 ${width} ${height}">
<style>
.race-06 text { font: 15px system-ui, sans-serif }
.race-06 polyline { fill: none; stroke-width: 2.5 }
.race-06 .paper { fill: #fffdf8 } .race-06 .ink { fill: #22262e } .race-06 .grid { stroke: #d5d8df }
.race-06 polyline.descent { stroke: #b4420f; stroke-dasharray: 6 4 } .race-06 text.descent { fill: #b4420f }
.race-06 polyline.heavyBall { stroke: #1f5fbf } .race-06 text.heavyBall { fill: #1f5fbf }
.race-06 polyline.nesterov { stroke: #27762f; stroke-dasharray: 2 3 } .race-06 text.nesterov { fill: #27762f }
@media (prefers-color-scheme: dark) {
.race-06 .paper { fill: #16191f } .race-06 .ink { fill: #e8eaf0 } .race-06 .grid { stroke: #3a404c }
.race-06 polyline.descent { stroke: #ff9a66 } .race-06 text.descent { fill: #ff9a66 }
.race-06 polyline.heavyBall { stroke: #7fb0ff } .race-06 text.heavyBall { fill: #7fb0ff }
.race-06 polyline.nesterov { stroke: #7fd18a } .race-06 text.nesterov { fill: #7fd18a } }
</style>
<rect class="paper" width="${width}" height="${height}"/>
${levels}
${ticks}
${racers.map(curve).join("\n")}
</svg>
`;
}

const tables = { race, signs, factors, conventions, cycle, noise };
const asked = process.argv.slice(2);
if (asked.includes("draw")) writeFileSync(new URL("opening.svg", import.meta.url), opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);
