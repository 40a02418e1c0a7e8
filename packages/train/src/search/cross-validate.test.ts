import { readFileSync } from "node:fs";
import { DataError, dataset, numbersOf, ordered, standardise, stratified, table } from "@downhill/data";
import { key } from "@downhill/tensor";
import { expect, test } from "vitest";
import { TrainingError } from "../index.ts";
import { compareOnFolds, crossValidate, showFolds } from "./index.ts";
import { studentTail } from "./student.ts";

const { tails, paired } = JSON.parse(
  readFileSync(new URL("../fixtures/student.json", import.meta.url), "utf8"),
) as {
  readonly tails: readonly (readonly [freedom: number, t: number, p: number])[];
  readonly paired: Readonly<Record<"a" | "b" | "means" | "deviations", readonly number[]>> & {
    t: number;
    p: number;
  };
};

const close = (value: number, expected: number): void =>
  expect(Math.abs(value - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));

// 1 − A loses digits where the tail is small, so the bound is absolute.
test("Student's tails match SciPy", () => {
  for (const [freedom, t, p] of tails) {
    close(studentTail(t, freedom), p);
    close(studentTail(-t, freedom), p);
  }
  expect(studentTail(Infinity, 4)).toBeCloseTo(0, 15);
});

const rows = table({
  v: Array.from({ length: 20 }, (_, i) => i),
  kind: Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? "a" : "b")),
});

test("means, deviations and the corrected paired test match SciPy", async () => {
  const found = await compareOnFolds(
    rows,
    { k: 5, key: key(1) },
    {
      a: ({ fold }) => ({ accuracy: paired.a[fold]! }),
      b: async ({ fold }) => ({ accuracy: paired.b[fold]! }),
    },
  );
  const all = [found.a.metrics["accuracy"]!, found.b.metrics["accuracy"]!, found.differences["accuracy"]!];
  for (const [i, { mean, deviation }] of all.entries()) {
    close(mean, paired.means[i]!);
    close(deviation, paired.deviations[i]!);
  }
  close(found.differences["accuracy"]!.t, paired.t);
  close(found.differences["accuracy"]!.p, paired.p);
  expect(showFolds(found)).toMatchInlineSnapshot(`
    "metric                a              b        b − a     p
    accuracy  0.816 ± 0.024  0.836 ± 0.023  0.02 ± 0.02  0.21"
  `);
  expect(showFolds(found.a)).toMatchInlineSnapshot(`
    "metric    mean ± deviation  fold 1  fold 2  fold 3  fold 4  fold 5
    accuracy     0.816 ± 0.024    0.81    0.79    0.85     0.8    0.83"
  `);
  expect(showFolds(found.a, { language: "zh" }).split("\n")[0]).toMatchInlineSnapshot(
    `"指标      均值 ± 标准差  第 1 折  第 2 折  第 3 折  第 4 折  第 5 折"`,
  );
});

test("every row is validated once, both settings see the same folds, and a scaler sees only its fold", async () => {
  const seen: Record<"a" | "b", number[][]> = { a: [], b: [] };
  const setting =
    (name: "a" | "b") =>
    ({ train, validation }: Parameters<Parameters<typeof crossValidate<typeof rows>>[2]>[0]) => {
      const scaler = standardise({ columns: ["v"] }).fit(train);
      const values = numbersOf(train, "v").map((v) => v!);
      close(scaler.state.center[0]!, values.reduce((sum, v) => sum + v, 0) / values.length);
      expect(() => standardise().fit(validation as never)).toThrow(DataError);
      seen[name].push(numbersOf(validation, "v").map((v) => v!));
      return { size: validation.size };
    };
  const found = await compareOnFolds(
    rows,
    { k: 4, key: key(1), by: stratified("kind") },
    { a: setting("a"), b: setting("b") },
  );
  expect(seen.a).toEqual(seen.b);
  expect(seen.a.flat().toSorted((x, y) => x - y)).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(found.a.folds.map(({ train, validation }) => train + validation)).toEqual([20, 20, 20, 20]);
  expect(found.differences["size"]).toEqual({ mean: 0, deviation: 0, t: 0, p: 1 });
});

test("data sets and ordered rows can be divided as well", async () => {
  const points = dataset({
    x: Float32Array.from({ length: 9 }, (_, i) => i),
    shape: [1],
    y: new Int32Array(9),
  });
  const ends: number[][] = [];
  await crossValidate(points, { k: 2, by: ordered() }, ({ train, validation }) => {
    ends.push([train.size, validation.size]);
    return { n: 1 };
  });
  expect(ends).toEqual([
    [3, 3],
    [6, 3],
  ]);
});

test.each([
  [() => ({}), "fold 0 returned no metric"],
  [() => 0.9 as never, "fold 0 returned no metric"],
  [({ fold }: { fold: number }) => ({ error: fold / 0 }), "error of fold 0 is NaN"],
  [
    ({ fold }: { fold: number }) => ({ [`m${fold}`]: 1 }),
    "crossValidate: fold 1: the metrics are [m1], but before they were [m0]",
  ],
])("an invalid metric is refused: %#", async (trial, message) => {
  const error: unknown = await crossValidate(rows, { k: 2, key: key(0) }, trial).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TrainingError);
  expect((error as TrainingError).message).toContain(message);
  expect((error as TrainingError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
});

test("settings with different metrics cannot be compared, and too few rows cannot be divided", async () => {
  const [a, b] = [() => ({ error: 1 }), () => ({ accuracy: 1 })];
  await expect(compareOnFolds(rows, { k: 2, key: key(0) }, { a, b })).rejects.toThrow(
    "the metrics are [accuracy]",
  );
  await expect(crossValidate(rows, { k: 21, key: key(0) }, a)).rejects.toThrow(DataError);
});
