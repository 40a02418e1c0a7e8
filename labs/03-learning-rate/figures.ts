/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures            all tables
 *                        npm run figures -- edge    one of them: wall, parabola, lengths, units, power, grid, catapult, edge
 *                        npm run -s figures -- opening > opening.svg
 */
import { cpsWages, numbersOf } from "@downhill/data";
import { adam, gradientDescent, lion, numbers } from "@downhill/optimizers";
import { chart, rates, styleOf } from "./chart.ts";
import type { Hessian, Problem, Vector } from "./key/solution.ts";
import { net, sharpnesses } from "./provided/net.ts";
import { linesOf, meansOf } from "./provided/schooling.ts";

const line = (cells: readonly (string | number)[], width = 11): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? 12 : width)).join("");
const shown = (value: number, digits = 3): string =>
  Math.abs(value) < 1e5 ? value.toFixed(digits) : value.toExponential(1).replace("e+", "e");

type Slope = Pick<Problem, "gradient">;
const step = (p: number, g: number, learningRate: number): number =>
  gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update;
const moved = (problem: Slope, x: Vector, learningRate: number): Vector => {
  const slopes = problem.gradient(x);
  return x.map((p, i) => p + step(p, slopes[i]!, learningRate));
};

/** The points after some of the steps of a descent, as a table's cells. */
function walk(
  problem: Slope,
  start: Vector,
  rate: number,
  at: readonly number[],
  cell: (x: Vector) => string,
): readonly string[] {
  const cells = new Map<number, string>();
  let x = start;
  for (let t = 0; t <= Math.max(...at); t++) {
    if (at.includes(t)) cells.set(t, cell(x));
    x = moved(problem, x, rate);
  }
  return at.map((t) => cells.get(t)!);
}

/** The eigenvalues of [[a, b], [b, d]]. */
const eigenvalues = ([[a, b], [, d]]: Hessian): readonly [number, number] => {
  const [middle, spread] = [(a + d) / 2, Math.hypot((a - d) / 2, b)];
  return [middle - spread, middle + spread];
};

/** The opening's line, in three units, from the table itself. */
async function schooling(): Promise<ReturnType<typeof linesOf>> {
  const table = await cpsWages();
  const numbersIn = (name: string): Vector => numbersOf(table, name).map(Number);
  return linesOf(meansOf(numbersIn("education"), numbersIn("wage")));
}

async function wall(): Promise<readonly string[]> {
  const { years } = await schooling();
  const at = [0, 1, 10, 100, 500];
  return [
    line(["η", ...at.map((t) => `t=${t}`)]),
    ...[0.001, 0.01, 0.0112, 0.0113, 0.0114].map((rate) =>
      line([rate, ...walk(years, [0, 0], rate, at, (x) => shown(years.loss(x), 2))]),
    ),
  ];
}

/** Erratum E07: descent on (x − 3)² from x = 0. */
function parabola(): readonly string[] {
  const at = [1, 2, 3, 4, 100];
  const problem = { gradient: ([x = 0]: Vector) => [2 * (x - 3)] };
  return [
    line(["η", "ηλ", "1−ηλ", ...at.map((t) => `t=${t}`)], 8),
    ...[0.1, 0.5, 0.9, 1, 1.1].map((rate) =>
      line(
        [
          rate.toFixed(1),
          (2 * rate).toFixed(1),
          (1 - 2 * rate).toFixed(1).replace("-0.0", "0.0"),
          ...walk(problem, [0], rate, at, ([x = 0]) => shown(x)),
        ],
        8,
      ),
    ),
  ];
}

/** Erratum E30: how long the first step is at a rate of 0.1, by three rules, on slopes of several sizes. */
function lengths(): readonly string[] {
  const at = { p: 0, t: 1, learningRate: 0.1 };
  const zeros = { m: 0, v: 0, beta1: 0.9, beta2: 0.999 };
  const slopes = [0.01, 1, 100];
  const row = (name: string, update: (g: number) => number): string =>
    line([name, ...slopes.map((g) => Math.abs(update(g)).toFixed(3))], 9);
  return [
    line(["slope", ...slopes], 9),
    row("descent", (g) => step(0, g, 0.1)),
    row("Lion", (g) => lion.rule.step(numbers, { ...at, ...zeros, g, weightDecay: 0 }).update),
    row("Adam", (g) => adam.rule.step(numbers, { ...at, ...zeros, g, epsilon: 1e-8 }).update),
  ];
}

/** The line in three units: its curvatures, and the steps until the loss is within a thousandth of its fall. */
async function units(): Promise<readonly string[]> {
  const lines = Object.entries(await schooling());
  return [
    line(["years", "μ", "L", "κ", "limit", "best η", "factor", "steps"], 9),
    ...lines.map(([name, problem]) => {
      const [smallest, largest] = eigenvalues(problem.hessian);
      const best = 2 / (smallest + largest);
      const enough = problem.lowest + (problem.loss([0, 0]) - problem.lowest) / 1000;
      let [x, steps] = [[0, 0], 0];
      for (; problem.loss(x) > enough; steps++) x = moved(problem, x, best);
      return line(
        [
          name,
          smallest.toFixed(4),
          largest.toFixed(2),
          (largest / smallest).toFixed(1),
          ...[2 / largest, best].map((each) => each.toFixed(5)),
          ((largest - smallest) / (largest + smallest)).toFixed(5),
          steps,
        ],
        9,
      );
    }),
  ];
}

