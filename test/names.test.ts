import { tmpdir } from "node:os";
import path from "node:path";
import * as data from "@downhill/data";
import { accuracy, dense, softmaxCrossEntropy, withStatistics } from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import { defaultBackend, device, key, ones, square, sum, tensor, treeMap } from "@downhill/tensor";
import { replay, trace } from "@downhill/tensor/trace";
import { type Callback, checkpoints, fit, train } from "@downhill/train";
import { searchSvg, uniform } from "@downhill/train/search";
import { compileKernel } from "@downhill/wgsl";
import { expect, test } from "vitest";

// Names of what is only known when the program runs: columns, metrics, parameters, devices. One that does not exist is
// refused, with the one that was meant. Names that the types know are in options.test.ts.
const table = data.table({ height: [1, 2, 3, 4], animal: ["cat", "dog", "cat", "dog"] });
const part = data.trainingPart(table);
const csv = new TextEncoder().encode("height,animal\n1,cat\n");
const points = data.dataset({ x: new Float32Array(8), shape: [2], y: new Int32Array(4) });
const loop = { params: tensor([1]), optimizer: adam(), batchAt: () => null, steps: 1 };
const loss = (x: ReturnType<typeof tensor>) => sum(square(x));
const fitted = (more: object) =>
  fit(dense(2, 2), points, { loss: softmaxCrossEntropy, optimizer: adam(), metrics: { accuracy }, ...more });
const trained = (more: object) => train({ ...loop, loss, ...more });
const watching = (...watches: string[]): Callback => ({ name: "plot", watches });
const found = {
  trials: [],
  space: { rate: uniform(0, 1) },
  spent: 0,
  finished: true,
  best: undefined,
  mode: "min",
} as const;
const graph = () =>
  trace(({ weight }: { weight: ReturnType<typeof tensor> }) => square(weight), { weight: ones([2]) });
const inFolder = (name: string) => path.join(tmpdir(), "downhill-names", name);
const kernel = (line: string) =>
  compileKernel(`@group(0) @binding(0) var<storage, read_write> values: array<f32>;
    @compute @workgroup_size(1) fn main() { ${line} }`);

