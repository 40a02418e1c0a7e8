import { readdirSync } from "node:fs";
import { join } from "node:path";
import { dataset, rows } from "@downhill/data";
import { dense, meanSquaredError, sequential } from "@downhill/nn";
import { adam, gradientDescent, momentum, type Transform } from "@downhill/optimizers";
import { reference, reshape, type Tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { type BackOff, disposeTree, fit, NonFiniteLossError, type TrainingError } from "./index.ts";
import { tensorsOf } from "./state.ts";

const points = dataset({
  x: Float32Array.from({ length: 12 }, (_, i) => Math.sin(i)),
  shape: [1],
  y: Float32Array.from({ length: 12 }, (_, i) => 2 * Math.sin(i)),
});
const model = sequential(dense(1, 1));
const options = {
  loss: (p: Tensor, y: Tensor): Tensor => meanSquaredError(p, reshape(y, p.shape)),
  batchSize: 4,
  epochs: 8,
  every: 1,
};
const refused = async (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => new Error("nothing was refused"),
    (error: unknown) => error as Error,
  );
const numbers = async (tree: unknown): Promise<number[]> =>
  (await Promise.all(tensorsOf(tree).map((t) => t.data()))).flatMap((data) => [...data]);

test("a run that diverges goes back and continues with half the rate, until it stays finite", async () => {
  using _on = useBackend(reference);
  const before = reference.live();
  const folder = join(temporaryFolder(), "run");
  const seen: (readonly [step: number, times: number])[] = [];
  const run = await fit(model, points, {
    ...options,
    optimizer: gradientDescent({ learningRate: 1e160 }),
    backOff: { factor: 1e-160, times: 2 },
    checkpoints: { folder, every: 2 },
    callbacks: [{ name: "log", begin: ({ step, backedOff }) => void seen.push([step, backedOff.length]) }],
  });
  expect(run.finished).toBe(true);
  expect(run.history.at(-1)!.loss).toBeLessThan(run.history[0]!.loss);
  expect(run.backedOff).toHaveLength(1);
  expect(run.backedOff[0]).toBeInstanceOf(NonFiniteLossError);
  expect(seen).toEqual([
    [0, 0],
    [run.backedOff[0]!.checkpoint?.step ?? 0, 1],
  ]);
  expect(run.history.map(({ step }) => step)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));

  // After the checkpoint at step 0, the run equals one with this rate from the start.
  const plain = await fit(model, points, { ...options, optimizer: gradientDescent({ learningRate: 1 }) });
  const [found, expected] = [await numbers(run.params), await numbers(plain.params)];
  expected.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThan(1e-12));
  disposeTree([run.params, run.state, plain.params, plain.state]);
  expect(reference.live()).toBe(before);
});

test("killed after it went back, it continues with the lowered rate, bit for bit", async () => {
  using _on = useBackend(reference);
  const folder = () => join(temporaryFolder(), "run");
  const more = {
    ...options,
    optimizer: momentum({ learningRate: 1e160 }),
    backOff: { factor: 1e-161, times: 1 },
  };
  const whole = await fit(model, points, { ...more, checkpoints: { folder: folder(), every: 2 } });
  const at = { folder: folder(), every: 2 };
  const stop = {
    name: "hand",
    step: ({ step }: { step: number }) => (step === 9 ? "stop" : undefined),
  } as const;
  const part = await fit(model, points, { ...more, checkpoints: at, callbacks: [stop] });
  expect(part).toMatchObject({ step: 9, finished: false });
  const rest = await fit(model, points, { ...more, checkpoints: at, resume: true });
  expect(rest.backedOff).toEqual([]);
  expect(await numbers([rest.params, rest.state])).toEqual(await numbers([whole.params, whole.state]));
  expect(rest.history).toEqual(whole.history);
});

test("an error in the data remains: after the given number of times the error is thrown, and the good checkpoint is still there", async () => {
  using _on = useBackend(reference);
  const before = reference.live();
  const folder = join(temporaryFolder(), "run");
  const batchAt = (step: number) => {
    const batch = rows(points, { at: [step % 12] });
    return step === 5 ? { ...batch, x: Float32Array.of(NaN) } : batch;
  };
  const begins: number[] = [];
  const { epochs: _, ...rest } = options;
  const error = await refused(
    fit(
      model,
      { batchAt },
      {
        ...rest,
        optimizer: adam(),
        steps: 10,
        backOff: { times: 2 },
        checkpoints: { folder, every: 2 },
        callbacks: [{ name: "log", begin: ({ step }) => void begins.push(step) }],
      },
    ),
  );
  expect(error).toBeInstanceOf(NonFiniteLossError);
  expect(error).toMatchObject({ step: 5, checkpoint: { step: 4 }, origin: { given: true, op: "matmul" } });
  expect(begins).toEqual([0, 4, 4]);
  expect(
    readdirSync(folder)
      .filter((name) => name.startsWith("step"))
      .at(-1),
  ).toBe("step-000000004.safetensors");
  expect(reference.live()).toBe(before);
});

const folder = "never made";
const wrong: readonly (readonly [options: object, sentence: string])[] = [
  [{ backOff: {} }, "fit: backOff needs a checkpoint to go back to; add checkpoints"],
  [
    { backOff: { factor: 1 }, checkpoints: { folder } },
    "fit: backOff.factor is 1; the rate is multiplied by it",
  ],
  [{ backOff: { factor: NaN }, checkpoints: { folder } }, "fit: backOff.factor is NaN"],
  [
    { backOff: { times: 0 }, checkpoints: { folder } },
    "fit: backOff.times is 0; give a whole number of at least 1",
  ],
  [{ backOff: { rate: 0.5 } as BackOff, checkpoints: { folder } }, 'there is no option "backOff.rate"'],
];
test.each(wrong)("%j is refused", async (more, sentence) => {
  const optimizer: Transform<unknown> = adam();
  const error = await refused(fit(model, points, { ...options, optimizer, ...more }));
  expect(error.message).toContain(sentence);
  expect((error as TrainingError).zh).toMatch(/[\u4e00-\u9fff]/);
});