/** Power iteration on the network at three of its random starts, from the direction of another start. */
async function power(): Promise<readonly string[]> {
  const problem = await net();
  const at = [1, 2, 3, 4, 5, 10, 20];
  const rows = [0, 1, 2].map(async (seed) => {
    const estimates = await sharpnesses(problem, problem.start(seed), problem.start(seed + 1), 20);
    const limit = (2 / estimates.at(-1)!).toFixed(3);
    return line([`start ${seed}`, ...at.map((k) => estimates[k - 1]!.toFixed(3)), limit], 8);
  });
  return [line(["steps", ...at, "2/L"], 8), ...(await Promise.all(rows))];
}

/** The network's loss after 200 steps at rates on a logarithmic grid, over ten random starts. */
async function grid(): Promise<readonly string[]> {
  const problem = await net();
  return [
    line(["η", "diverged", "mean loss", "lowest", "highest"], 11),
    ...[0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28].map((rate) => {
      const losses = Array.from({ length: 10 }, (_, seed) => {
        let [x, loss] = [problem.start(seed), 0];
        const ceiling = 10 * problem.loss(x);
        for (let t = 1; t <= 200 && loss <= ceiling; t++) {
          x = moved(problem, x, rate);
          loss = problem.loss(x);
        }
        return loss <= ceiling ? loss : Infinity;
      });
      const ended = losses.filter((loss) => loss < Infinity);
      const mean = ended.reduce((sum, each) => sum + each, 0) / ended.length;
      const range = [mean, Math.min(...ended), Math.max(...ended)];
      const cells = range.map((each) => (ended.length > 0 ? each.toFixed(4) : "–"));
      return line([rate, `${10 - ended.length} of 10`, ...cells], 11);
    }),
  ];
}

/** ½(ab − 1)² from (4, 0), where the largest curvature is 16.06: the loss on the way, and where it comes to rest. */
function catapult(): readonly string[] {
  const loss = ([a = 0, b = 0]: Vector): number => (a * b - 1) ** 2 / 2;
  const gradient = ([a = 0, b = 0]: Vector): Vector => [(a * b - 1) * b, (a * b - 1) * a];
  return [
    line(["η", "2/η", "highest loss", "last loss", "a", "b", "a²+b²"], 13),
    ...[0.05, 0.1, 0.12, 0.13, 0.15, 0.18, 0.2, 0.24, 0.25].map((rate) => {
      let [x, highest] = [[4, 0], loss([4, 0])];
      for (let t = 0; t < 200 && highest < 1e6; t++) {
        x = moved({ gradient }, x, rate);
        highest = Math.max(highest, loss(x));
      }
      const [a = 0, b = 0] = x;
      const end = highest < 1e6 ? [a, b, a * a + b * b].map((each) => each.toFixed(2)) : ["–", "–", "–"];
      return line(
        [rate, (2 / rate).toFixed(2), shown(highest, 2), loss(x) < 1e-9 ? "0" : shown(loss(x), 2), ...end],
        13,
      );
    }),
  ];
}

/** The network's sharpness on the way at four rates, how often its loss rises, and the sharpness at the end of five starts. */
async function edge(): Promise<readonly string[]> {
  const problem = await net();
  const at = [0, 30, 1000, 3000, 8000];
  const trained = async (rate: number, seed: number) => {
    const sharpness: string[] = [];
    let [x, rises, loss] = [problem.start(seed), 0, Infinity];
    for (let t = 0; t <= 8000 && Number.isFinite(problem.loss(x)); t++) {
      if (at.includes(t) && (seed === 0 || t === 8000))
        sharpness.push((await sharpnesses(problem, x, problem.start(5), 12)).at(-1)!.toFixed(2));
      const before = loss;
      loss = problem.loss(x);
      if (loss > before) rises++;
      x = moved(problem, x, rate);
    }
    return { sharpness, rises };
  };
  const table = [line(["start 0", "2/η", ...at.map((t) => `t=${t}`), "rises"], 9)];
  const ends = [line(["t=8000", "2/η", ...[0, 1, 2, 3, 4].map((seed) => `start ${seed}`)], 9)];
  for (const rate of [0.1, 0.3, 0.4, 0.5]) {
    const runs = [];
    for (const seed of [0, 1, 2, 3, 4]) runs.push(await trained(rate, seed));
    const limit = (2 / rate).toFixed(2);
    table.push(line([rate, limit, ...runs[0]!.sharpness, runs[0]!.rises], 9));
    ends.push(line([rate, limit, ...runs.map(({ sharpness }) => sharpness.at(-1) ?? "diverged")], 9));
  }
  return [...table, "", ...ends];
}

/** The picture at the top of the lesson: how far above its lowest value the loss is after 100 steps, at every rate. */
async function opening(): Promise<string> {
  const lines = await schooling();
  const curves = (["years", "centred"] as const).map((name) => {
    const { hessian, loss, lowest } = lines[name];
    const losses = rates(0).map((rate) => {
      const [above = ""] = walk(lines[name], [0, 0], rate, [100], (x) => String(loss(x) - lowest));
      return [rate, Number(above)] as const;
    });
    return { name, limit: 2 / eigenvalues(hessian)[1], losses };
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="rates-03" viewBox="0 0 640 320">
${styleOf("rates-03")}
<rect class="paper" width="640" height="320"/>
${chart([30, 270], 0, [-6, 4], curves)}
</svg>
`;
}

const tables = { wall, parabola, lengths, units, power, grid, catapult, edge };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(await opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);
