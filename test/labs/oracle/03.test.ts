import { readFileSync } from "node:fs";
import path from "node:path";
import { grad, hessianVectorProduct } from "@downhill/autograd";
import { cpsWages, numbersOf } from "@downhill/data";
import { meanSquaredError } from "@downhill/nn";
import { gradientDescent, numbers } from "@downhill/optimizers";
import { mul, tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/03-learning-rate/key/solution.ts";
import {
  listOf,
  lossOf,
  model,
  net,
  paramsOf,
  people,
  sharpnesses,
} from "../../../labs/03-learning-rate/provided/net.ts";
import { known, linesOf, meansOf } from "../../../labs/03-learning-rate/provided/schooling.ts";
import { blocks, lessonOf, testFigures } from "./lesson.ts";

/*
 * Lab 03's solution against NumPy's eigenvalues, descents and power iterations (test/oracles/lab-03.json), and against the
 * packages' rule and Hessian products; the lesson's derivations at random points, and its tables against the program that
 * prints them.
 */
const { curvatures, descend, rates, regime, sharpness } = solution;
type Vector = solution.Vector;

const root = path.resolve(import.meta.dirname, "../../..");
interface Bowl {
  readonly hessian: readonly Vector[];
  readonly x: Vector;
  readonly direction: Vector;
  readonly curvatures: Vector;
  readonly best: number;
  readonly factor: number;
  readonly estimates: Vector;
  readonly descents: readonly {
    readonly learningRate: number;
    readonly losses: Vector;
    readonly end: Vector;
  }[];
}
const oracle = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-03.json"), "utf8")) as {
  matrices: readonly { readonly hessian: solution.Hessian; readonly curvatures: Vector }[];
  bowls: readonly Bowl[];
  wages: Readonly<
    Record<keyof ReturnType<typeof linesOf>, { curvatures: Vector; bottom: Vector; lowest: number }>
  >;
};

const near = (actual: Vector, right: Vector, relative = 1e-11): void => {
  expect(actual).toHaveLength(right.length);
  for (const [i, value] of right.entries())
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(1e-12 + relative * Math.abs(value));
};
const dot = (a: Vector, b: Vector): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0);
const times = (matrix: readonly Vector[], x: Vector): Vector => matrix.map((row) => dot(row, x));
const problemOf = (hessian: readonly Vector[]): solution.Problem => ({
  loss: (x) => dot(x, times(hessian, x)) / 2,
  gradient: (x) => times(hessian, x),
});

test("curvatures are NumPy's eigenvalues", () => {
  for (const { hessian, curvatures: right } of oracle.matrices) near(curvatures(hessian), right);
});

describe.each(oracle.bowls)("a bowl with the curvatures $curvatures", (bowl) => {
  test("rates: the best is where NumPy's spectral radius is smallest, and past the limit it is above 1", () => {
    const { limit, best, factor } = rates(bowl.curvatures.toReversed());
    near([best], [bowl.best], 1e-5);
    expect(Math.abs(factor - bowl.factor)).toBeLessThan(1e-5);
    const radius = (rate: number): number =>
      Math.max(...bowl.curvatures.map((each) => Math.abs(1 - rate * each)));
    near([radius(best), radius(limit)], [factor, 1]);
    expect(radius(limit * 1.001)).toBeGreaterThan(1);
    expect(radius(limit * 0.999)).toBeLessThan(1);
  });
  test("sharpness goes through NumPy's power iteration", () => {
    const { gradient } = problemOf(bowl.hessian);
    for (const [i, right] of bowl.estimates.entries())
      near([sharpness(gradient, bowl.x, bowl.direction, i + 1)], [right], 1e-8);
  });
  test("descend takes the same steps as NumPy and the packages' rule", () => {
    for (const { learningRate, losses, end } of bowl.descents) {
      const options = { learningRate, steps: 12, growth: 10 };
      const run = descend(problemOf(bowl.hessian), bowl.x, options);
      const bad = losses.findIndex((loss) => loss > 10 * losses[0]!);
      expect(run.status).toBe(bad < 0 ? "done" : "diverged");
      near([...run.losses], bad < 0 ? losses : losses.slice(0, bad + 1), 1e-9);
      let x = bowl.x;
      for (let t = 0; t < 12; t++) {
        const slopes = times(bowl.hessian, x);
        const moved = x.map(
          (p, i) => gradientDescent.rule.step(numbers, { g: slopes[i]!, p, t, learningRate }).update,
        );
        x = x.map((p, i) => p + moved[i]!);
      }
      near(x, end, 1e-9);
      if (Math.min(...losses) === losses.at(-1)) near([...run.x], end, 1e-9);
    }
  });
});

