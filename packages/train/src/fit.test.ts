import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { batches, dataset, join as joined, pipeline, rows, table, toTensors } from "@downhill/data";
import {
  accuracy,
  activation,
  batchNorm,
  confusionMatrix,
  dense,
  dropout,
  meanSquaredError,
  relu,
  rSquared,
  sequential,
  softmaxCrossEntropy,
} from "@downhill/nn";
import { adam, gradientDescent } from "@downhill/optimizers";
import { l2 } from "@downhill/regularizers";
import {
  type Backend,
  device,
  key,
  log,
  mul,
  reference,
  reshape,
  sum,
  type Tensor,
  uniform,
  useBackend,
} from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { refusal } from "./fixtures/refusal.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import {
  type Callback,
  CheckpointError,
  disposeTree,
  evaluate,
  fit,
  type FitOptions,
  type Walkable,
} from "./index.ts";
import { tensorsOf } from "./state.ts";

const noise = await uniform(key(7), [120, 2], -0.4, 0.4).data();
/** Three noisy classes in the plane. */
const points = (from: number, count: number) => {
  const y = Int32Array.from({ length: count }, (_, i) => (from + i) % 3);
  const x = Float32Array.from(
    { length: 2 * count },
    (_, i) => noise[2 * from + i]! + Number(y[i >> 1] === i % 2),
  );
  return dataset({ x, shape: [2], y });
};
const [seen, unseen] = [points(0, 90), points(90, 30)];
const model = () => sequential(dense(2, 8), batchNorm(8), relu, dropout(0.1), dense(8, 3));
type P = ReturnType<ReturnType<typeof model>["init"]>;

const options = {
  loss: softmaxCrossEntropy,
  optimizer: adam({ learningRate: 0.02 }),
  metrics: { accuracy },
  batchSize: 16,
  seed: 3,
};

const bits = async (tree: unknown): Promise<readonly (readonly number[])[]> =>
  Promise.all(tensorsOf(tree).map(async (t) => Array.from(await t.data())));

const backends: Backend[] = [reference, await device("wasm")];

describe.each(backends)("on $name", (backend) => {
  test("a model learns, its statistics move, and only the parameters and the state remain", async () => {
    using _ = useBackend(backend);
    const before = backend.live();
    const run = await fit(model(), seen, { ...options, epochs: 12, validation: unseen });
    expect(run).toMatchObject({ step: 72, finished: true, stoppedBy: undefined, bestStep: 72 });
    const last = run.history.at(-1)!.metrics;
    expect(last["validation.accuracy"]).toBeGreaterThan(0.8);
    expect(last["validation.accuracy"]).toBeCloseTo(
      await evaluate((x) => model().apply(run.params, x), unseen),
      6,
    );
    const [, norm] = run.params as unknown as [unknown, Record<string, Tensor>];
    expect((await norm["mean"]!.data()).some((value) => Math.abs(value) > 0.01)).toBe(true);
    disposeTree([run.params, run.state]);
    expect(backend.live()).toBe(before);
  });

  test("stopped anywhere by a signal and resumed, it gives the bits of an uninterrupted run", async () => {
    using _ = useBackend(backend);
    const folder = join(temporaryFolder(), "run");
    const more = { ...options, epochs: 4, every: 5, validation: unseen, validateEvery: 8 };
    const whole = await fit(model(), seen, more);
    const before = backend.live();
    for (const stop of [7, 8, 17]) {
      const controller = new AbortController();
      const stopper: Callback = {
        name: "hand",
        step: ({ step }) => void (step === stop && controller.abort()),
      };
      const part = await fit(model(), seen, {
        ...more,
        checkpoints: { folder, every: 100 },
        resume: true,
        callbacks: [stopper],
        signal: controller.signal,
      });
      expect(part).toMatchObject({ step: stop, finished: false, stoppedBy: "signal" });
      disposeTree([part.params, part.state]);
    }
    const rest = await fit(model(), seen, { ...more, checkpoints: { folder }, resume: true });
    expect(await bits([rest.params, rest.state])).toEqual(await bits([whole.params, whole.state]));
    expect(rest.history).toEqual(whole.history);
    disposeTree([rest.params, rest.state]);
    expect(backend.live()).toBe(before);
  });
});

