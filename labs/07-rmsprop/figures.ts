/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures            all tables
 *                        npm run figures -- rest    one of them: letters, scale, noise, memory, rest, epsilon, place,
 *                                                   conversion, tilted, rare
 *                        npm run -s figures -- opening > opening.svg
 */
import { excess, letters } from "./provided/letters.ts";
import { best, lacking, learned, opening, racers, rules, type Settings, type Step } from "./race.ts";

const line = (cells: readonly (string | number)[], width = 10): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? 11 : width)).join("");
const shown = (value: number): string =>
  Math.abs(value) < 1e4 ? value.toFixed(3) : value.toExponential(1).replace("e+", "e");
const power = (value: number): string =>
  value >= 0.01 || value === 0 ? String(value) : value.toExponential();
const names = { descent: "descent", heavyBall: "heavy ball", adagrad: "Adagrad", rmsprop: "RMSprop" };
const usual: Settings = { learningRate: 0.1, beta: 0.9, epsilon: 1e-8 };

/** What is still to be learned: over the whole text, and about a frequent letter and three rare ones. */
const left = (scores: readonly number[]): readonly string[] => {
  const each = excess(scores);
  return [lacking(each), ...Array.from("ekqz", (letter) => each[letters.indexOf(letter)]!)].map((nats) =>
    nats.toFixed(4),
  );
};

function race(): readonly string[] {
  const untrained = Array.from({ length: letters.length ** 2 }, () => 0);
  return [
    line(["", "η", "β", "text", ...Array.from("ekqz")], 8),
    line(["at first", "", "", ...left(untrained)], 8),
    ...racers.map((name) => {
      const { learningRate, beta, falls } = best[name];
      const rate = falls ? `${learningRate}↘` : learningRate;
      return line([names[name], rate, beta === 0 ? "" : beta, ...left(learned(name))], 8);
    }),
  ];
}

/** The same with ε in both places. */
function place(): readonly string[] {
  const row = (name: string, value: number, rule: Step): string =>
    line([name, power(value), ...left(learned("rmsprop", value, rule))], 8);
  return [
    line(["", "ε", "text", ...Array.from("ekqz")], 8),
    row("outside", 1e-8, rules.rmsprop),
    row("inside", 1e-8, rules.inside),
    row("inside", 1e-7, rules.inside),
  ];
}

/** Places on the slope of `scale`/2 · x² from 1, at each step. */
function walk(rule: Step, settings: Settings, scale: number, steps: number): readonly number[] {
  let [x, v] = [1, 0];
  return Array.from({ length: steps }, () => {
    [x, v] = rule(scale * x, x, v, settings);
    return x;
  });
}

function scale(): readonly string[] {
  const at = [1, 2, 3, 10];
  const row = (name: string, rule: Step, by: number, settings: Settings): string =>
    line([name, by, ...at.map((t) => shown(walk(rule, settings, by, 10)[t - 1]!))]);
  return [
    line(["", "loss ×", ...at.map((t) => `t=${t}`)]),
    ...[1, 1000, 0.001].map((by) => row("descent", rules.descent, by, usual)),
    ...[1, 1000, 0.001].map((by) => row("RMSprop", rules.rmsprop, by, { ...usual, epsilon: 0 })),
  ];
}

/** Nine slopes of 0.1 and one of −0.9, again and again: how far ten steps move in total, in units of η. */
function noise(): readonly string[] {
  const slopes = [...Array.from({ length: 9 }, () => 0.1), -0.9];
  const drift = (beta: number): number => {
    let [x, v, before] = [0, 0, 0];
    for (let t = 0; t < 20_000; t++) {
      if (t === 19_990) before = x;
      [x, v] = rules.rmsprop(slopes[t % 10]!, x, v, { learningRate: 1, beta, epsilon: 0 });
    }
    return x - before;
  };
  const betas = [0, 0.5, 0.9, 0.99, 0.999];
  return [line(["β", ...betas], 8), line(["moved", ...betas.map((beta) => shown(drift(beta)))], 8)];
}

/** The lengths of a rule's steps on slopes that do not depend on the place, in units of η. */
function lengths(rule: Step, settings: Partial<Settings>, slopes: readonly number[], start = 0) {
  let [x, v] = [0, start];
  return slopes.map((g) => {
    const before = x;
    [x, v] = rule(g, x, v, { learningRate: 1, beta: 0.9, epsilon: 0, ...settings });
    return Math.abs(x - before);
  });
}
const steady = (length: number, slope = 1): readonly number[] => Array.from({ length }, () => slope);

/** A steady slope of 1, and the same after ten steps on a slope of 100. */
function memory(): readonly string[] {
  const at = [1, 10, 11, 20, 50, 100, 1000];
  const row = (name: string, rule: Step, slopes: readonly number[]): string =>
    line([name, ...at.map((t) => shown(lengths(rule, {}, slopes)[t - 1]!))], 8);
  const steep = [...steady(10, 100), ...steady(990)];
  return [
    line(["step", ...at], 8),
    row("Adagrad", rules.adagrad, steady(1000)),
    row("steep", rules.adagrad, steep),
    row("RMSprop", rules.rmsprop, steady(1000)),
    row("steep", rules.rmsprop, steep),
  ];
}

