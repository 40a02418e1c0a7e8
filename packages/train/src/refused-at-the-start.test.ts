import { join } from "node:path";
import { batches, dataset, join as joined, pipeline } from "@downhill/data";
import {
  accuracy,
  batchNorm,
  conv2d,
  dense,
  flatten,
  sequential,
  softmaxCrossEntropy,
  trainApply,
} from "@downhill/nn";
import { gradientDescent } from "@downhill/optimizers";
import { onPlateau } from "@downhill/schedules";
import {
  add,
  argMax,
  concat,
  equal,
  foldIn,
  key,
  mean,
  mul,
  ones,
  square,
  stopGradient,
  sum,
  type Tensor,
  tensor,
} from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { refusal } from "./fixtures/refusal.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { type Callback, checkpoints, disposeTree, feedbackRate, fit, train } from "./index.ts";

const points = (size: number) =>
  dataset({
    x: Float32Array.from({ length: 2 * size }, (_, i) => Math.sin(i)),
    shape: [2],
    y: Int32Array.from({ length: size }, (_, i) => i % 2),
  });

describe("a number that nothing measures", () => {
  const by = (name: string): Callback => feedbackRate(onPlateau({ factor: 0.5 }), { start: 0.1, by: name });
  const options = {
    params: tensor([1]),
    optimizer: gradientDescent(),
    loss: (x: Tensor) => sum(square(x)),
    batchAt: () => null,
    steps: 6,
    every: 2,
  };
  const metrics = () => ({ size: tensor(1) });
  const measured = { every: 3, measure: async () => ({ loss: 1 }) };
  const named = { ...measured, names: ["loss"] };

  /** The options of `train`, the number used, and the number of steps before it is refused; undefined if it is not. */
  const rows: readonly (readonly [what: string, more: object, by: string, after: number | undefined])[] = [
    ["nothing", {}, "loss", undefined],
    ["nothing", {}, "accuracy", 0],
    ["nothing", {}, "validation.loss", 0],
    ["metrics", { metrics }, "size", undefined],
    ["metrics", { metrics }, "accuracy", 2],
    ["metrics", { metrics }, "validation.size", 0],
    ["a validation", { validation: measured }, "validation.loss", undefined],
    ["a validation", { validation: measured }, "validation.accuracy", 3],
    ["a validation", { validation: measured }, "accuracy", 0],
    ["a validation with names", { validation: named }, "validation.loss", undefined],
    ["a validation with names", { validation: named }, "validation.accuracy", 0],
  ];
  test.each(rows)("train with %s (%o), by %s: refused after %s", async (_, more, name, after) => {
    for (const who of ["callback", "checkpoints"]) {
      let steps = 0;
      const counter: Callback = { name: "counter", step: ({ step }) => void (steps = step) };
      const rule = { best: { by: name, mode: "min" } } as const;
      const watching =
        who === "callback"
          ? { callbacks: [counter, by(name)] }
          : {
              callbacks: [counter],
              checkpoint: { every: 9, to: await checkpoints(join(temporaryFolder(), "run"), rule) },
            };
      const run = train({ ...options, ...more, ...watching });
      if (after === undefined) {
        disposeTree([(await run).params]);
        continue;
      }
      const { message } = await refusal(run);
      expect(message).toContain(`uses "${name}", which nothing measures; add it to`);
      expect(message).toContain(
        who === "callback" ? 'the callback "feedback rate"' : "the rule of the checkpoints",
      );
      expect(steps).toBe(after);
    }
  });

  test.each(["accuracy", "validation.loss", "validation.accuracy"])("fit, by %s", async (name) => {
    const model = sequential(dense(2, 2));
    const more = { loss: softmaxCrossEntropy, optimizer: gradientDescent(), steps: 2, callbacks: [by(name)] };
    expect((await refusal(fit(model, points(8), more))).message).toContain(
      `fit: the callback "feedback rate" uses "${name}", which is not measured`,
    );
    const run = await fit(model, points(8), { ...more, metrics: { accuracy }, validation: points(4) });
    expect(run.finished).toBe(true);
  });
});

