import { readFileSync } from "node:fs";
import path from "node:path";
import {
  fillMissing,
  oneHot,
  penguins,
  split as packageSplit,
  standardise,
  stratified,
  table,
  trainingPart,
} from "@downhill/data";
import { key } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  type Cell,
  clean,
  type Columns,
  fit,
  type NumberStatistics,
  prepare,
  type Row,
  split,
  transform,
} from "../../../labs/15-data-pipeline/key/solution.ts";
import { entries, measures, missing } from "../../../labs/15-data-pipeline/provided/penguins.ts";
import { shuffled, source } from "../../../labs/15-data-pipeline/provided/random.ts";
import { near } from "./near.ts";

/*
 * Lab 15's solution against scikit-learn (test/oracles/lab-15.json) and against the packages, its source of random numbers,
 * and the lesson's derivations. Its tables: 15-tables.test.ts.
 */
const root = path.resolve(import.meta.dirname, "../../..");
type Table = Readonly<Record<string, readonly Cell[]>>;
interface Learnt {
  readonly median: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}
interface Case extends Learnt {
  readonly train: Table;
  readonly other: Table;
  readonly categories: readonly (readonly string[])[];
  readonly trainMade: readonly (readonly number[])[];
  readonly otherMade: readonly (readonly number[])[];
}
const oracle = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-15.json"), "utf8")) as {
  readonly cases: readonly Case[];
  readonly penguins: Learnt & { readonly repeats: number };
  readonly splits: readonly { readonly counts: number[]; readonly share: number; readonly test: number[] }[];
};

const columns: Columns = { size: "number", age: "number", same: "number", place: "text", sex: "text" };
const rowsOf = (cells: Table): Row[] =>
  cells["size"]!.map((_, i) =>
    Object.fromEntries(Object.entries(cells).map(([name, column]) => [name, column[i]!])),
  );
const statisticsAre = (found: readonly NumberStatistics[], right: Learnt): void => {
  for (const name of ["median", "mean", "deviation"] as const)
    near(
      found.map((each) => each[name]),
      right[name],
    );
};

describe("scikit-learn", () => {
  test.each(oracle.cases)("statistics and rows, case %#", (one) => {
    const [train, other] = [rowsOf(one.train), rowsOf(one.other)];
    const statistics = fit(train, columns);
    statisticsAre(Object.values(statistics).slice(0, 3) as NumberStatistics[], one);
    expect([statistics["place"], statistics["sex"]]).toEqual(
      one.categories.map((categories) => ({ categories })),
    );
    const y = (rows: readonly Row[]): string[] => rows.map(() => "a");
    const made = prepare({ train: { x: train, y: y(train) }, test: { x: other, y: y(other) } }, columns);
    for (const [i, row] of one.trainMade.entries()) near(made.train.x[i]!, row);
    for (const [i, row] of one.otherMade.entries()) near(made.test.x[i]!, row);
    expect(one.other["place"]).toContain("island");
  });
  test("the penguins' statistics, and that none of them is there twice", async () => {
    const { x } = clean(await entries(), { columns: measures, label: "species", missing });
    statisticsAre(Object.values(fit(x, measures)) as NumberStatistics[], oracle.penguins);
    expect(oracle.penguins.repeats).toBe(0);
    const whole: Columns = { ...measures, island: "text", sex: "text" };
    expect(clean(await entries(), { columns: whole, label: "species", missing }).x).toHaveLength(344);
  });
  test.each(oracle.splits)("as many rows of each label as train_test_split: $counts, $share", (one) => {
    const y = one.counts.flatMap((count, i) => Array.from({ length: count }, () => `c${i}`));
    const { test: held } = split({ x: y, y }, one.share, source(1));
    expect(one.counts.map((_, i) => held.y.filter((label) => label === `c${i}`).length)).toEqual(one.test);
  });
});

test("the packages learn and make the same of rows without gaps", async () => {
  const all = await penguins();
  const file = await entries();
  const whole: Columns = { ...measures, island: "text" };
  const birds = clean(file, { columns: whole, label: "species", missing });
  const full = birds.x.filter((row) => Object.values(row).every((cell) => cell !== null));
  const { statistics, train } = prepare(
    { train: { x: full, y: full.map(() => "a") }, test: { x: [], y: [] } },
    whole,
  );
  const part = trainingPart(
    table(
      Object.fromEntries(
        Object.keys(whole).map((name) => [name, full.map((row) => row[name]!)]),
      ) as Parameters<typeof table>[0],
    ),
  );
  const scaler = standardise().fit(part);
  near(
    scaler.state.spread,
    (Object.values(statistics).slice(0, 4) as NumberStatistics[]).map(({ deviation }) => deviation),
  );
  const made = oneHot(["island"]).fit(part).transform(scaler.transform(part));
  for (const [row, list] of train.x.entries())
    near(
      list,
      made.names.map((name) => Number(made.columns[name]!.values[row])),
    );
  const filler = fillMissing({ body_mass_g: "median" }).fit(trainingPart(all));
  expect(filler.state.columns[0]!.value).toBe(
    (fit(birds.x, measures)["body_mass_g"] as NumberStatistics).median,
  );
  const parts = packageSplit(all, { test: 0.25, key: key(0), by: stratified("species") });
  const { test: held } = split(birds, 0.25, source(0));
  const counts = (y: readonly unknown[]) =>
    ["Adelie", "Chinstrap", "Gentoo"].map((name) => y.filter((label) => label === name).length);
  expect(counts(held.y)).toEqual(counts(parts.test.columns["species"]!.values));
});

