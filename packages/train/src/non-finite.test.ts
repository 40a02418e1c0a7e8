import { join } from "node:path";
import { dataset, join as joined, pipeline } from "@downhill/data";
import { dense, meanSquaredError, relu, sequential } from "@downhill/nn";
import { gradientDescent, sam } from "@downhill/optimizers";
import { onPlateau } from "@downhill/schedules";
import {
  add,
  type Backend,
  device,
  div,
  exp,
  key,
  log,
  mul,
  reference,
  reshape,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  useBackend,
  where,
} from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { originInWords } from "./origin.ts";
import { refusal } from "./fixtures/refusal.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import {
  checkpoints,
  disposeTree,
  feedbackRate,
  fit,
  NonFiniteLossError,
  type Origin,
  train,
} from "./index.ts";

const backends: Backend[] = [reference, await device("wasm")];

type Params = { readonly a: Tensor; readonly b: Tensor };

/** The loss at step 3, where it goes wrong; before that it is a + b. */
interface Case {
  readonly name: string;
  readonly loss: (params: Params, data: number) => Tensor;
  readonly rate?: number;
  readonly origin: Origin;
}
const total = ({ a, b }: Params): Tensor => add(sum(a), sum(b));

const cases: readonly Case[] = [
  {
    name: "the logarithm of a negative number",
    loss: ({ a, b }) => add(sum(log(sub(0, square(a)))), sum(b)),
    origin: { pass: "forward", odd: "NaN", op: "log", near: "a" },
  },
  {
    name: "an overflow that a quotient turns into NaN",
    loss: ({ a, b }) => sum(div(exp(mul(b, 1e6)), add(exp(mul(b, 1e6)), sum(square(a))))),
    origin: { pass: "forward", odd: "infinity", op: "exp", near: "b", became: "div" },
  },
  {
    name: "an overflow",
    loss: ({ a, b }) => add(sum(square(square(square(square(mul(a, 1e38)))))), sum(b)),
    origin: { pass: "forward", odd: "infinity", op: "square", near: "a" },
  },
  {
    name: "NaN in the data",
    loss: (params, data) => mul(total(params), tensor(data * NaN)),
    origin: { pass: "forward", odd: "NaN", op: "mul", near: "b", given: true },
  },
  {
    name: "an infinite slope",
    loss: ({ a, b }) => add(sum(sqrt(mul(a, 0))), sum(b)),
    // 0 · ∞ comes later; the infinity is from √.
    origin: { pass: "backward", odd: "infinity", op: "sqrt", input: "x", near: "a" },
  },
  {
    name: "the branch not taken, with a NaN slope nevertheless",
    loss: ({ a, b }) => add(sum(where(tensor([0], { dtype: "bool" }), sqrt(mul(a, 0)), a)), sum(b)),
    origin: { pass: "backward", odd: "NaN", op: "sqrt", input: "x", near: "a" },
  },
  {
    name: "an update too large",
    loss: ({ a, b }) => mul(add(sum(a), sum(b)), 1e30),
    rate: 1e300,
    origin: { pass: "update", odd: "infinity", near: "a" },
  },
];

const failing = (promise: Promise<unknown>): Promise<NonFiniteLossError> =>
  refusal(promise, NonFiniteLossError);

/** Twelve rows with all labels 0 by default; training diverges at any rate that is large enough. */
const numbers = (at: (i: number) => number = (i) => Math.sin(i)) =>
  dataset({ x: Float32Array.from({ length: 12 }, (_, i) => at(i)), shape: [1], y: new Float32Array(12) });
const squared = (p: Tensor, y: Tensor): Tensor => meanSquaredError(p, reshape(y, p.shape));

test.each<readonly [Origin, string, string]>([
  [
    { pass: "forward", odd: "NaN", op: "log", near: "0.w" },
    'the first NaN came from log near parameter "0.w", in the forward pass',
    '最早的 NaN 来自前向传播中参数 "0.w" 附近的 log',
  ],
  [
    { pass: "forward", odd: "infinity", op: "exp", became: "div" },
    "the first infinity came from exp, in the forward pass, and div turned it into NaN",
    "最早的无穷大来自前向传播中 exp，div 由它得到 NaN",
  ],
  [
    { pass: "forward", odd: "NaN", op: "matmul", near: "0.w", given: true },
    'the first NaN was in an input of matmul near parameter "0.w", and no operation produced it',
    '最早的 NaN 出现在参数 "0.w" 附近的 matmul 的输入中，并非由任何运算得到',
  ],
  [
    { pass: "forward", odd: "NaN" },
    "the loss itself was NaN, and no operation produced it",
    "损失本身就是 NaN，并非由任何运算得到",
  ],
  [
    { pass: "backward", odd: "infinity", op: "sqrt", input: "x", near: "a" },
    'the first infinity came from the gradient of sqrt with respect to x near parameter "a", in the backward pass',
    '最早的无穷大来自反向传播中参数 "a" 附近的 sqrt 对 x 的梯度',
  ],
  [
    { pass: "update", odd: "infinity", near: "a" },
    `the gradient was finite, and the optimizer's update made parameter "a" infinite`,
    '梯度是有限的，优化器的更新使参数 "a" 变为无穷大',
  ],
])("%o in words", (origin, en, zh) => {
  expect(originInWords(origin)).toEqual({ en, zh });
});