test("regime names what the error does", () => {
  for (const curvature of [-2, 0, 0.3, 1, 7.5])
    for (const learningRate of [0, 0.01, 0.13, 0.25, 0.5, 1, 2, 5]) {
      const path = [1];
      for (let t = 0; t < 4; t++) path.push(path.at(-1)! - learningRate * curvature * path.at(-1)!);
      const sizes = path.map(Math.abs);
      const grows = sizes[4]! > sizes[0]!;
      const stays = sizes.every((size) => size === 1);
      const swaps = path[1]! < 0;
      const right = stays ? "limit" : grows ? "divergent" : swaps ? "oscillating" : "monotone";
      expect(regime(learningRate, curvature), `${learningRate}, ${curvature}`).toBe(right);
    }
});

describe("the wages", () => {
  const { years, centred, standardised } = linesOf(known);
  test("the picture's five means are the table's", async () => {
    const table = await cpsWages();
    const column = (name: string): Vector => numbersOf(table, name).map(Number);
    near(Object.values(meansOf(column("education"), column("wage"))), Object.values(known), 1e-13);
  });
  test("bottoms and curvatures of the line are NumPy's in each unit of years", () => {
    for (const [name, line] of Object.entries({ years, centred, standardised })) {
      const { curvatures: right, bottom, lowest } = oracle.wages[name as keyof typeof oracle.wages];
      near(curvatures(line.hessian), right, 1e-9);
      for (const slope of line.gradient(bottom)) expect(Math.abs(slope)).toBeLessThan(1e-10);
      near([line.loss(bottom), line.lowest], [lowest, lowest], 1e-9);
    }
  });
  test("the network's loss is the mean over all 534 people, and its gradient and sharpness are the packages'", async () => {
    const network = await net();
    const all = await people();
    const column = (list: Vector) => tensor(list, { shape: [list.length, 1], dtype: "float64" });
    const [x, y] = [column(all.years), column(all.wages)];
    for (const seed of [0, 7]) {
      const at = network.start(seed).map((each, i) => each + 0.1 * Math.sin(i));
      const params = paramsOf(at);
      const everyone = mul(0.5, meanSquaredError(model.apply(params, x), y));
      near(
        [network.loss(at), await lossOf(network)(params).item()],
        Array(2).fill(await everyone.item()) as Vector,
      );
      near(network.gradient(at), await listOf(grad(lossOf(network))(params)), 1e-10);
      const [right] = (await sharpnesses(network, at, network.start(3), 12)).slice(-1);
      near([sharpness(network.gradient, at, network.start(3), 12)], [right!], 1e-7);
    }
  });
});

