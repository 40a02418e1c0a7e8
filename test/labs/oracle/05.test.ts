import { describe, expect, test } from "vitest";
import oracle from "../../oracles/lab-05.json" with { type: "json" };
import * as solution from "../../../labs/05-mini-batch/key/solution.ts";
import { source } from "../../../labs/05-mini-batch/provided/source.ts";
import { wages } from "../../../labs/05-mini-batch/provided/wages.ts";
import { blocks, lessonOf, testFigures } from "./lesson.ts";
import { near } from "./near.ts";

/*
 * Lab 05's solution against PyTorch, NumPy and scikit-learn (test/oracles/lab-05.json), the lesson's derivations,
 * and its tables and programs against what they print.
 */
const { batches, gradientNoise, meanGradient, permutation, sgd } = solution;
type Vector = solution.Vector;

const sum = (list: Vector): number => list.reduce((total, value) => total + value, 0);
const mean = (list: Vector): number => sum(list) / list.length;
const squares = (list: Vector): number => sum(list.map((value) => value * value));

const { data, orders, start, size } = oracle;
const rows = data.y.length;
const at = (chosen: Vector): solution.Data => ({
  x: chosen.map((i) => data.x[i]!),
  y: chosen.map((i) => data.y[i]!),
});
/** All batches of a given size from the rows. */
function chosen(count: number, from = 0): readonly Vector[] {
  if (count === 0) return [[]];
  return Array.from({ length: rows - from }, (_, i) => from + i).flatMap((first) =>
    chosen(count - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

describe("other libraries", () => {
  test("the gradient is torch's", () => near(meanGradient(data, start), oracle.gradient));
  test("sgd walks as torch.optim.SGD on the batches of the same orders", () => {
    const random = source(1);
    expect(orders.map(() => permutation(rows, random))).toEqual(orders);
    const places: Vector[] = [];
    const gradient: solution.Gradient = (batch, theta) => (places.push(theta), meanGradient(batch, theta));
    const learningRate = (step: number): number => 0.2 / (1 + 0.1 * step);
    const settings = { batchSize: size, epochs: orders.length, learningRate, random: source(1) };
    const end = sgd(gradient, data, start, settings);
    for (const [step, theta] of [...places.slice(1), end].entries()) near(theta, oracle.trajectory[step]!);
    expect(places).toHaveLength(oracle.trajectory.length);
  });
  test("the gradient noise is the mean over every batch of each size", () => {
    for (const [i, noise] of oracle.noise.entries()) near([gradientNoise(data, start, i + 1)], [noise]);
  });
  test("the wages' best fit is scikit-learn's; gradient descent by sgd reaches it", async () => {
    const table = await wages();
    const settings = { batchSize: table.y.length, epochs: 600, learningRate: () => 0.44, random: source(0) };
    const theta = sgd(
      meanGradient,
      table,
      table.x[0]!.map(() => 0),
      settings,
    );
    // The features are in float32.
    near(theta, oracle.wages.best, 1e-6);
  });
});

describe("the derivations", () => {
  const every = data.y.map((_, i) => i);
  const own = every.map((i) => meanGradient(at([i]), start));
  const whole = meanGradient(data, start);
  const away = own.map((slopes) => slopes.map((slope, j) => slope - whole[j]!));
  const sigma2 = sum(away.map(squares)) / (rows - 1);

  test("a batch's gradient is right on average, for every batch size", () => {
    for (const count of [1, 2, 3, 5, 7]) {
      const all = chosen(count).map((rowsOf) => meanGradient(at(rowsOf), start));
      near(
        whole.map((_, j) => mean(all.map((slopes) => slopes[j]!))),
        whole,
      );
    }
    near(
      whole.map((_, j) => mean(own.map((slopes) => slopes[j]!))),
      whole,
    );
  });
  test("one row's noise, the product of two rows' errors, and what B rows make of both", () => {
    near([mean(away.map(squares))], [((rows - 1) / rows) * sigma2]);
    const products = every.flatMap((a) =>
      every.filter((b) => b !== a).map((b) => sum(away[a]!.map((value, j) => value * away[b]![j]!))),
    );
    const c = mean(products);
    near([c], [-sigma2 / rows]);
    expect(Math.abs(rows * ((rows - 1) / rows) * sigma2 + rows * (rows - 1) * c)).toBeLessThan(1e-9);
    for (const b of [1, 2, 4, 7]) {
      const left = (b * ((rows - 1) / rows) * sigma2 - (b * (b - 1) * sigma2) / rows) / b ** 2;
      near(
        [left, left],
        [(sigma2 / b) * ((rows - 1 - (b - 1)) / rows), (sigma2 / b) * (1 - b / rows)],
        1e-12,
      );
      expect(gradientNoise(data, start, b)).toBeCloseTo(left, 9);
    }
  });
  test("27 sequences of draws share the orders in fours and fives; a coin leaves three numbers in place in 3 of 8", () => {
    const counts = new Map<string, number>();
    for (let course = 0; course < 27; course++) {
      const order = [0, 1, 2];
      for (const [i, to] of [course % 3, Math.floor(course / 3) % 3, Math.floor(course / 9)].entries())
        [order[i], order[to]] = [order[to]!, order[i]!];
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    expect([...counts.values()].toSorted((a, b) => a - b)).toEqual([4, 4, 4, 5, 5, 5]);
    const random = source(3);
    const stays = Array.from({ length: 40_000 }, () => [0, 1, 2].sort(() => random() - 0.5).join());
    expect(stays.filter((each) => each === "0,1,2").length / 40_000).toBeCloseTo(3 / 8, 1.7);
  });
  test("an epoch has ⌈N/B⌉ steps", () => {
    for (const b of [1, 2, 3, 6, 7, 8])
      expect(batches(data, permutation(rows, source(b)), b)).toHaveLength(Math.ceil(rows / b));
    expect([Math.ceil(534 / 8), 534 - 66 * 8]).toEqual([67, 6]);
  });
  test("the noise ball: the recurrence of the mean square, its fixed point, and the floor", () => {
    const [eta, lambda, v, x] = [0.3, 1.7, 0.8, 0.9];
    // Noise of ±√V with equal chances: the mean over both is exact.
    const next = [1, -1].map((sign) => ((1 - eta * lambda) * x - eta * sign * Math.sqrt(v)) ** 2);
    near([mean(next)], [(1 - eta * lambda) ** 2 * x * x + eta ** 2 * v]);
    let square = 5;
    for (let t = 0; t < 400; t++) square = (1 - eta * lambda) ** 2 * square + eta ** 2 * v;
    near(
      [square, (lambda / 2) * square],
      [(eta * v) / (lambda * (2 - eta * lambda)), (eta * v) / (2 * (2 - eta * lambda))],
    );
    const small = 1e-5;
    near([(small * v) / (2 * (2 - small * lambda))], [(small * v) / 4], 1e-5);
  });
  test("the remaining distance, and how far 0.98^t reaches", () => {
    const lambda = oracle.wages.curvatures[0]!;
    const rates = Array.from({ length: 3000 }, (_, t) => 0.02 * 0.98 ** t);
    expect(sum(rates)).toBeCloseTo(1, 9);
    const left = rates.reduce((product, rate) => product * (1 - rate * lambda), 1);
    expect(left).toBeCloseTo(Math.exp(-lambda * sum(rates)), 4);
    expect([left.toFixed(2), lambda.toFixed(3)]).toEqual(["0.92", "0.082"]);
  });
  test("the numbers in the text: 2/L, the loss at the start, chapter 002's limit", () => {
    const [, steepest] = oracle.wages.curvatures;
    expect((2 / steepest!).toFixed(2)).toBe("0.45");
    expect((oracle.wages.start - oracle.wages.loss).toFixed(1)).toBe("88.8");
    expect(mean([109.6 / 55]).toFixed(4)).toBe("1.9927");
    const printed = {
      x: [
        [1, 2],
        [2, 4],
        [3, 6],
      ],
      y: [1, 3, 5],
    };
    const ends = (rate: number): number =>
      Math.hypot(
        ...sgd(meanGradient, printed, [0, 0], {
          batchSize: 3,
          epochs: 3000,
          learningRate: () => rate,
          random: source(1),
        }),
      );
    expect((2 / (140 / 3)).toFixed(4)).toBe("0.0429");
    expect(ends(0.042)).toBeLessThan(1);
    expect(ends(0.0435)).toBeGreaterThan(1e3);
  });
});

describe("the lesson", { timeout: 300_000 }, () => {
  const lesson = lessonOf("05-mini-batch");
  testFigures("05-mini-batch", lesson, 7, lesson.figures());
  test.each(lesson.texts)("%s: its programs run on the solution, and print what it quotes", (_, text) => {
    const [example = "", chapters = "", sorted = ""] = blocks(text, "ts");
    expect(lesson.run(chapters)).toBe(blocks(text, "console")[0]);
    expect(lesson.run(sorted).split("\n")).toHaveLength(2);
    const call =
      'import { batches } from "./sgd.ts";\nconst data = { x: [[1], [2], [3]], y: [10, 20, 30] };\n';
    const [said = "", shown = ""] = example.split("; // ");
    expect(lesson.run(`${call}console.log(JSON.stringify(${said}));`)).toBe(
      shown.replaceAll(" ", "").replaceAll(/([xy]):/g, '"$1":'),
    );
  });
});
