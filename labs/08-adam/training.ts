import { valueAndGrad } from "@downhill/autograd";
import { batches, toTensors } from "@downhill/data/batches";
import { fashionMnist } from "@downhill/data/fashion-mnist";
import type { Probe, Text, Tolerance } from "@downhill/grader/lab";
import { dense, heNormal, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam, apply, type Params, type Transform, transform } from "@downhill/optimizers";
import {
  type Backend,
  defaultBackend,
  device,
  key,
  leaves,
  reference,
  scope,
  square,
  sub,
  sum,
  tensor,
  Tensor,
  tidy,
  useBackend,
} from "@downhill/tensor";
import type { AdamModule } from "./adam-module.ts";
import { partsOf } from "./walk.ts";

type Moments = { readonly m: Params; readonly v: Params };
type TrainStep = AdamModule["trainStep"];

/** A model to train: where it starts, and its loss and gradient at a step. */
interface Problem<P extends Params> {
  readonly steps: number;
  start(): P;
  at(step: number): (params: P) => readonly [loss: Tensor, gradient: P];
}

interface Course {
  /** The loss before each step; it ends where an answer cannot be used. */
  readonly losses: readonly number[];
  /** For each step, how many tensors were held afterwards that the answer does not hold. */
  readonly left: readonly number[];
  /** The names that the first answer has. */
  readonly names: readonly string[];
}

const names = ["loss", "params", "state"] as const;
const tensorsIn = (tree: unknown): Tensor[] =>
  leaves(tree as Params).filter((leaf) => (leaf as unknown) instanceof Tensor);

/** Trains with a given `trainStep`, watching the tensors that it holds on to. */
async function course<P extends Params>(
  trainStep: TrainStep,
  optimizer: Transform<Moments>,
  problem: Problem<P>,
): Promise<Course> {
  const backend = defaultBackend();
  const losses: number[] = [];
  const left: number[] = [];
  let found: readonly string[] = [];
  let [params, state] = tidy("start", () => {
    const start = problem.start();
    return [start, optimizer.init(start)] as const;
  });
  for (let step = 0; step < problem.steps; step++) {
    const before = new Set(tensorsIn([params, state as never]));
    let loss: Tensor;
    {
      using s = scope("step");
      const lossAndGradient = problem.at(step);
      const held = backend.live();
      const answer = partsOf(trainStep(lossAndGradient, optimizer, params, state, step));
      if (step === 0) found = names.filter((name) => name in answer);
      if (names.some((name) => !(name in answer)) || !(answer["loss"] instanceof Tensor)) break;
      const kept = s.keep([answer["loss"], answer["params"], answer["state"]] as never) as readonly [
        Tensor,
        P,
        Moments,
      ];
      const now = new Set(tensorsIn(kept));
      left.push(backend.live() - held - [...now].filter((each) => !before.has(each)).length);
      for (const each of before) if (!now.has(each)) each.dispose();
      [loss, params, state] = kept;
    }
    losses.push((await loss.data())[0]!);
    loss.dispose();
  }
  for (const each of tensorsIn([params, state as never])) each.dispose();
  return { losses, left, names: found };
}

/** One step as the packages write it. */
const ours: TrainStep = (lossAndGradient, optimizer, params, state, step) => {
  const [loss, gradient] = lossAndGradient(params);
  const [updates, next] = optimizer.update(gradient, state, params, step);
  return { loss, params: apply(params, updates), state: next };
};

const parabola: Problem<Tensor> = {
  steps: 5,
  start: () => tensor([10, -10]),
  at: () => valueAndGrad((x: Tensor) => sum(square(sub(x, 3)))),
};

/** A 784-32-10 network on real images, 64 in each step; from the smaller of the two files, which opens sooner. */
async function clothes() {
  const model = sequential(dense(784, 32, { init: heNormal }), relu, dense(32, 10));
  const stream = batches(await fashionMnist({ split: "test" }), { size: 64, key: key(1), flat: true });
  type P = ReturnType<typeof model.init>;
  const problem: Problem<P> = {
    steps: 20,
    start: () => model.init(key(0)),
    at(step) {
      const { x, y } = toTensors(stream.batchAt(step));
      const loss = (params: P): Tensor => softmaxCrossEntropy(model.apply(params, x), y);
      return valueAndGrad(loss);
    },
  };
  return problem;
}

/** A problem beside the losses that the packages' own Adam meets on it. */
interface Exercise<P extends Params> {
  readonly where: Text;
  readonly backend: Backend;
  readonly problem: Problem<P>;
  readonly learningRate: number;
  readonly tolerance: Tolerance & { readonly relative: number };
  readonly expected: readonly number[];
}

async function exercise<P extends Params>(plan: Omit<Exercise<P>, "expected">): Promise<Exercise<P>> {
  using _ = useBackend(plan.backend);
  const { losses } = await course(ours, adam({ learningRate: plan.learningRate }), plan.problem);
  return { ...plan, expected: losses };
}

const small = async () =>
  exercise({
    where: { en: "on (x − 3)²", zh: "在 (x − 3)² 上" },
    backend: reference,
    problem: parabola,
    learningRate: 0.5,
    tolerance: {
      relative: 1e-8,
      why: { en: "five steps in float64 round by far less", zh: "五步 float64 运算的舍入误差远小于此" },
    },
  });

const large = async () => {
  const [backend, problem] = await Promise.all([device("wasm"), clothes()]);
  return exercise({
    where: { en: "on Fashion-MNIST", zh: "在 Fashion-MNIST 上" },
    backend,
    problem,
    learningRate: 0.003,
    tolerance: {
      relative: 1e-3,
      why: {
        en: "float32 keeps 7 digits, and 20 steps of training magnify what was rounded",
        zh: "float32 只有约 7 位有效数字，20 步训练还会把舍入误差放大",
      },
    },
  });
};

/** Compares the learner's training with ours, and answers whether a larger exercise is worth its time. */
async function compare<P extends Params>(
  module: AdamModule,
  probe: Probe,
  { where, backend, problem, learningRate, tolerance, expected }: Exercise<P>,
): Promise<boolean> {
  using _ = useBackend(backend);
  const { name, state, hyper } = adam.rule;
  const learners = transform({ name, state, hyper, step: (algebra, at) => module.adam(algebra, at) });
  const answer = await course(module.trainStep, learners({ learningRate }), problem);
  const part = (en: string, zh: string): Text => ({ en: `${where.en}: ${en}`, zh: `${where.zh}：${zh}` });
  probe.equal(part("the names that trainStep returns", "trainStep 返回的各项名称"), answer.names, names);
  if (answer.names.length < names.length) return false;
  probe.close(part("the loss", "损失"), answer.losses, expected, tolerance, [{ en: "step", zh: "步" }]);
  const left = Math.max(...answer.left, 0);
  probe.equal(
    part(
      "tensors that a step leaves behind, beside those it returns",
      "一步之后多留下的张量数（返回的不算）",
    ),
    left,
    0,
  );
  const close = (e: number, i: number) => Math.abs(answer.losses[i]! - e) <= tolerance.relative * Math.abs(e);
  return left === 0 && expected.every(close);
}

let prepared: ReturnType<typeof large> | undefined;

/** Opens the device, loads the images and trains with our own Adam, once. */
export const prepare = async (): Promise<void> => {
  await (prepared ??= large());
};

/** Trains with the learner's step and rule: a parabola in float64; if that goes well, a network on real images. */
export async function checkTraining(module: AdamModule, probe: Probe): Promise<void> {
  await prepared; // one training at a time: each sets the device in use
  if (await compare(module, probe, await small())) await compare(module, probe, await (prepared ??= large()));
}
