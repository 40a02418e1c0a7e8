import { valueAndGrad } from "@downhill/autograd";
import { batches, toTensors } from "@downhill/data/batches";
import { fashionMnist } from "@downhill/data/fashion-mnist";
import { type Draw, question, questions, type Text, type Tolerance } from "@downhill/grader/questions";
import { dense, heNormal, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam as packaged, momentum, numbers, type Params, tensors, type Transform, transform } from "@downhill/optimizers";
import { device, key, leaves, reference, scope, square, sub, sum, tensor, Tensor, useBackend } from "@downhill/tensor";

type Module = typeof import("./key/solution.ts");
type Named = Readonly<Record<string, unknown>>;
/** A rule as a question calls it: whatever comes back is looked at, never trusted. */
type Rule = (algebra: never, at: never) => unknown;
/** How a question takes a rule from the learner's module. */
type Pick = (module: Module) => Rule;

const step: Text = { en: "step", zh: "步" };
const coordinate: Text = { en: "coordinate", zh: "坐标" };
const axes = [step, coordinate];

/** A run that a rule walks through: its settings, where it starts, and its gradients by step and coordinate. */
interface Run {
  readonly name: Text;
  readonly hyper: Readonly<Record<string, number>>;
  start(draw: Draw): number[];
  gradients(draw: Draw): number[][];
}

/** The third coordinate's gradient is always zero, and so are all of them at steps 10 to 12. */
const gradients = (draw: Draw, size: (coordinate: number) => number): number[][] =>
  draw.list(14, (t) => draw.list(4, (i) => (i === 2 || (t >= 10 && t < 13) ? 0 : size(i) * draw.normal())));
const anywhere = (draw: Draw): number[] => draw.list(4, () => draw.uniform(-3, 3));

const runs: readonly Run[] = [
  {
    name: { en: "gradients near 1", zh: "梯度在 1 上下" },
    hyper: { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 0.1, weightDecay: 0.1 },
    start: anywhere,
    gradients: (draw) => gradients(draw, () => 1),
  },
  {
    name: { en: "gradients from 0.01 to 10", zh: "梯度从 0.01 到 10" },
    hyper: { learningRate: 0.003, beta1: 0.8, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.5 },
    start: anywhere,
    gradients: (draw) => gradients(draw, (i) => 10 ** (i - 2)),
  },
  {
    name: { en: "first gradient zero", zh: "第一个梯度为零" },
    hyper: { learningRate: 0.05, beta1: 0.5, beta2: 0.9, epsilon: 0.01, weightDecay: 0 },
    start: anywhere,
    gradients: (draw) => [[0, 0, 0, 0], ...gradients(draw, () => 0.1)],
  },
  {
    name: { en: "no memory", zh: "没有记忆" },
    hyper: { learningRate: 2, beta1: 0, beta2: 0, epsilon: 1e-3, weightDecay: 0.01 },
    start: () => [0, -1e6, 1e-6, 1],
    gradients: (draw) => gradients(draw, () => 1e4),
  },
];

const described = (name: string, run: Run, only: readonly string[]): Text => {
  const list = only.map((each) => `${each} ${run.hyper[each]}`).join(", ");
  return { en: `${name}, ${run.name.en}; ${list}`, zh: `${name}，${run.name.zh}；${list}` };
};

const named = (value: unknown): Named => (typeof value === "object" && value !== null ? (value as Named) : {});

/** Walks all coordinates through a run, one after another in each step, and notes the parts that are asked for. */
function walk(rule: Rule, run: Run, draw: Draw, parts: readonly string[]): unknown {
  const point = run.start(draw);
  const states = point.map((): Named => ({ m: 0, v: 0 }));
  const seen = Object.fromEntries(parts.map((part) => [part, [] as unknown[][]]));
  for (const [t, gradient] of run.gradients(draw).entries()) {
    for (const part of parts) seen[part]!.push([]);
    for (const [i, g] of gradient.entries()) {
      const { m, v } = states[i]!;
      const at = { ...run.hyper, p: point[i], g, t: t + 1, m, v };
      const answer = named(rule({ ...numbers } as never, at as never));
      states[i] = { m: answer["m"], v: answer["v"] };
      point[i] = point[i]! + Number(answer["update"]);
      for (const part of parts) seen[part]![t]!.push(part === "point" ? point[i] : answer[part]);
    }
  }
  return seen;
}