test("a different seed gives a different run; the caller keeps ownership of its tensors", async () => {
  const before = reference.live();
  const params = model().init(key(9));
  const held = reference.live();
  const [one, other] = [
    await fit(model(), seen, { ...options, params, steps: 3 }),
    await fit(model(), seen, { ...options, params, steps: 3, seed: 4 }),
  ];
  expect(await bits(one.params)).not.toEqual(await bits(other.params));
  disposeTree([one.params, one.state, other.params, other.state]);
  expect(reference.live()).toBe(held);
  expect(tensorsOf(params).some(({ disposed }) => disposed)).toBe(false);
  disposeTree(params);
  expect(reference.live()).toBe(before);
});

test("batches, rows of any form and a penalty: data other than a data set can be trained on as well", async () => {
  const line = dense(1, 1);
  const squares: FitOptions<ReturnType<typeof line.init>, unknown, number> = {
    loss: meanSquaredError,
    optimizer: gradientDescent({ learningRate: 0.1 }),
    toTensors: (n) => ({ x: full(n), y: full(2 * n) }),
    validation: [1, 2],
    validateEvery: 50,
    steps: 100,
  };
  const run = await fit(line, { batchAt: (step) => (step % 5) / 2 }, squares);
  expect(run.history.at(-1)!.metrics["validation.loss"]).toBeLessThan(0.01);
  const held = await fit(
    line,
    { batchAt: (step) => (step % 5) / 2 },
    { ...squares, penalty: (p) => l2(1)(p) },
  );
  expect(Math.abs(await held.params.w.item())).toBeLessThan(Math.abs(await run.params.w.item()));
  const byBatches = batches(seen, { size: 30, key: key(0), epochs: 2 });
  expect((await fit(model(), byBatches, options)).step).toBe(6);
});
const full = (value: number): Tensor => reshape(mul(uniform(key(0), [1], value, value), 1), [1, 1]);

test("a pipeline continues from its position in the data", async () => {
  const folder = join(temporaryFolder(), "run");
  const stream = () =>
    pipeline(seen)
      .shuffle({ buffer: 32, key: key(2) })
      .batch(16)
      .map(joined)
      .repeat(4);
  const whole = await fit(model(), stream(), { ...options, steps: 20 });
  for (const steps of [5, 13, 20]) {
    const part = await fit(model(), stream(), { ...options, steps, checkpoints: { folder }, resume: true });
    if (steps === 20) expect(await bits(part.params)).toEqual(await bits(whole.params));
  }
});

test("the validation is the mean over rows, whatever the batches", async () => {
  const found = new Set<string>();
  for (const batchSize of [7, 16, 30]) {
    const run = await fit(model(), seen, { ...options, steps: 0, batchSize, params: model().init(key(1)) });
    expect(run.history).toEqual([]);
    const one = await fit(model(), batches(seen, { size: 16, key: key(1), epochs: 1 }), {
      ...options,
      batchSize,
      validation: unseen,
      steps: 1,
      validateEvery: 1,
    });
    found.add(one.history[0]!.metrics["validation.loss"]!.toFixed(12));
  }
  expect(found.size).toBe(1);
});

describe("early stopping", () => {
  // The validation set has the labels of other points: the better the model memorises, the worse it gets.
  const wrong = dataset({ x: rows(unseen).x, shape: [2], y: unseen.y.map((label) => (label + 1) % 3) });
  const stopping = { ...options, epochs: 50, validation: wrong, earlyStopping: { patience: 3 } };

  test("stops, and returns the best parameters", async () => {
    const before = reference.live();
    const run = await fit(model(), seen, stopping);
    expect(run).toMatchObject({ finished: false, stoppedBy: "early stopping", step: run.bestStep + 3 * 6 });
    const losses = run.history.flatMap(({ metrics }) => metrics["validation.loss"] ?? []);
    const loss = await evaluate((x) => model().apply(run.params, x), wrong, { metric: softmaxCrossEntropy });
    expect(loss).toBeCloseTo(Math.min(...losses), 12);
    disposeTree([run.params, run.state]);
    expect(reference.live()).toBe(before);
  });

  test("survives a stop: the best parameters come back from their checkpoint, which is kept", async () => {
    const folder = join(temporaryFolder(), "run");
    const checkpoints = { folder, every: 2, last: 1 };
    const whole = await fit(model(), seen, stopping);
    const stop: Callback = {
      name: "hand",
      step: ({ step }) => (step === whole.bestStep + 5 ? "stop" : undefined),
    };
    const part = await fit(model(), seen, { ...stopping, checkpoints, callbacks: [stop] });
    expect(part).toMatchObject({ stoppedBy: "hand", bestStep: whole.bestStep });
    for (const _ of [1, 2]) {
      const rest = await fit(model(), seen, { ...stopping, checkpoints, resume: true });
      expect(rest).toMatchObject({ step: whole.step, stoppedBy: "early stopping", bestStep: whole.bestStep });
      expect(await bits(rest.params)).toEqual(await bits(whole.params));
    }
  });
});

