import { readdirSync } from "node:fs";
import { join } from "node:path";
import { batches, dataset, toTensors, type Batch } from "@downhill/data";
import { accuracy, dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam, chain, clipByGlobalNorm, gradientDescent, type Transform } from "@downhill/optimizers";
import {
  type Backend,
  device,
  key,
  log,
  mul,
  square,
  sqrt,
  sum,
  type Tensor,
  tensor,
  uniform,
  useBackend,
} from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  disposeTree,
  loadCheckpoint,
  NonFiniteLossError,
  type Observer,
  type Report,
  train,
} from "./index.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { tensorsOf } from "./state.ts";

const backends = [await device("reference"), await device("wasm")];

/** Three noisy classes in the plane, and a network small enough for float64 loops. */
async function setUp(backend: Backend) {
  using _ = useBackend(backend);
  const noise = await uniform(key(7), [90, 2], -0.4, 0.4).data();
  const y = Int32Array.from({ length: 90 }, (_, i) => i % 3);
  const x = Float32Array.from(noise, (n, i) => n + Number(y[i >> 1] === i % 2));
  const data = batches(dataset({ x, shape: [2], y }), { size: 16, key: key(1), epochs: Infinity });
  const model = sequential(dense(2, 8), relu, dense(8, 3));
  const optimizer = chain(clipByGlobalNorm(1), adam({ learningRate: 0.02 }));
  return {
    params: model.init(key(0)),
    optimizer,
    loss: (params: Parameters<typeof model.apply>[0], batch: Batch) => {
      const { x, y } = toTensors(batch);
      return softmaxCrossEntropy(model.apply(params, x), y);
    },
    metrics: (params: Parameters<typeof model.apply>[0], batch: Batch) => {
      const { x, y } = toTensors(batch);
      return { accuracy: accuracy(model.apply(params, x), y) };
    },
    batchAt: (step: number) => data.batchAt(step),
  };
}

const bits = async (tree: unknown): Promise<readonly (readonly number[])[]> =>
  Promise.all(tensorsOf(tree).map(async (t) => Array.from(await t.data())));

describe.each(backends)("on $name", (backend) => {
  test("the loss falls, and the number of tensors held stays the same", async () => {
    using _ = useBackend(backend);
    const options = await setUp(backend);
    const held: number[] = [];
    const batchAt = (step: number) => {
      held.push(backend.live());
      return options.batchAt(step);
    };
    const before = backend.live();
    const run = await train({ ...options, batchAt, steps: 60, every: 7 });
    expect(new Set(held.slice(10)).size).toBe(1);
    expect(run.history.at(-1)!.loss).toBeLessThan(0.8 * run.history[0]!.loss);
    expect(run.history.at(-1)!.metrics["accuracy"]).toBeGreaterThan(0.7);
    expect(run).toMatchObject({ step: 60, finished: true });
    disposeTree([run.params, run.state]);
    expect(backend.live()).toBe(before);
    expect(tensorsOf(options.params).some((t) => t.disposed)).toBe(false);
  });

  test("ten steps equal five, a save, a load and five more, bit for bit", async () => {
    using _ = useBackend(backend);
    const options = await setUp(backend);
    const path = join(temporaryFolder(), "run.safetensors");
    const whole = await train({ ...options, steps: 10, every: 5 });
    const half = await train({ ...options, steps: 5, every: 5, checkpoint: { path, every: 5 } });
    disposeTree([half.params, half.state]);
    const loaded = await loadCheckpoint(path, options);
    expect(loaded.step).toBe(5);
    const rest = await train({ ...options, ...loaded, steps: 10, every: 5 });
    expect(await bits([rest.params, rest.state])).toEqual(await bits([whole.params, whole.state]));
    expect(rest.history).toEqual(whole.history);
    expect(await bits(whole.params)).not.toEqual(await bits(loaded.params));
  });

  test("a loss that is not finite is reported with its step, although it is read later", async () => {
    using _ = useBackend(backend);
    const x = tensor([1]);
    const loss = (p: Tensor, factor: number) => sum(square(mul(log(mul(p, factor)), 0.01)));
    const path = join(temporaryFolder(), "run.safetensors");
    const before = backend.live();
    const failing = train({
      params: x,
      optimizer: gradientDescent({ learningRate: 0.1 }),
      loss,
      batchAt: (step) => (step === 7 ? -1 : 1.5),
      steps: 20,
      every: 10,
      checkpoint: { path, every: 5 },
    });
    const error = await failing.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(NonFiniteLossError);
    expect((error as Error).message).toBe(
      `train: the loss is no longer a finite number at step 7: the first NaN came from log near parameter "params", in the forward pass; continue from ${path} (step 5) with a smaller learning rate, and check the data for NaN.`,
    );
    expect((error as NonFiniteLossError).zh).toContain("第 7 步");
    expect(error).toMatchObject({ step: 7, checkpoint: { path, step: 5 } });
    expect(backend.live()).toBe(before);
  });
});