describe("the source of random numbers", () => {
  test("is even, also from seed to seed, and shuffles fairly", () => {
    const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
    const one = source(5);
    const many = Array.from({ length: 60_000 }, () => one());
    const firsts = Array.from({ length: 60_000 }, (_, seed) => source(seed)());
    for (const list of [many, firsts]) {
      expect(Math.min(...list.slice(0, 1000))).toBeGreaterThanOrEqual(0);
      expect(list.every((each) => each < 1)).toBe(true);
      // 1/√12 by the root of 60,000 is 0.0012; neighbours are uncorrelated to 1/√60,000 = 0.004.
      expect(Math.abs(mean(list) - 0.5)).toBeLessThan(0.006);
      const pairs = list.slice(1).map((each, i) => (each - 0.5) * (list[i]! - 0.5) * 12);
      expect(Math.abs(mean(pairs))).toBeLessThan(0.02);
    }
    const orders = new Map<string, number>();
    const random = source(3);
    for (let i = 0; i < 12_000; i++) {
      const order = shuffled([0, 1, 2], random).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values())
      expect(Math.abs(count - 2000)).toBeLessThan(6 * Math.sqrt(2000 * (5 / 6)));
  });
});

describe("the derivations", () => {
  const random = source(11);
  const drawn = (count: number): number[] => Array.from({ length: count }, () => 10 * random() - 3);
  const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
  const variance = (list: readonly number[]): number => {
    const middle = mean(list);
    return mean(list.map((each) => (each - middle) ** 2));
  };
  const together = (a: readonly number[], b: readonly number[]): number => {
    const [ma, mb] = [mean(a), mean(b)];
    return mean(a.map((each, i) => (each - ma) * (b[i]! - mb))) / Math.sqrt(variance(a) * variance(b));
  };

  test("the number of rows of one kind in a test set: 2.2, by counting all that can happen", () => {
    const [N, m, K] = [344, 34, 68];
    // The hypergeometric probabilities, each from the one before.
    const weights = [1];
    for (let k = 0; k < m; k++)
      weights.push((weights[k]! * (K - k) * (m - k)) / ((k + 1) * (N - K - m + k + 1)));
    const total = weights.reduce((sum, each) => sum + each, 0);
    const center = weights.reduce((sum, each, k) => sum + (each * k) / total, 0);
    const square = weights.reduce((sum, each, k) => sum + (each * (k - center) ** 2) / total, 0);
    const q = K / N;
    near([center, Math.sqrt(square)], [m * q, Math.sqrt((m * q * (1 - q) * (N - m)) / (N - 1))], 1e-9);
    expect(Math.sqrt(square).toFixed(1)).toBe("2.2");
    expect(center.toFixed(1)).toBe("6.7");
  });
  test("a column of which a share p is filled with its mean", () => {
    // Deleted so that neither mean nor variance of what is left has changed: a mirrored pair for each that stays.
    const half = drawn(50);
    const x = [...half, ...half];
    const y = [...half, ...half].map((each, i) => each + Math.sin(3 * (i % 50)));
    const filled = x.map((each, i) => (i < 50 ? each : mean(half)));
    near([variance(filled)], [variance(x) * 0.5]);
    near([together(filled, y)], [together(x, y) * Math.sqrt(0.5)], 1e-9);
    expect((0.95 ** 20).toFixed(2)).toBe("0.36");
  });
  test("the shift of a mean", () => {
    const [train, held] = [drawn(7), drawn(4)];
    const [n, m] = [7, 4];
    near([mean([...train, ...held]) - mean(train)], [(m / (n + m)) * (mean(held) - mean(train))]);
    near([(m / (n + m)) * Math.sqrt(1 / n + 1 / m)], [Math.sqrt(m / (n * (n + m)))]);
    expect(Math.sqrt(57 / (171 * 228)).toFixed(2)).toBe("0.04");
  });
  test("the largest of 2,000 correlations with 60 tosses", () => {
    const tosses = Array.from({ length: 60 }, () => (random() < 0.5 ? 1 : 0));
    const largest = Array.from({ length: 5 }, () =>
      Math.max(...Array.from({ length: 2000 }, () => Math.abs(together(drawn(60), tosses)))),
    );
    expect(Math.sqrt((2 * Math.log(2000)) / 60).toFixed(1)).toBe("0.5");
    expect(Math.abs(mean(largest) - 0.5)).toBeLessThan(0.06);
  });
  test("the deviation of three equal numbers is a rounding error, and the statistics' is 1", () => {
    const three = [0.1, 0.1, 0.1];
    expect(Math.sqrt(variance(three)).toPrecision(2)).toBe("1.4e-17");
    const statistics = fit(
      three.map((size) => ({ size })),
      { size: "number" },
    );
    expect((statistics["size"] as NumberStatistics).deviation).toBe(1);
    expect(transform({ size: 0.1 }, statistics)[0]).toBeCloseTo(0, 12);
  });
});