describe.each(backends)("on $name", (backend) => {
  describe.each(cases.map((each) => [each.name, each] as const))("%s", (_, { loss, rate = 1e-3, origin }) => {
    test.each(["from the beginning", "from a checkpoint", "by sharpness-aware steps"])("%s", async (how) => {
      using _on = useBackend(backend);
      const before = backend.live();
      const params = { a: tensor([2]), b: tensor([3]) };
      const error = await failing(
        train({
          params,
          optimizer: gradientDescent({ learningRate: (step) => (step === 3 ? rate : 1e-3) }),
          loss: (p: Params, data: number, step) => (step === 3 ? loss(p, data) : total(p)),
          batchAt: (step) => step,
          steps: 9,
          ...(how.includes("checkpoint") && {
            checkpoint: { every: 2, to: await checkpoints(join(temporaryFolder(), "run")) },
          }),
          gradient: (lossAndGradient) =>
            how.includes("sharp")
              ? sam(lossAndGradient, { radius: 1e-3 })
              : (p, _step, data) => lossAndGradient(p, data),
        }),
      );
      expect(error.origin).toEqual(origin);
      disposeTree(params);
      expect(backend.live()).toBe(before);
    });
  });
});

const diverging = {
  loss: squared,
  // Exceeds the largest float of either width within a few dozen steps.
  optimizer: gradientDescent({ learningRate: 1e12 }),
  batchSize: 4,
  steps: 60,
  every: 7,
};
const ways: readonly (readonly [name: string, more: () => object])[] = [
  ["from the first parameters", () => ({})],
  ["from parameters that were given", () => ({ params: model().init(key(4)) })],
  ["from a checkpoint", () => ({ checkpoints: { folder: join(temporaryFolder(), "run"), every: 5 } })],
];
const model = () => sequential(dense(1, 3), relu, dense(3, 1));

describe.each(ways)("fit, %s", (_, more) => {
  test.each([
    ["a data set", () => numbers()],
    ["a pipeline", () => pipeline(numbers()).batch(4).map(joined).repeat()],
  ] as const)("on %s, a run that diverges names an operation of the model", async (__, data) => {
    using _on = useBackend(reference);
    const error = await failing(fit(model(), data(), { ...diverging, ...more() }));
    expect(error.origin).toMatchObject({ odd: expect.stringMatching(/NaN|infinity/) as string });
    expect(["0.w", "0.b", "2.w", "2.b"]).toContain(error.origin!.near);
    expect(error.message).toMatch(/at step \d+: .*parameter "[02]\.[wb]".*; (continue|start again)/);
  });
});

test("callbacks with saved state are called in a replay, others are not; without explain there is no replay", async () => {
  using _on = useBackend(reference);
  for (const explain of [true, false]) {
    const heard = { remembering: 0, plain: 0 };
    let kept = 0;
    const error = await failing(
      fit(model(), numbers(), {
        ...diverging,
        explain,
        callbacks: [
          {
            name: "remembering",
            step: () => void heard.remembering++,
            save: () => kept,
            restore: (saved) => void (kept = saved as number),
          },
          { name: "plain", step: () => void heard.plain++ },
        ],
      }),
    );
    expect(error.origin !== undefined).toBe(explain);
    expect(heard.remembering > heard.plain).toBe(explain);
  }
});

test("the rate of a feedback schedule is replayed too", async () => {
  using _on = useBackend(reference);
  // The rate is halved after every reading without improvement; the loss of step 4 is NaN if it has been halved twice.
  const rate = feedbackRate(onPlateau({ factor: 0.5, patience: 0 }), { start: 1, by: "loss" });
  const error = await failing(
    train({
      params: tensor([4]),
      optimizer: gradientDescent({ learningRate: rate.learningRate }),
      loss: (x: Tensor, _batch: null, step) =>
        step === 4 ? sum(log(sub(mul(rate.learningRate(step), x), 1e9))) : sum(square(x)),
      batchAt: () => null,
      steps: 9,
      every: 1,
      callbacks: [rate],
    }),
  );
  expect(error).toMatchObject({ step: 4, origin: { op: "log", odd: "NaN" } });
});

test("a callback with nothing to save before the run starts does no harm", async () => {
  using _on = useBackend(reference);
  let known: number[] | undefined;
  const late = {
    name: "late",
    begin: () => void (known = []),
    step: ({ step }: { readonly step: number }) => void known!.push(step),
    save: () => known!.slice(),
    restore: (saved: unknown) => void (known = saved as number[]),
  };
  const more = { ...diverging, callbacks: [late] };
  expect((await failing(fit(model(), numbers(), more))).origin).toBeUndefined();
  known = undefined;
  const checkpointed = { ...more, checkpoints: { folder: join(temporaryFolder(), "run"), every: 1 } };
  expect((await failing(fit(model(), numbers(), checkpointed))).origin).toBeDefined();
});