test("a state with an infinity in it is never saved over a good checkpoint", async () => {
  const path = join(temporaryFolder(), "run.safetensors");
  const optimizer: Transform<[]> = { name: "ascent", init: () => [], update: (g, s) => [g, s] };
  const params = { x: tensor([0]) };
  const failing = train({
    params,
    optimizer,
    // At 0 the slope of √x is infinite and its value is not: only the parameters show it.
    loss: ({ x }, step: number) => sum(step === 3 ? sqrt(x) : mul(x, 0)),
    batchAt: (step) => step,
    steps: 4,
    every: 100,
    checkpoint: { path, every: 2 },
  });
  await expect(failing).rejects.toThrow(
    /the values of params\.x are no longer .* at step 4: .* the gradient of sqrt .*; .*\(step 2\)/,
  );
  expect((await loadCheckpoint(path, { params, optimizer })).step).toBe(2);
});

test("an abort stops at a step boundary and leaves a checkpoint to continue from", async () => {
  const options = await setUp(backends[0]!);
  const at = temporaryFolder();
  const path = join(at, "run.safetensors");
  const controller = new AbortController();
  const batchAt = (step: number) => {
    if (step === 12) controller.abort();
    return options.batchAt(step);
  };
  const run = await train({
    ...options,
    batchAt,
    steps: 1000,
    every: 5,
    checkpoint: { path, every: 500 },
    signal: controller.signal,
  });
  expect(run).toMatchObject({ step: 13, finished: false });
  expect(readdirSync(at)).toEqual(["run.safetensors"]);
  const loaded = await loadCheckpoint(path, options);
  expect(loaded.step).toBe(13);
  expect(loaded.history).toEqual(run.history);
  expect(await bits(loaded.params)).toEqual(await bits(run.params));
});

test("neither the frequency of checkpoints nor a stop between two readings changes anything", async () => {
  const options = await setUp(backends[0]!);
  const whole = await train({ ...options, steps: 20, every: 6 });
  const path = join(temporaryFolder(), "run.safetensors");
  const stop = {
    name: "hand",
    step: ({ step }: { readonly step: number }) => (step === 9 ? "stop" : undefined),
  } as const;
  const part = await train({
    ...options,
    steps: 20,
    every: 6,
    checkpoint: { path, every: 4 },
    callbacks: [stop],
  });
  expect(part).toMatchObject({ step: 9, finished: false, stoppedBy: "hand" });
  const spread = await train({ ...options, ...part, steps: 20, every: 6 });
  const loaded = await train({ ...options, ...(await loadCheckpoint(path, options)), steps: 20, every: 6 });
  for (const run of [spread, loaded]) {
    expect(run.history).toEqual(whole.history);
    expect(await bits([run.params, run.state])).toEqual(await bits([whole.params, whole.state]));
  }
});

test("a metric that is NaN is still NaN after a resume", async () => {
  const options = await setUp(backends[0]!);
  const path = join(temporaryFolder(), "run.safetensors");
  const odd = { ...options, metrics: () => ({ odd: log(tensor(-1)) }) };
  await train({ ...odd, steps: 2, every: 1, checkpoint: { path, every: 2 } });
  const { history } = await loadCheckpoint(path, odd);
  expect(history.map(({ metrics }) => metrics["odd"])).toEqual([NaN, NaN]);
});

test("a run lets a timer abort it, so Ctrl-C takes effect", async () => {
  const options = await setUp(backends[0]!);
  const run = await train({ ...options, steps: 1_000_000, signal: AbortSignal.timeout(150) });
  expect(run.finished).toBe(false);
  expect(run.step).toBeGreaterThan(0);
});

test("observers receive every reading: step, loss, metrics, time", async () => {
  const options = await setUp(backends[0]!);
  const reports: Report[] = [];
  const observer: Observer = async (report) => {
    await Promise.resolve();
    reports.push(report);
  };
  await train({ ...options, steps: 10, every: 4, observe: [observer] });
  expect(reports.map(({ step }) => step)).toEqual([4, 8, 10]);
  expect(reports.at(-1)).toMatchObject({ steps: 10, taken: 10 });
  expect(reports.every(({ seconds }) => seconds > 0)).toBe(true);
});

test("a reading is the mean of the losses since the previous one", async () => {
  const run = await train({
    params: tensor([1]),
    optimizer: gradientDescent({ learningRate: 1e-9 }),
    loss: (x, factor: number) => sum(mul(x, factor)),
    batchAt: (step) => step,
    steps: 6,
    every: 3,
  });
  expect(run.history[0]!.loss).toBeCloseTo(1, 6);
  expect(run.history[1]!.loss).toBeCloseTo(4, 6);
});

test("the error for an invalid count names it", async () => {
  const options = await setUp(backends[0]!);
  await expect(train({ ...options, steps: 1.5 })).rejects.toThrow(
    "train: steps is 1.5; give a whole number of at least 0",
  );
  await expect(train({ ...options, steps: 5, every: 0 })).rejects.toThrow("train: every is 0");
  await expect(train({ ...options, steps: 5, step: NaN })).rejects.toThrow("train: step is NaN");
});