describe("the derivations", () => {
  const [eta, lambda, bottom] = [0.3, 1.7, 2];
  test("a step multiplies the error by 1 − ηλ, and t steps by its power", () => {
    let x = 5;
    for (let t = 1; t <= 10; t++) {
      const before = x;
      x -= eta * lambda * (x - bottom);
      near([x - bottom, x - bottom], [(1 - eta * lambda) * (before - bottom), (1 - eta * lambda) ** t * 3]);
    }
  });
  test("in two directions it multiplies by I − ηH; sum and product of the curvatures are trace and determinant", () => {
    for (const { hessian } of oracle.matrices) {
      const [[a, b], [, d]] = hessian;
      const error = [1.3, -0.4];
      const [p, q] = times(hessian as unknown as Vector[], error) as [number, number];
      near(
        [error[0]! - eta * p, error[1]! - eta * q],
        [(1 - eta * a) * 1.3 - eta * b * -0.4, -eta * b * 1.3 + (1 - eta * d) * -0.4],
      );
      const [smaller, larger] = curvatures(hessian);
      near([smaller + larger, smaller * larger], [a + d, a * d - b * b], 1e-10);
    }
  });
  test("at 2/(μ + L) both ends have factors of equal size, (κ − 1)/(κ + 1)", () => {
    for (const [mu, steepest] of [
      [1, 4],
      [0.04, 177],
      [3, 3],
    ] as const) {
      const { best, factor, limit } = rates([steepest, mu]);
      const kappa = steepest / mu;
      near([1 - best * mu, best * steepest - 1], [factor, factor]);
      near([factor, limit], [(kappa - 1) / (kappa + 1), 2 / steepest]);
    }
  });
  test("Hv is the limit of central differences; on a bowl they agree at once", async () => {
    const network = await net();
    const [at, v] = [network.start(1), network.start(2)];
    const right = await listOf(hessianVectorProduct(lossOf(network), paramsOf(at), paramsOf(v)));
    const off = (h: number): number => {
      const side = (by: number): Vector => network.gradient(at.map((each, i) => each + by * v[i]!));
      const [ahead, behind] = [side(h), side(-h)];
      return Math.max(...right.map((each, i) => Math.abs((ahead[i]! - behind[i]!) / (2 * h) - each)));
    };
    expect(off(1e-2) / off(1e-3)).toBeCloseTo(100, -1); // the error goes like h²
    expect(off(1e-4)).toBeLessThan(1e-7);
  });
  test("the lesson's numbers: 2, 2.8, 2.976; 16.06 and its limit; losses 0.5, 2, 8", () => {
    const upright = ([x = 0, y = 0]: Vector): Vector => [x, 3 * y];
    expect([1, 2, 3].map((k) => sharpness(upright, [0, 0], [1, 1], k).toFixed(3))).toEqual([
      "2.000",
      "2.800",
      "2.976",
    ]);
    const [, largest] = curvatures([
      [0, -1],
      [-1, 16],
    ]);
    expect([largest.toFixed(2), (2 / largest).toFixed(4)]).toEqual(["16.06", "0.1245"]);
    const half: solution.Problem = { loss: ([x = 0]) => (x * x) / 2, gradient: ([x = 0]) => [x] };
    expect(descend(half, [1], { learningRate: 3, steps: 10, growth: 10 })).toEqual({
      status: "diverged",
      losses: [0.5, 2, 8],
      x: [1],
    });
  });
});

describe("the lesson", () => {
  const lesson = lessonOf("03-learning-rate");
  const run = (program: string): readonly string[] => lesson.run(program).split("\n");
  testFigures("03-learning-rate", lesson, 6, lesson.figures());
  test("both languages have the same programs, and the catapult comes to rest where the curvature allows it", () => {
    const [english, chinese] = lesson.texts.map(([, text]) => blocks(text, "ts"));
    expect(chinese!.slice(1)).toEqual(english!.slice(1));
    const lines = run(english![1]!);
    expect(lines).toHaveLength(9);
    for (const line of lines) {
      const words = line.split(/[\s,[\]]+/);
      const [rate, status, last] = [Number(words[0]), words[1], Number(words.at(-1))];
      expect(status).toBe(rate < 4 / 16.06 ? "done" : "diverged");
      if (status === "done") expect(last).toBeLessThan(2 / rate);
    }
  });
  test("the network ends at the edge of stability, or below it where its rate is small", () => {
    const lines = run(blocks(lesson.texts[0]![1], "ts")[2]!).map((line) => line.split(" ").map(Number));
    for (const rate of [0.1, 0.3, 0.4, 0.5]) {
      const last = lines
        .filter(([each, t]) => each === rate && t! >= 7000)
        .map(([, , , sharp]) => sharp! * rate);
      for (const stiffness of last) {
        if (rate === 0.1) expect(stiffness).toBeLessThan(1);
        else expect(Math.abs(stiffness - 2)).toBeLessThan(0.4);
      }
    }
  });
});