describe("a loss that does not depend on the parameters", () => {
  const model = sequential(dense(2, 2));
  const x = ones([4, 2]);
  const y = tensor(Int32Array.of(0, 1, 0, 1));
  type P = ReturnType<typeof model.init>;
  const constant = model.init(key(5));
  const losses: readonly (readonly [name: string, reached: boolean, loss: (p: P) => Tensor])[] = [
    ["the model's", true, (p) => softmaxCrossEntropy(model.apply(p, x), y)],
    ["a product with 0", true, (p) => mul(sum(p[0].w), 0)],
    ["one of several", true, (p) => add(mean(x), sum(p[0].b))],
    ["joined to others", true, (p) => sum(concat(p[0].w, x))],
    ["a constant", false, () => mean(x)],
    ["a loss of other parameters", false, () => softmaxCrossEntropy(model.apply(constant, x), y)],
    ["behind stopGradient", false, (p) => softmaxCrossEntropy(stopGradient(model.apply(p, x)), y)],
    ["a share of hits", false, (p) => accuracy(model.apply(p, x), y)],
    ["a mean of hits", false, (p) => mean(equal(argMax(model.apply(p, x)), y))],
  ];
  test.each(losses)("%s: %s", async (_, reached, loss) => {
    let steps = 0;
    const run = train({
      params: model.init(key(0)),
      optimizer: gradientDescent(),
      loss: (params: P) => loss(params),
      batchAt: () => null,
      steps: 3,
      callbacks: [{ name: "counter", step: ({ step }) => void (steps = step) }],
    });
    if (reached) expect((await run).step).toBe(3);
    else {
      const { message } = await refusal(run);
      expect(message).toContain("train: the loss of step 0 does not depend on the parameters");
      expect(steps).toBe(0);
    }
  });
});

describe("a last batch of one row", () => {
  const normed = sequential(dense(2, 3), batchNorm(3), dense(3, 2));
  const plain = sequential(dense(2, 2));
  const options = { loss: softmaxCrossEntropy, optimizer: gradientDescent(), epochs: 2, batchSize: 4 };
  const sentence =
    "fit: 9 examples in batches of 4 leave one row for the last batch of every epoch, and batchNorm(3) cannot train on a single row; drop it with dropLast: true, or choose another batchSize.";

  test("is refused before the first step, and dropLast drops it", async () => {
    let steps = 0;
    const callbacks = [{ name: "counter", step: () => void steps++ }];
    expect((await refusal(fit(normed, points(9), { ...options, callbacks }))).message).toBe(sentence);
    expect(steps).toBe(0);
    for (const [data, more, taken] of [
      [points(9), { dropLast: true }, 4],
      [points(10), {}, 6],
      [points(10), { dropLast: true }, 4],
      [points(8), { dropLast: true }, 4],
    ] as const) {
      expect((await fit(normed, data, { ...options, ...more })).step).toBe(taken);
    }
    expect((await fit(plain, points(9), options)).step).toBe(6);
  });

  test("is fine if a row has many positions", async () => {
    const images = dataset({
      x: new Float32Array(5 * 16).map((_, i) => Math.cos(i)),
      shape: [4, 4, 1],
      y: Int32Array.of(0, 1, 0, 1, 0),
    });
    const model = sequential(conv2d(1, 2, { size: 3 }), batchNorm(2), flatten, dense(8, 2));
    expect((await fit(model, images, options)).step).toBe(4);
  });

  test("in custom batches, the layer's own error names dropLast", async () => {
    const at = { size: 4, key: key(0), epochs: 1 };
    const cut = batches(points(9), at);
    await expect(fit(normed, cut, { ...options, epochs: 1 })).rejects.toThrow("dropLast: true");
    expect(
      (await fit(normed, batches(points(9), { ...at, dropLast: true }), { ...options, epochs: 1 })).step,
    ).toBe(2);
    const piped = (dropLast: boolean) => pipeline(points(9)).batch(4, { dropLast }).map(joined);
    const { epochs: _, ...rest } = options;
    await expect(fit(normed, piped(false), { ...rest, steps: 3 })).rejects.toThrow("dropLast: true");
    expect((await fit(normed, piped(true), { ...rest, steps: 2 })).step).toBe(2);
    for (const data of [cut, piped(true)]) {
      const { message } = await refusal(fit(normed, data, { ...rest, steps: 2, dropLast: true }));
      expect(message).toMatch(/^fit: dropLast is for a data set, .* batches\(data, .*dropLast: true/);
    }
  });

  test("is reported by the layer too", () => {
    const params = normed.init(key(0));
    expect(() => trainApply(normed, params, ones([1, 2]), foldIn(key(0), 1))).toThrow(
      "and drop a last batch of one row with dropLast: true",
    );
  });
});

test("a checkpoint with a non-finite loss is not written: the one before stays, and is named", async () => {
  const path = join(temporaryFolder(), "run");
  const to = await checkpoints(path, { last: 1 });
  const run = train({
    params: tensor([1]),
    // The fourth step goes so far that the parameter is finite and its square is not.
    optimizer: gradientDescent({ learningRate: (step) => (step === 3 ? 1e200 : 1e-3) }),
    loss: (x: Tensor) => sum(square(x)),
    batchAt: () => null,
    steps: 20,
    every: 50,
    checkpoint: { to, every: 2 },
  });
  const { message } = await refusal(run);
  expect(message).toMatch(
    /at step 4: the first infinity came from square near parameter "params".*\(step 2\)/,
  );
  expect(to.list().map(({ step }) => step)).toEqual([2]);
});
