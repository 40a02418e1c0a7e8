/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures             all tables
 *                        npm run figures -- cycle    one of them: race, signs, factors, conventions, cycle, noise
 *                        npm run -s figures -- opening > opening.svg
 */
import { key, normal, reference, useBackend } from "@downhill/tensor";
import {
  ballOf,
  best,
  losses,
  opening,
  type Racer,
  racers,
  rules,
  type Settings,
  type Step,
} from "./race.ts";

const line = (cells: readonly (string | number)[], width = 12): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? 10 : width)).join("");
const shown = (value: number): string =>
  Math.abs(value) < 1e4
    ? (Math.abs(value) < 5e-4 ? 0 : value).toFixed(3)
    : value.toExponential(1).replace("e+", "e");

function race(): readonly string[] {
  return [
    line(["κ", "descent", "heavy ball", "Nesterov"]),
    ...[10, 100, 1000, 10_000].map((kappa) =>
      line([kappa, ...racers.map((name) => losses(name, kappa, 1e-6).length - 1)]),
    ),
  ];
}

/** Chapter 002 §3.2 on J = θ², from θ = 1, with its first or second minus made a plus, or unchanged. */
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

/** How many steps the heavy ball takes on the slope x, from rest at 1, until the error stays below a thousandth. */
function stepsTo(settings: Settings): number {
  let [x, v, last] = [1, 0, 0];
  for (let t = 1; t <= 5000; t++) {
    [x, v] = rules.heavyBall(x, x, v, settings);
    if (Math.abs(x) >= 1e-3) last = t;
  }
  return last + 1;
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
      const settings = { learningRate: 0.1, momentum: beta };
      const factor = factorOf(rules.heavyBall, settings, 1);
      return line([beta.toFixed(3), factor.toFixed(3), stepsTo(settings)], 9);
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

/** A slope that is steep, gentle, and steep again: not quadratic, though its curvature is between 1 and 25. */
const bent = (x: number): number => (x < 1 ? 25 * x : x < 2 ? x + 24 : 25 * x - 24);
function cycle(): readonly string[] {
  const walk = (name: Racer, settings: Settings): readonly string[] => {
    let [x, v] = [3.3, 0];
    return Array.from({ length: 300 }, () => {
      [x, v] = rules[name](bent(x), x, v, settings);
      return shown(ballOf(name, x, v, settings));
    });
  };
  const at = [1, 2, 3, 298, 299, 300];
  const settings = best(25);
  const row = (words: string, name: Racer, changed: Settings): string =>
    line([words, ...at.map((t) => walk(name, changed)[t - 1]!)], 9);
  const { heavyBall } = settings;
  const [stiffness, bound] = [25 * heavyBall.learningRate, 2 * (1 + 0.3)];
  return [
    line(["step", ...at], 9),
    ...racers.map((name) => row(name, name, settings[name])),
    row("η = 0.1", "heavyBall", { ...heavyBall, learningRate: 0.1 }),
    ...[0.3, 0.6].map((momentum) => row(`β = ${momentum}`, "heavyBall", { ...heavyBall, momentum })),
    `β = 0.3: ηλ = ${stiffness.toFixed(2)} > 2(1 + β) = ${bound.toFixed(2)} on the steep parts (在陡的两段)`,
  ];
}

/** The mean loss ½x² at a noisy minimum, steps 1,000 to 5,000; slopes are x plus normal noise. Over 60 seeds. */
async function noise(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const seeds = await Promise.all(
    Array.from({ length: 60 }, async (_, seed) => normal(key(seed), [5000], { dtype: "float64" }).data()),
  );
  const tried: readonly Settings[] = [
    { learningRate: 0.1, momentum: 0 },
    { learningRate: 0.1, momentum: 0.9 },
    { learningRate: 0.01, momentum: 0.9 },
  ];
  return [
    line(["η", "β", "mean loss", "lowest", "highest"], 10),
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
      const spread = [Math.min(...means), Math.max(...means)].map(
        (each) => `${each < mean ? "−" : "+"}${Math.abs(100 * (each / mean - 1)).toFixed(0)} %`,
      );
      return line([settings.learningRate, settings.momentum, mean.toFixed(4), ...spread], 10);
    }),
  ];
}

const tables = { race, signs, factors, conventions, cycle, noise };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);
