import { valueAndGrad } from "@downhill/autograd";
import { batches, toTensors } from "@downhill/data/batches";
import { fashionMnist } from "@downhill/data/fashion-mnist";
import type { Draw, Text } from "@downhill/grader/questions";
import { dense, heNormal, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam as packaged, momentum, type Params, type Transform, transform } from "@downhill/optimizers";
import * as td from "@downhill/tensor";
import { fieldsOf, free, read, tensorsIn } from "./read.ts";
import type { Module } from "./rules.ts";

type TrainStep = (...args: readonly unknown[]) => unknown;
type LossAndGradient = (params: never) => readonly [td.Tensor, Params];

/** A training: its optimizer, where it starts and at which step, and what each step is checked for. */
export interface Training {
  readonly optimizer: Transform<unknown>;
  readonly start: () => Params;
  readonly first?: number;
  readonly at: (step: number) => LossAndGradient;
}

/* Devices and images are made when this file loads, before a learner's code can reach what they are made with. */
const counted = (backend: td.Backend) => ({ backend, live: backend.live.bind(backend) });
const devices = { float64: Promise.resolve(counted(td.reference)), wasm: td.device("wasm").then(counted) };
const images = fashionMnist({ split: "test" });
for (const each of [devices.wasm, images]) each.catch(() => undefined); // reported by the question that awaits them

/** The optimizer that is made of the learner's own rule. */
export const own = ({ adam }: Module, learningRate: number): Transform<unknown> =>
  transform({ ...packaged.rule, step: (algebra, at) => adam({ ...algebra }, at) })({ learningRate });

/** Momentum under a falling rate, which no step can find without its number. */
export const falling = (): Transform<unknown> => momentum({ learningRate: (step) => 0.05 / (1 + step) });

/** A small problem, a different one at each step: parameters in a tree, a scalar and a layer without any among them. */
export function bowl(draw: Draw): Omit<Training, "optimizer"> {
  const numbers = (): number[] => draw.list(3, () => draw.uniform(-2, 2));
  const [rows, b, scale] = [[numbers(), numbers()], numbers(), draw.uniform(-2, 2)];
  const centres = draw.list(20, () => draw.uniform(-1, 1));
  const start = () => ({
    layers: [{ w: td.tensor(rows), b: td.tensor(b) }, {}],
    scale: td.tensor(scale),
  });
  type P = ReturnType<typeof start>;
  const away = (from: td.Tensor, centre: number): td.Tensor => td.sum(td.square(td.sub(from, centre)));
  return {
    start,
    at: (step) =>
      valueAndGrad(({ layers: [layer], scale }: P) =>
        td.add(away(layer!.w!, centres[step]!), away(td.mul(scale, layer!.b!), 1)),
      ),
  };
}

/** A 784-32-10 network on real images, 64 in each step; from the smaller of the two files, which opens faster. */
export async function clothes(): Promise<Omit<Training, "optimizer">> {
  const model = sequential(dense(784, 32, { init: heNormal }), relu, dense(32, 10));
  const stream = batches(await images, { size: 64, key: td.key(1), flat: true });
  return {
    start: () => model.init(td.key(0)),
    at(step) {
      const { x, y } = toTensors(stream.batchAt(step));
      const loss = (params: never) => softmaxCrossEntropy(model.apply(params, x), y);
      return valueAndGrad(loss);
    },
  };
}

/** A scope that the learner's code opened and never closed would spoil what comes after: closes it, and counts. */
function closeTo(own: td.Scope): number {
  let open = 0;
  for (let inner = td.currentScope(); inner !== own && inner !== null; inner = td.currentScope()) {
    open++;
    inner[Symbol.dispose]();
  }
  return open;
}

const isRecord = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && !(answer instanceof Promise);

/**
 * A training in progress: each call of what this returns is one call of the learner's step, and returns what is
 * observed of it. It counts how often the loss was asked for, how many tensors are held beyond those passed in and
 * returned, and how many of the returned ones belong to no scope. Of a large network only the loss is read. An
 * answer that cannot be continued from is repeated for all further steps.
 */
function underWay(
  trainStep: TrainStep,
  live: () => number,
  { optimizer, start, at }: Training,
  large: boolean,
) {
  let params: unknown = start();
  let state: unknown = optimizer.init(params as Params);
  let last: { readonly seen: unknown } | undefined;
  let under = false;
  return async (step: number): Promise<{ readonly seen: unknown }> => {
    if (last !== undefined) return last;
    using s = td.scope("step");
    const [lossAndGradient, given, before] = [at(step), tensorsIn([params, state]), live()];
    let calls = 0;
    const counting: LossAndGradient = (params) => {
      calls++;
      return lossAndGradient(params);
    };
    let [answer, open]: [unknown, number] = [undefined, 0];
    try {
      answer = trainStep(counting, optimizer, params, state, step);
    } catch (error) {
      if (!under) throw error;
      return (last = { seen: { answer: error } }); // the argument is its own earlier answer, which is more informative
    } finally {
      open = closeTo(s);
    }
    under = true;
    const made = tensorsIn(answer).filter((each) => !given.includes(each));
    const freed = given.filter(({ disposed }) => disposed);
    const left = live() - before - made.length + freed.length;
    const parts = fieldsOf(answer, ["loss", "params", "state"]);
    const seen = {
      answer: isRecord(answer) ? await read(large ? fieldsOf(parts, ["loss"]) : parts) : answer,
      ...(large ? {} : { given: await read({ params, state }) }),
      call: {
        "scopes left open": open,
        "lossAndGradient calls": calls,
        "tensors left": left,
        "tensors that no scope frees": made.filter(({ owner }) => owner === null).length,
      },
    };
    if (open > 0 || Object.keys(parts).length < 3) return (last = { seen });
    ({ params, state } = s.keep(parts));
    free(given.filter((each) => !tensorsIn(parts).includes(each)));
    return { seen };
  };
}

/** What is observed of a step in addition to its answer. */
export const seenOfStep: Readonly<Record<string, Text>> = {
  call: { en: "counted during the call", zh: "调用期间的计数" },
  given: { en: "what was passed in, afterwards", zh: "传入的参数（调用之后）" },
  "scopes left open": { en: "scopes left open", zh: "没有关闭的作用域数" },
  "lossAndGradient calls": { en: "lossAndGradient calls", zh: "lossAndGradient 的调用次数" },
  "tensors left": { en: "tensors left", zh: "多留下的张量数" },
  "tensors that no scope frees": {
    en: "returned tensors that no scope frees",
    zh: "返回的张量中不归任何作用域释放的个数",
  },
};

/** Continues trainings with the learner's step, alternating, and returns what is observed of each call. */
export async function train(
  { trainStep }: Module,
  on: keyof typeof devices,
  trainings: readonly Training[],
  { steps, large = false }: { readonly steps: number; readonly large?: boolean },
): Promise<unknown> {
  const { backend, live } = await devices[on];
  using _ = td.useBackend(backend);
  using _all = td.scope("trainings");
  const turns = trainings.map((each) => underWay(trainStep as never, live, each, large));
  const seen: Record<string, unknown> = {};
  for (let t = 0; t < steps; t++) {
    for (const [i, turn] of turns.entries()) {
      const step = (trainings[i]?.first ?? 0) + t;
      ({ seen: seen[`step = ${step}`] } = await turn(step));
    }
  }
  return seen;
}