/** How far from the minimum of λ/2 · x² RMSprop is after 10,000 steps at a fixed rate, and what the formula predicts. */
function rest(): readonly string[] {
  const cases = [
    [0.1, 1, 0],
    [0.01, 1, 0],
    [0.1, 1000, 0],
    [0.1, 1, 0.02],
    [0.1, 0.5, 0.02],
    [0.1, 1, 0.06],
  ] as const;
  return [
    line(["η", "λ", "ε", "|x|", "η/2 − ε/λ"]),
    ...cases.map(([learningRate, curvature, epsilon]) => {
      const settings = { learningRate, beta: 0.9, epsilon };
      const x = walk(rules.rmsprop, settings, curvature, 10_000).at(-1)!;
      return line([
        learningRate,
        curvature,
        epsilon,
        Math.abs(x).toFixed(4),
        (learningRate / 2 - epsilon / curvature).toFixed(4),
      ]);
    }),
  ];
}

/** The step in units of η where the slope has long been g, so that v = g². */
function epsilon(): readonly string[] {
  const slopes = [1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];
  const row = (name: string, rule: Step, value: number): string =>
    line(
      [
        name,
        power(value),
        ...slopes.map((g) => lengths(rule, { epsilon: value }, [g], g * g)[0]!.toFixed(4)),
      ],
      8,
    );
  return [
    line(["slope", "ε", ...slopes.map(power)], 8),
    row("outside", rules.rmsprop, 1e-8),
    row("inside", rules.inside, 1e-8),
    row("inside", rules.inside, 1e-7),
  ];
}

/** The ε of the other convention that gives the same step, where v = g²; from 1e-8 in each. */
function conversion(): readonly string[] {
  const slopes = [1, 1e-2, 1e-4, 1e-6, 1e-8, 0];
  const from = 1e-8;
  const row = (name: string, value: (root: number) => number): string =>
    line([name, ...slopes.map((root) => value(root).toExponential(1))], 8);
  return [
    line(["√v", ...slopes.map(power)], 8),
    row("inside", (root) => from * (from + 2 * root)),
    row("outside", (root) => from / (Math.sqrt(root * root + from) + root)),
  ];
}

/** The bowl ½(a² + 10⁴ b²), turned by an angle, from a = b = 1: how much of a is left, along the flat direction. */
function tilted(): readonly string[] {
  const steepness = 1e4;
  const flat = (rule: Step, degrees: number, settings: Settings, steps: number, falls: boolean): number => {
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    let [x, y, vx, vy] = [c - s, s + c, 0, 0];
    for (let t = 0; t < steps; t++) {
      const [a, b] = [c * x + s * y, steepness * (c * y - s * x)];
      const at = { ...settings, learningRate: settings.learningRate * (falls ? 1 - t / steps : 1) };
      [x, vx] = rule(c * a - s * b, x, vx, at);
      [y, vy] = rule(s * a + c * b, y, vy, at);
    }
    return Math.abs(c * x + s * y);
  };
  const angles = [0, 1, 5, 15, 30, 45];
  const row = (name: string, steps: number, value: (degrees: number) => number): string =>
    line([name, steps, ...angles.map((degrees) => value(degrees).toFixed(3))], 8);
  const root = Math.sqrt(steepness);
  const ball = { learningRate: 4 / (root + 1) ** 2, beta: ((root - 1) / (root + 1)) ** 2, epsilon: 0 };
  return [
    line(["angle", "steps", ...angles], 8),
    ...[200, 1000].map((steps) =>
      row("RMSprop", steps, (degrees) => flat(rules.rmsprop, degrees, usual, steps, true)),
    ),
    row("heavy ball", 1000, (degrees) => flat(rules.heavyBall, degrees, ball, 1000, false)),
  ];
}

/** A slope of 1 at every `every`-th step and 0 between: the length of the step there, the k-th time, in units of η. */
function rare(): readonly string[] {
  const [every, times] = [100, [1, 2, 10, 100]];
  const slopes = Array.from({ length: 10_000 }, (_, t) => ((t + 1) % every === 0 ? 1 : 0));
  const row = (name: string, rule: Step, beta: number): string => {
    const all = lengths(rule, { beta, epsilon: 1e-8 }, slopes);
    return line([name, beta === 0 ? "" : beta, ...times.map((k) => shown(all[every * k - 1]!))], 8);
  };
  return [
    line(["time", "β", ...times], 8),
    ...[0.9, 0.99, 0.999, 0.9999].map((beta) => row("RMSprop", rules.rmsprop, beta)),
    row("Adagrad", rules.adagrad, 0),
  ];
}

const tables = {
  letters: race,
  scale,
  noise,
  memory,
  rest,
  epsilon,
  place,
  conversion,
  tilted,
  rare,
};
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${table().join("\n")}\n`);