test("if the checkpoint of the best parameters is damaged, this is reported, and the run continues", async () => {
  const folder = join(temporaryFolder(), "run");
  const stop: Callback = { name: "hand", step: ({ step }) => (step === 9 ? "stop" : undefined) };
  const stopping = { ...options, earlyStopping: { patience: 9 }, validation: unseen, validateEvery: 4 };
  const part = await fit(model(), seen, {
    ...stopping,
    epochs: 2,
    checkpoints: { folder, last: 1 },
    callbacks: [stop],
  });
  const path = join(folder, `step-00000000${part.bestStep}.safetensors`);
  writeFileSync(path, "damaged");
  const heard: string[] = [];
  const log: Callback = {
    name: "log",
    begin: ({ passedOver }) => void heard.push(...passedOver.map(String)),
  };
  const rest = await fit(model(), seen, {
    ...stopping,
    epochs: 2,
    checkpoints: { folder },
    resume: true,
    callbacks: [log],
  });
  expect(rest).toMatchObject({ step: 12, finished: true });
  expect(heard.join()).toContain(path);
  expect(rest.passedOver).toHaveLength(1);
});

describe("callbacks", () => {
  test("are called at every moment, in order", async () => {
    const heard: string[] = [];
    const note =
      (what: string) =>
      ({ step }: { readonly step: number }): void =>
        void heard.push(`${what} ${step}`);
    await fit(model(), seen, {
      ...options,
      batchSize: 45,
      epochs: 2,
      every: 3,
      validation: unseen,
      checkpoints: { folder: join(temporaryFolder(), "run") },
      callbacks: [
        {
          name: "notes",
          begin: note("begin"),
          step: note("step"),
          reading: note("reading"),
          validation: note("validation"),
          epoch: ({ epoch }) => void heard.push(`epoch ${epoch}`),
          checkpoint: note("checkpoint"),
          end: note("end"),
        },
      ],
    });
    expect(heard.join(", ")).toBe(
      "begin 0, step 1, step 2, reading 2, validation 2, epoch 1, checkpoint 2, step 3, reading 3, step 4, reading 4, validation 4, epoch 2, checkpoint 4, end 4",
    );
  });

  test("may ask to stop, with a checkpoint", async () => {
    const folder = join(temporaryFolder(), "run");
    const enough: Callback = { name: "enough", reading: async ({ loss }) => (loss < 1 ? "stop" : undefined) };
    const run = await fit(model(), seen, {
      ...options,
      epochs: 20,
      every: 1,
      checkpoints: { folder },
      callbacks: [enough],
    });
    expect(run).toMatchObject({ finished: false, stoppedBy: "enough" });
    expect(run.history.filter(({ loss }) => loss < 1)).toHaveLength(1);
    const again = await fit(model(), seen, {
      ...options,
      steps: run.step,
      checkpoints: { folder },
      resume: true,
    });
    expect(await bits(again.params)).toEqual(await bits(run.params));
  });

  test("that throw are named, with the moment, the step and the last checkpoint; nothing leaks", async () => {
    const folder = join(temporaryFolder(), "run");
    const broken: Callback = {
      name: "plot",
      step({ step }) {
        if (step === 7) throw new TypeError("no pen");
      },
    };
    const before = reference.live();
    const first = await fit(model(), seen, {
      ...options,
      checkpoints: { folder, every: 3 },
      callbacks: [broken],
    });
    disposeTree([first.params, first.state]);
    const error = await refusal(
      fit(model(), seen, {
        ...options,
        epochs: 2,
        checkpoints: { folder },
        resume: true,
        callbacks: [broken],
      }),
    );
    const path = join(folder, "step-000000006.safetensors");
    expect(error.message).toBe(
      `train: the callback "plot" failed at the moment "step" after 7 steps (no pen); fix it, and continue from ${path} (step 6).`,
    );
    expect(error.cause).toBeInstanceOf(TypeError);
    expect(reference.live()).toBe(before);
  });

  test("with the same name are refused", async () => {
    const twice: Callback = { name: "log" };
    expect((await refusal(fit(model(), seen, { ...options, callbacks: [twice, twice] }))).message).toMatch(
      /two callbacks are named "log"/,
    );
  });
});

