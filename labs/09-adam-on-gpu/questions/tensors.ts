import { type Draw, freed, question, stepAxis, type Text } from "@downhill/grader/questions";
import { type Backend, reference, Tensor, tensor, useBackend } from "@downhill/tensor";
import type { Hyper } from "../key/solution.ts";
import { type Counts, countingBackend } from "./counting-backend.ts";
import {
  elementAxis,
  hyperText,
  type Module,
  once,
  partsOf,
  signed,
  single,
  spread,
  type Four,
  hyperOf,
} from "./numbers.ts";

const names = ["params", "m", "v"] as const;
type Name = (typeof names)[number];
type Tensors = Readonly<Record<Name, readonly Tensor[]>>;

/** A walk of some steps for parameters of some shapes. */
interface Walk {
  readonly name: Text;
  readonly shapes: readonly (readonly number[])[];
  readonly hyper: Hyper;
  /** The number of the first step. */
  readonly from: number;
  readonly steps: number;
  /** Whether m and v begin at zero. */
  readonly fresh: boolean;
  /** How large gradients are at a step. */
  readonly size: (step: number) => number;
}

const shapes = [[3, 2], [2], [2, 3], [3], [1], []];
const larger = [[7, 5], [5], [5, 3], [3], [1], []];
const usual = [0.001, 0.9, 0.999, 1e-8] as const;

function walk(
  [en, zh]: readonly [en: string, zh: string],
  shapes: Walk["shapes"],
  hyper: Four,
  rest: Partial<Omit<Walk, "name" | "shapes" | "hyper">>,
): Walk {
  const usually = { from: 0, steps: 3, fresh: true, size: () => 1 };
  return { name: { en, zh }, shapes, hyper: hyperOf(hyper), ...usually, ...rest };
}

const midway = { from: 3, steps: 4, fresh: false };
const walks: readonly Walk[] = [
  walk(["in the middle of a training", "训练途中"], shapes, [0.01, 0.8, 0.99, 1e-3], midway),
  walk(["from the start", "从头开始"], [[6], [2, 2]], usual, { steps: 5 }),
  walk(
    [
      "one parameter, first gradient zero, then gradients of 1000",
      "一个参数，第一个梯度为零，之后是 1000 左右",
    ],
    [[4]],
    [0.5, 0, 0.5, 0.1],
    { size: (step) => (step === 0 ? 0 : 1000) },
  ),
  walk(
    ["after 5000 steps, gradients of 0.0001", "5000 步之后，梯度在 0.0001 左右"],
    [[3], [1, 1], [2]],
    [0.001, 0.9, 0.999, 0.01],
    { from: 5000, steps: 2, fresh: false, size: () => 1e-4 },
  ),
];

// oxlint-disable-next-line typescript/unbound-method -- taken before a learner can replace it, and called on tensors
const { dispose } = Tensor.prototype;
const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const tensorsIn = (answer: unknown): readonly Tensor[] =>
  names.flatMap((name) => partsOf(answer)[name]).filter((each): each is Tensor => each instanceof Tensor);

/** All tensors of an answer, including those that were not asked for. */
export const tensorsWithin = (answer: unknown): readonly Tensor[] =>
  Object.values(partsOf(answer)).flatMap((part): readonly Tensor[] =>
    part instanceof Tensor ? [part] : tensorsWithin(part),
  );

/** What came instead of a list of tensors: its kind, so that a sentence can name it. */
const kindsIn = (answer: unknown): unknown =>
  answer === undefined
    ? undefined
    : Object.fromEntries(
        names.map((name) => [
          name,
          Array.isArray(partsOf(answer)[name])
            ? (partsOf(answer)[name] as unknown[]).map((each) =>
                each instanceof Tensor ? "tensor" : typeof each,
              )
            : partsOf(answer)[name],
        ]),
      );

const isWhole = (answer: unknown, count: number): answer is Tensors =>
  names.every((name) => {
    const part = partsOf(answer)[name];
    return Array.isArray(part) && part.length === count && part.every((each) => each instanceof Tensor);
  });

/** New tensors go to the backend until the answer arrives, even if it is a promise. */
async function stepOn(backend: Backend, run: () => unknown): Promise<unknown> {
  using _ = useBackend(backend);
  return await run();
}

const valuesOf = async (tensors: readonly Tensor[]): Promise<number[]> =>
  (await Promise.all(tensors.map(async (each) => [...(await each.data())]))).flat();

/** The sum over a list of tensors that the learner was handed, or that one of them is gone. */
const sumOf = (tensors: readonly Tensor[]): Promise<unknown> =>
  valuesOf(tensors).then(
    (values) => values.reduce((sum, value) => sum + value, 0),
    () => freed,
  );

/** What the steps of one walk left and did. */
interface Walked {
  readonly path: unknown;
  readonly reads: readonly number[];
  readonly left: readonly number[];
  readonly callers: readonly unknown[];
}