const rows: readonly (readonly [what: string, call: () => unknown, meant: string])[] = [
  ["columnOf", () => data.columnOf(table, "hieght"), "height"],
  ["numbersOf", () => data.numbersOf(table, "hieght"), "height"],
  ["textsOf", () => data.textsOf(table, "anmal"), "animal"],
  ["distinct", () => data.distinct(table, "anmal"), "animal"],
  ["select", () => data.select(table, ["height", "anmal"]), "animal"],
  ["toDataset, x", () => data.toDataset(table, { x: ["hieght"], y: "height" }), "height"],
  ["toDataset, y", () => data.toDataset(table, { x: ["height"], y: "hieght" }), "height"],
  ["dropMissing", () => data.dropMissing(table, { columns: ["hieght"] }), "height"],
  ["dropDuplicates", () => data.dropDuplicates(table, { columns: ["hieght"] }), "height"],
  ["fillMissing", () => data.fillMissing({ hieght: "mean" }).fit(part), "height"],
  ["outliers", () => data.outliers({ columns: ["hieght"] }).fit(part), "height"],
  ["oneHot", () => data.oneHot(["anmal"]).fit(part), "animal"],
  ["ordinal", () => data.ordinal(["anmal"]).fit(part), "animal"],
  ["ordinal, order", () => data.ordinal(["animal"], { order: { anmal: ["cat", "dog"] } }), "animal"],
  ["standardise", () => data.standardise({ columns: ["hieght"] }).fit(part), "height"],
  ["minMax", () => data.minMax({ columns: ["hieght"] }).fit(part), "height"],
  ["robust", () => data.robust({ columns: ["hieght"] }).fit(part), "height"],
  ["stratified", () => data.split(table, { test: 0.5, key: key(0), by: data.stratified("anmal") }), "animal"],
  ["grouped", () => data.split(table, { test: 0.5, key: key(0), by: data.grouped("anmal") }), "animal"],
  ["ordered", () => data.split(table, { test: 0.5, by: data.ordered("hieght") }), "height"],
  ["readCsv, columns", () => data.readCsv(csv, { columns: { anmal: "text" } }), "animal"],
  ["fashionMnist, split", () => data.fashionMnist({ split: "tset" as "test" }), "test"],
  [
    "encodeSafetensors, dtype",
    () =>
      data.encodeSafetensors({
        tensors: new Map([["w", { dtype: "flaot32" as "float32", shape: [1], data: new Float32Array(1) }]]),
        metadata: {},
      }),
    "float32",
  ],
  ["fit, earlyStopping.by", () => fitted({ earlyStopping: { by: "acuracy", mode: "max" } }), "accuracy"],
  [
    "fit, checkpoints.best.by",
    () => fitted({ checkpoints: { folder: inFolder("fit"), best: { by: "acuracy", mode: "max" } } }),
    "accuracy",
  ],
  ["fit, what a callback watches", () => fitted({ callbacks: [watching("acuracy")] }), "accuracy"],
  ["train, what a callback watches", () => trained({ callbacks: [watching("los")] }), "loss"],
  [
    "train, what its checkpoints go by",
    async () => {
      const to = await checkpoints(inFolder("train"), { best: { by: "los", mode: "min" } });
      return trained({ checkpoint: { to, every: 1 } });
    },
    "loss",
  ],
  [
    "train, what is measured on validation",
    () =>
      trained({
        validation: { names: ["loss"], measure: async () => ({ loss: 1 }) },
        callbacks: [watching("validaton.loss")],
      }),
    "validation.loss",
  ],
  ...["readng", "onReading", "on_epoch_end", "epochEnd", "checkpoints"].map(
    (moment) =>
      [
        `a callback's moment, ${moment}`,
        () => trained({ callbacks: [{ name: "plot", [moment]: () => undefined }] }),
        moment.includes("poch") ? "epoch" : moment === "checkpoints" ? "checkpoint" : "reading",
      ] as const,
  ),
  ["searchSvg", () => searchSvg(found, "raet" as "rate", { title: "x", description: "x" }), "rate"],
  ["device", () => device("wsam"), "wasm"],
  ["device, by another name", () => device("gpu"), "webgpu"],
  ["withStatistics", () => withStatistics([{ mean: ones([1]) }], { "0.maen": ones([1]) }), "0.mean"],
  ["replay", () => replay(graph(), defaultBackend(), { wieght: ones([2]) } as never), "weight"],
  ["a kernel's function", () => kernel("values[0] = sqr(2.0);"), "sqrt"],
  ["a kernel's variable", () => kernel("valeus[0] = 2.0;"), "values"],
  [
    "a member of a struct",
    () =>
      compileKernel(`struct Point { width: f32, height: f32 }
        @group(0) @binding(0) var<storage, read_write> points: array<Point>;
        @compute @workgroup_size(1) fn main() { points[0].heigth = 1.0; }`),
    "height",
  ],
  ["a kernel's type", () => kernel("var x: f33 = 2.0; values[0] = x;"), "f32"],
];

async function refusal(call: () => unknown): Promise<Error & { zh?: string }> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was silently accepted");
}

test.each(rows.filter(([, , meant]) => meant !== ""))("%s", async (_, call, meant) => {
  const { message, zh } = await refusal(call);
  expect(message).toContain(`did you mean ${meant}?`);
  expect(zh).toMatch(new RegExp(`是(否|不是)想写 ${meant.replace(".", String.raw`\.`)}？`));
});

test("a callback may have its own functions in addition to its moments", async () => {
  const own: Callback = Object.assign(
    { name: "plot", reading: () => undefined },
    { stop: () => 1, draw: () => 2 },
  );
  expect((await trained({ callbacks: [own] })).finished).toBe(true);
});

test("a tree whose branch has another name gets an error with the right name", () => {
  const other = () => treeMap((a: number, b: number) => a + b, { weight: 1 }, { wieght: 1 } as never);
  expect(other).toThrow('only one tree has "weight" where the other has "wieght"');
});

test("a class that is nearly one of the classes", () => {
  const classes = ["cat", "dgo"];
  expect(() => data.toDataset(table, { x: ["height"], y: "animal", classes })).toThrow(
    'holds "dog", which is not one of the classes "cat", "dgo"; did you mean dgo?',
  );
});

test("no name is suggested that shares nothing with the one given", async () => {
  expect((await refusal(() => device("abacus"))).message).not.toContain("did you mean");
  expect((await refusal(() => data.columnOf(data.table({ a: [1] }), "b"))).message).not.toContain(
    "did you mean",
  );
});