test("a loss that is not finite names the step and the last checkpoint, in both languages", async () => {
  const folder = join(temporaryFolder(), "run");
  const before = reference.live();
  const batchAt = (step: number) => {
    const batch = rows(seen, { at: [step, step + 1, step + 2] });
    return step === 8 ? { ...batch, x: batch.x.map((value, i) => (i === 4 ? NaN : value)) } : batch;
  };
  const error = await refusal(
    fit(
      model(),
      { batchAt },
      {
        ...options,
        steps: 20,
        checkpoints: { folder, every: 4, best: { by: "loss" } },
      },
    ),
  );
  const path = join(folder, "step-000000008.safetensors");
  expect(error.message).toContain(
    `no longer a finite number at step 8: the first NaN was in an input of matmul near parameter "0.w", and no operation produced it; continue from ${path} (step 8)`,
  );
  expect(error.zh).toContain(`从 ${path}（第 8 步）继续`);
  expect(reference.live()).toBe(before);
});

test("a validation that is not finite is noticed", async () => {
  const error = await refusal(
    fit(model(), seen, { ...options, metrics: { odd: (p) => sum(log(mul(p, 0))) }, validation: unseen }),
  );
  expect(error.message).toMatch(/the values of validation\.odd are no longer a finite number at step 6/);
});

test("invalid options are refused with the remedy", async () => {
  const folder = join(temporaryFolder(), "run");
  const say = async (
    more: Partial<FitOptions<P, unknown, never>>,
    data: Parameters<typeof fit<P, unknown>>[1] = seen,
  ) => (await refusal(fit(model(), data, { ...options, ...(more as object) }))).message;
  expect(await say({ steps: 2, epochs: 2 })).toMatch(/steps and epochs are both given/);
  expect(await say({ steps: -1 })).toBe("fit: steps is -1; give a whole number of at least 0.");
  expect(await say({ epochs: 1.5 })).toMatch(/epochs is 1\.5/);
  expect(await say({ batchSize: 0 })).toMatch(/batchSize is 0/);
  expect(await say({ seed: -1 })).toMatch(/seed is -1/);
  expect(await say({ validateEvery: 0, validation: unseen })).toMatch(/validateEvery is 0/);
  expect(await say({ resume: true })).toMatch(/nothing to resume from; add checkpoints/);
  expect(await say({ earlyStopping: {} })).toMatch(/uses "validation\.loss", which is not measured/);
  expect(await say({ earlyStopping: { by: "accuracy", mode: "max", restoreBest: true } })).toMatch(
    /cannot restore/,
  );
  expect(await say({ checkpoints: { folder, best: { by: "accuracy" } } })).toMatch(
    /add mode: "min".*or mode: "max"/,
  );
  const unknown = { by: "loss", mode: "less" as "min" };
  expect(await say({ checkpoints: { folder, best: unknown } })).toMatch(
    /mode "less" is unknown; choose among min, max/,
  );
  expect(await say({ checkpoints: { folder, last: 0 } })).toMatch(/last is 0/);
  expect(await say({ metrics: { loss: accuracy } })).toMatch(/a metric may not be named "loss"/);
  const some = { batchAt: () => rows(seen) };
  expect(await say({}, some)).toMatch(/give steps instead of epochs/);
  expect(await say({ steps: 9 }, { ...some, steps: 4 })).toMatch(/the batches end after 4/);
  const short: Walkable<never> = {
    walk: () => ({ position: 0, next: async () => ({ done: true, value: undefined }) }),
  };
  expect(await say({ steps: 9 }, short)).toMatch(/the data ended after 0 steps/);
  expect(await say({ loss: undefined } as never)).toMatch(/need a loss and an optimizer/);
  expect(await say({ validation: {} as never })).toMatch(/validation is neither a data set nor/);
  const ever = pipeline(seen).batch(4).map(joined).repeat();
  expect(await say({ validation: ever as never })).toMatch(/repeats endlessly/);
  expect(await say({}, table({ a: [1] }) as never)).toMatch(
    /a table; turn it into a data set with toDataset/,
  );
  expect(await say({}, null as never)).toMatch(/not a data set, batches or a pipeline/);
  expect(await say({}, { ...seen, y: seen.y.map((label) => label + 1) })).toMatch(
    /a label 3 at step 0.*have only 3 classes, 0 to 2; number the classes from 0/,
  );
  expect(await say({ checkpoints: { folder: "" } })).toMatch(/checkpoints has no folder/);
  expect(await say({ earlyStopping: { patience: 0 }, validation: unseen })).toMatch(
    /earlyStopping\.patience is 0/,
  );
  expect(await say({ earlyStopping: { minDelta: NaN }, validation: unseen })).toMatch(/minDelta is NaN/);
  expect(await say({ metrics: { confusionMatrix } })).toMatch(/"confusionMatrix" returns a tensor \[3,3\]/);
  expect(await say({ metrics: { odd: () => 3 as never } })).toMatch(
    /"odd" returns a number instead of a tensor/,
  );
  const generator = (function* () {})();
  expect(await say({ validation: generator })).toMatch(/the set has no rows/);
});