/** Walks with the learner's step. */
async function walked(
  { adamStep }: Module,
  { shapes, hyper, from, steps, fresh, size }: Walk,
  draw: Draw,
  on: Backend,
  counts: Counts,
): Promise<Walked> {
  const of = (values: (length: number) => Float32Array): Tensor[] =>
    shapes.map((shape) => tensor(values(sizeOf(shape)), { shape, backend: on, dtype: on.float }));
  const moment = (length: number): Float32Array => (fresh ? new Float32Array(length) : signed(draw, length));
  let at: Tensors = {
    params: of((length) => spread(draw, length)),
    m: of(moment),
    v: of((length) => moment(length).map((x) => x * x)),
  };
  const path: Record<Name, number[][]> = { params: [], m: [], v: [] };
  const [left, callers, reads]: [number[], unknown[], number[]] = [[], [], []];
  for (let step = from; step < from + steps; step++) {
    const gradients = of((length) => signed(draw, length).map((x) => x * size(step)));
    const given = [...tensorsIn(at), ...gradients];
    const lists = [[...at.params], [...gradients], [...at.m], [...at.v]] as const;
    const [held, before] = [on.live(), counts.reads];
    const answer = await stepOn(on, () =>
      adamStep(lists[0], lists[1], { m: lists[2], v: lists[3] }, { ...hyper }, step),
    );
    reads.push(counts.reads - before);
    if (!isWhole(answer, shapes.length)) return { path: kindsIn(answer), reads, left, callers };
    const now = new Set(tensorsIn(answer));
    const within = new Set(tensorsWithin(answer));
    left.push(on.live() - held - [...within].filter((each) => !given.includes(each)).length);
    const [p, g, m, v] = await Promise.all(lists.map(sumOf));
    callers.push({ "params afterwards": p, "gradients afterwards": g, "m afterwards": m, "v afterwards": v });
    for (const name of names) path[name].push(await valuesOf(answer[name]));
    for (const old of given) if (!now.has(old)) dispose.call(old);
    for (const more of within) if (!now.has(more) && !given.includes(more)) dispose.call(more);
    at = answer;
  }
  for (const each of tensorsIn(at)) dispose.call(each);
  return { path, reads, left, callers };
}

const all = once(async (module: Module, draw: Draw) => {
  const seen: Walked[] = [];
  for (const walk of walks) {
    const { backend, counts } = countingBackend();
    seen.push(await walked(module, walk, draw, backend, counts));
  }
  return seen;
});

/** One thing of all walks, by walk and step. */
const everywhere = (what: Text, part: keyof Walked) => ({
  what,
  ask: async (module: Module, draw: Draw) => (await all(module, draw)).map((each) => each[part]),
  axes: [{ en: "walk", zh: "组" }, stepAxis],
  within: single,
});

interface Counted extends Counts {
  readonly numbers: number;
}

/** What one step runs and moves: reported, never judged, since many ways to write it are right. */
const counted = question<Module, Counted>({
  what: { en: "what adamStep costs", zh: "adamStep 的代价" },
  ask: async (module, draw) => {
    const { backend, counts } = countingBackend();
    await walked(module, { ...walks[0]!, shapes: larger, steps: 1 }, draw, backend, counts);
    return { ...counts, numbers: larger.map(sizeOf).reduce((a, b) => a + b) };
  },
  judge: () => undefined,
  note: ({ kernels, bytes, numbers }) => ({
    en: `counted: ${kernels} kernels per step for ${larger.length} parameters, and ${(bytes / numbers).toFixed(0)} bytes for each of ${numbers} numbers`,
    zh: `计数：${larger.length} 个参数每步 ${kernels} 个内核，${numbers} 个数平均每个 ${(bytes / numbers).toFixed(0)} 字节`,
  }),
});

export const tensors = [
  ...walks.map(({ name, hyper }, i) => ({
    what: { en: `adamStep ${name.en}; ${hyperText(hyper)}`, zh: `adamStep，${name.zh}；${hyperText(hyper)}` },
    ask: async (module: Module, draw: Draw) => (await all(module, draw))[i]!.path,
    axes: [stepAxis, elementAxis],
    within: single,
  })),
  everywhere({ en: "how often a step read numbers back", zh: "一步之中读回数值的次数" }, "reads"),
  everywhere(
    { en: "the sum over each list that was passed in", zh: "传入的每个列表里所有数之和" },
    "callers",
  ),
  everywhere(
    {
      en: "tensors that a step leaves in memory, apart from those it returns",
      zh: "一步之后多出来的张量数（返回的不算）",
    },
    "left",
  ),
  {
    what: {
      en: "adamStep in float64, first without parameters, then with two",
      zh: "adamStep，float64，先没有参数，再有两个",
    },
    ask: async (module: Module, draw: Draw) => {
      const none = { kernels: 0, bytes: 0, reads: 0 };
      const one = { ...walks[0]!, steps: 2 };
      const empty = await walked(module, { ...one, shapes: [] }, draw, reference, none);
      const two = await walked(module, { ...one, shapes: [[3], [2, 2]] }, draw, reference, none);
      return [empty.path, two.path];
    },
    axes: [stepAxis, elementAxis],
    holds: ["empty"] as const,
  },
  counted,
];