/** What a rule answers on tensors: its text must use the algebra, since a star means nothing there. */
async function onTensors(rule: Rule, parts: readonly string[], draw: Draw): Promise<unknown> {
  using _ = useBackend(reference);
  using s = scope("question");
  const row = (): Tensor => tensor(draw.list(3, () => draw.normal()));
  const at = { p: row(), g: row(), m: row(), v: square(row()), t: 3, learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 0.01, weightDecay: 0.2 };
  const answer = named(rule({ ...tensors } as never, at as never));
  const kept = s.keep(parts.map((part) => answer[part]).filter((each) => each instanceof Tensor)) as readonly Tensor[];
  const values = await Promise.all(kept.map(async (each) => [...(await each.data())]));
  for (const each of kept) each.dispose();
  const found = parts.filter((part) => answer[part] instanceof Tensor);
  return Object.fromEntries(parts.map((part) => [part, found.includes(part) ? values[found.indexOf(part)] : answer[part]]));
}

/** The questions that a rule is asked: walks on numbers, and one call on tensors. */
const walks = (name: string, pick: Pick, parts: readonly string[], settings: readonly string[]) => [
  ...runs.map((run) => ({
    what: described(name, run, settings),
    ask: (module: Module, draw: Draw) => walk(pick(module), run, draw, parts),
    axes,
  })),
  {
    what: { en: `${name} on tensors`, zh: `${name}，以张量计算` },
    ask: (module: Module, draw: Draw) => onTensors(pick(module), parts.map((part) => (part === "point" ? "update" : part)), draw),
    axes: [coordinate],
  },
];

const corrections = [1, 2, 3, 10, 100, 1000, 1e6].flatMap((t) =>
  [[0.9, 0.999], [0.5, 0.25], [0, 0.9]].map(([beta1, beta2]) => ({ t, beta1, beta2 })),
);

/* What trains, and on what: made when this file loads, before a learner's text can reach for it. */
const devices = { reference: Promise.resolve(reference), wasm: device("wasm") };
const images = fashionMnist({ split: "test" });
for (const each of [devices.wasm, images]) each.catch(() => undefined);

type TrainStep = (...args: readonly unknown[]) => unknown;
interface Problem {
  readonly optimizer: (module: Module) => Transform<never>;
  readonly steps: number;
  start(): Params;
  at(step: number): (params: never) => readonly [Tensor, Params];
}

const tensorsIn = (tree: unknown): Tensor[] =>
  leaves(tree as Params).filter((leaf) => (leaf as unknown) instanceof Tensor);
const valuesOf = async (tree: unknown): Promise<unknown[]> =>
  Promise.all(tensorsIn(tree).map(async (each) => [...(await each.data())]));
const { dispose } = Tensor.prototype;

/**
 * Trains with the learner's step: the names of the first answer, the loss before each step, how many tensors were held
 * after it beyond those it returned, and what the caller's own tensors hold afterwards.
 */
async function train(module: Module, on: keyof typeof devices, { optimizer, steps: count, start: from, at }: Problem, all: boolean): Promise<unknown> {
  const backend = await devices[on];
  using _ = useBackend(backend);
  const rule = optimizer(module);
  const given = from();
  let [params, state]: [unknown, unknown] = [given, rule.init(given as never)];
  const losses: unknown[] = [];
  const left: number[] = [];
  const callers: unknown[] = [];
  let names: string[] = [];
  for (let t = 0; t < count; t++) {
    const before = tensorsIn([params, state]);
    using s = scope("step");
    const held = backend.live();
    const lossAndGradient = at(t);
    const tensorsOfTheQuestion = backend.live() - held;
    const answer = named((module.trainStep as TrainStep)(lossAndGradient, rule, params, state, t));
    if (t === 0) names = ["loss", "params", "state"].filter((name) => answer[name] !== undefined);
    if (names.length < 3 || !(answer["loss"] instanceof Tensor)) return { names };
    const kept = s.keep([answer["loss"], answer["params"], answer["state"]] as never) as readonly [Tensor, unknown, unknown];
    const now = new Set(tensorsIn(kept));
    left.push(backend.live() - held - tensorsOfTheQuestion - [...now].filter((each) => !before.includes(each)).length);
    if (all) callers.push(await valuesOf([params, state]));
    for (const each of before) if (!now.has(each)) dispose.call(each);
    losses.push((await kept[0].data())[0]);
    dispose.call(kept[0]);
    [params, state] = [kept[1], kept[2]];
  }
  const end = all ? await valuesOf(params) : [];
  for (const each of tensorsIn([params, state])) dispose.call(each);
  return all ? { names, losses, "left over": left, params: end, "the caller's tensors": callers } : { names, losses, "left over": left };
}