test("a folder that holds a run is neither overwritten nor mixed with another", async () => {
  const checkpoints = { folder: join(temporaryFolder(), "run") };
  await fit(model(), seen, { ...options, steps: 4, checkpoints: { ...checkpoints, every: 2 } });
  expect((await refusal(fit(model(), seen, { ...options, checkpoints }))).message).toMatch(
    /already holds a run of 4 steps; add resume: true/,
  );
  const other = await refusal(fit(model(), seen, { ...options, checkpoints, resume: true, seed: 4 }));
  expect(other).toBeInstanceOf(CheckpointError);
  expect(other.message).toMatch(/written with seed 3, and this run has 4/);
  const again = (data: Parameters<typeof fit<P, unknown>>[1]) =>
    refusal(fit(model(), data, { ...options, steps: 9, checkpoints, resume: true }));
  // The same number of examples with one label changed; the same examples as a pipeline.
  expect((await again({ ...seen, y: seen.y.with(0, 2) })).message).toMatch(/written with data 90 examples/);
  const piped = pipeline(seen).batch(16).map(joined).repeat();
  expect((await again(piped)).message).toMatch(/this run has a pipeline/);
});

test("two runs in one folder do not remove each other's checkpoints: the one that notices stops, and names the folder", async () => {
  const checkpoints = { folder: join(temporaryFolder(), "run"), every: 2 };
  const other: Callback = {
    name: "other",
    async step({ step }) {
      if (step === 5) await fit(model(), seen, { ...options, steps: 6, checkpoints, resume: true });
    },
  };
  const error = await refusal(fit(model(), seen, { ...options, checkpoints, callbacks: [other] }));
  expect(error.message).toBe(
    `${checkpoints.folder}: another run has written checkpoints here since this one began; give each run its own folder.`,
  );
});

test("metrics that are not means over rows are computed on the whole validation set, whatever the batches", async () => {
  const line = sequential(
    dense(2, 1),
    activation("one number", (x) => reshape(x, [x.shape[0]!])),
  );
  const target = (count: number) =>
    dataset({ ...points(0, count), y: Float32Array.from({ length: count }, (_, i) => Math.cos(i)) });
  const [train, validation] = [target(60), target(31)];
  const found = new Set<string>();
  for (const batchSize of [1, 4, 31]) {
    const run = await fit(line, train, {
      loss: meanSquaredError,
      metrics: { rSquared },
      optimizer: gradientDescent({ learningRate: 1e-12 }),
      batchSize,
      steps: 1,
      validation,
    });
    found.add(run.history[0]!.metrics["validation.rSquared"]!.toFixed(6));
    const whole = await evaluate((x) => line.apply(run.params, x), validation, { metric: rSquared });
    found.add(whole.toFixed(6));
    const { x, y } = toTensors(rows(validation));
    found.add((await rSquared(line.apply(run.params, x), y).item()).toFixed(6));
  }
  expect(found.size).toBe(1);
});