const schedule = (t: number): number => 0.3 / (1 + t);
const parabola = {
  steps: 5,
  at: () => valueAndGrad((x: Tensor) => sum(square(sub(x, 3)))),
};

/** A 784-32-10 network on real images, 64 in each step; from the smaller of the two files, which opens sooner. */
async function clothes(): Promise<Omit<Problem, "optimizer">> {
  const model = sequential(dense(784, 32, { init: heNormal }), relu, dense(32, 10));
  const stream = batches(await images, { size: 64, key: key(1), flat: true });
  return {
    steps: 20,
    start: () => model.init(key(0)) as Params,
    at(t) {
      const { x, y } = toTensors(stream.batchAt(t));
      return valueAndGrad((params: never) => softmaxCrossEntropy(model.apply(params, x), y)) as never;
    },
  };
}

/** An optimizer made of the learner's own rule. */
const own = (learningRate: number) => (module: Module): Transform<never> => {
  const { name, state, hyper } = packaged.rule;
  return transform({ name, state, hyper, step: (algebra: object, at: never) => (module.adam as Rule)({ ...algebra } as never, at) as never })({ learningRate }) as never;
};

const float64: Tolerance = {
  relative: 1e-8,
  why: { en: "five steps in float64 round by far less", zh: "五步 float64 运算的舍入误差远小于此" },
};
const float32: Tolerance = {
  relative: 1e-3,
  why: {
    en: "float32 keeps 7 digits, and 20 steps of training magnify what was rounded",
    zh: "float32 只有约 7 位有效数字，20 步训练还会把舍入误差放大",
  },
};

export default questions<Module>({
  moments: walks("moments", ({ moments }) => moments as Rule, ["m", "v"], ["beta1", "beta2"]),

  "bias-correction": [
    ...corrections.map(({ t, beta1 = 0, beta2 = 0 }) => ({
      what: { en: `corrected at t ${t}, beta1 ${beta1}, beta2 ${beta2}`, zh: `corrected，t ${t}，beta1 ${beta1}，beta2 ${beta2}` },
      ask: ({ corrected }: Module, draw: Draw) => corrected({ ...numbers }, { t, beta1, beta2, m: draw.normal(), v: draw.uniform(0, 9) }),
    })),
    {
      what: { en: "corrected on tensors", zh: "corrected，以张量计算" },
      ask: ({ corrected }: Module, draw: Draw) => onTensors(corrected as Rule, ["mHat", "vHat"], draw),
      axes: [coordinate],
    },
  ],

  step: walks("adam", ({ adam }) => adam as Rule, ["point", "m", "v"], ["learningRate", "beta1", "beta2", "epsilon"]),

  adamw: walks("adamw", ({ adamw }) => adamw as Rule, ["point", "m", "v"], ["learningRate", "weightDecay", "epsilon"]),

  train: [
    question({
      what: { en: "trainStep on (x − 3)², momentum with a falling rate", zh: "(x − 3)² 上的 trainStep，动量法，学习率逐步下降" },
      ask: (module: Module, draw) => {
        const from = draw.list(2, () => draw.uniform(-10, 10));
        return train(module, "reference", { ...parabola, start: () => tensor(from), optimizer: () => momentum({ learningRate: schedule }) as never } as never, true);
      },
      axes: [step],
      within: float64,
    }),
    {
      what: { en: "trainStep on (x − 3)² with your adam", zh: "(x − 3)² 上的 trainStep，用你的 adam" },
      ask: (module) => train(module, "reference", { ...parabola, start: () => tensor([10, -10]), optimizer: own(0.5) } as never, true),
      axes: [step],
      within: float64,
    },
    {
      what: { en: "trainStep on Fashion-MNIST", zh: "Fashion-MNIST 上的 trainStep" },
      ask: async (module) => train(module, "wasm", { ...(await clothes()), optimizer: own(0.003) }, false),
      axes: [step],
      within: float32,
    },
  ],
});
