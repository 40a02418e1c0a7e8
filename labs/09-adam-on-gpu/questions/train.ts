import { type Draw, question, stepAxis, type Text } from "@downhill/grader/questions";
import type { KernelRun } from "@downhill/wgsl";
import type { Hyper } from "../key/solution.ts";
import type { Gpu, Net } from "../provided/gpu.ts";
import { bowlOn } from "./bowl.ts";
import { type AdapterAnswer, found, onAdapter } from "./devices.ts";
import { fashionLesson } from "./fashion-lesson.ts";
import {
  aboutComplaints,
  complaintsOf,
  type Complaints,
  heard,
  isRefused,
  wrongAccesses,
} from "./interpreted.ts";
import { interpreterGpu } from "./interpreter-gpu.ts";
import { netOn, type TrainedNet } from "./net.ts";
import { firstDifference, hyperText, type Module, once, sampled, trainingRounds } from "./numbers.ts";

const fashion = fashionLesson();
fashion.catch(() => undefined);

/** A training to be done: how far, with which settings, and what is trained. */
interface Training {
  readonly hyper: Hyper;
  readonly steps: number;
  readonly netOn: (gpu: Gpu) => TrainedNet;
}

/** What a training did, as its device saw it. */
interface Trained {
  readonly steps: readonly number[];
  readonly dispatches: readonly number[];
  readonly reads: number;
  readonly buffers: number;
  readonly kernels: number;
  readonly losses: readonly number[];
  readonly end: unknown;
  /** What was passed in, afterwards. */
  readonly start: readonly (readonly number[])[];
}

/** The device and the network as the learner gets them: every call is recorded. */
function watched(gpu: Gpu, net: Net) {
  const asked = { steps: [] as number[], dispatches: [] as number[], reads: 0, buffers: 0, kernels: 0 };
  let begun = false;
  const late = (): number => (begun ? 1 : 0);
  const own: Gpu = {
    tier: gpu.tier,
    about: gpu.about,
    buffer(start) {
      asked.buffers += late();
      return gpu.buffer(start);
    },
    kernel(code) {
      asked.kernels += late();
      return gpu.kernel(code);
    },
    write: (buffer, numbers) => gpu.write(buffer, numbers),
    dispatch(kernel, buffers, workgroups) {
      begun = true;
      if (asked.dispatches.length === 0) asked.dispatches.push(0);
      asked.dispatches[asked.dispatches.length - 1]!++;
      gpu.dispatch(kernel, buffers, workgroups);
    },
    read(buffer) {
      asked.reads++;
      return gpu.read(buffer);
    },
  };
  const ownNet: Net = {
    start: net.start.map((each) => each.slice()),
    gradient(parameters, gradients, step) {
      asked.steps.push(step);
      asked.dispatches.push(0);
      net.gradient(parameters, gradients, step);
    },
  };
  return { own, ownNet, asked };
}

/** Trains with the learner's loop and kernel; the network's own work on the device is not counted. */
async function trained(
  { train }: Module,
  { hyper, steps, netOn: netFor }: Training,
  gpu: Gpu,
  ofLearner = gpu,
): Promise<Trained> {
  const net = netFor(gpu);
  const { own, ownNet, asked } = watched(ofLearner, net);
  const answer: unknown = await train(own, ownNet, { ...hyper }, steps);
  const list = ArrayBuffer.isView(answer) || Array.isArray(answer) ? (answer as Float32Array) : undefined;
  const end = list === undefined ? answer : { length: list.length, numbers: sampled("p", list) };
  const start = ownNet.start.map((each) => Array.from(each.subarray(0, 5)));
  return { ...asked, losses: await net.losses(), end, start };
}

async function onInterpreter(module: Module, training: Training) {
  const runs: KernelRun[] = [];
  const seen = await heard(() =>
    trained(
      module,
      training,
      interpreterGpu(),
      interpreterGpu((run) => runs.push(run)),
    ),
  );
  return { runs, seen };
}

const fashionTraining = async (): Promise<Training> => {
  const lesson = await fashion;
  return {
    hyper: { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    steps: lesson.steps,
    netOn: (gpu) => netOn(gpu, lesson),
  };
};

/** The long training, and short ones of other sizes with other settings, two of them at once. */
const long = once(async (module: Module) => onInterpreter(module, await fashionTraining()));
const hyper = { learningRate: 0.05, beta1: 0.6, beta2: 0.9, epsilon: 0.1 };
const short = (draw: Draw, lengths: readonly number[], steps: number): Training => {
  const start = lengths.map((length) => Float32Array.from(draw.list(length, () => draw.uniform(-1, 1))));
  return { hyper, steps, netOn: (gpu) => bowlOn(gpu, start) };
};

const memory = question<Module, Complaints>({
  what: { en: "what train does to memory", zh: "train 对内存的访问" },
  ask: async (module, draw) => {
    const { runs, seen } = await long(module, draw);
    return isRefused(seen) ? seen : complaintsOf(runs);
  },
  judge: aboutComplaints,
  costly: true,
});

/** One thing that the long training did. */
const of = (what: Text, part: keyof Trained | "wrong") => ({
  what,
  ask: async (module: Module, draw: Draw) => {
    const { runs, seen } = await long(module, draw);
    if (part === "wrong") return wrongAccesses(runs);
    return isRefused(seen) ? seen : seen[part];
  },
  axes: [stepAxis],
  within: trainingRounds,
  costly: true,
});

const ended = async (module: Module, training: Training): Promise<unknown> => {
  const { runs, seen } = await onInterpreter(module, training);
  if (isRefused(seen)) return seen;
  const { steps, dispatches, reads, end } = seen;
  return { wrong: wrongAccesses(runs), steps, dispatches, reads, end };
};

const shorter = (
  { en, zh }: Text,
  ask: (module: Module, draw: Draw) => Promise<unknown>,
  holds: readonly "empty"[] = [],
) => ({
  what: { en: `train ${en}; ${hyperText(hyper)}`, zh: `train，${zh}；${hyperText(hyper)}` },
  ask,
  axes: [stepAxis],
  within: trainingRounds,
  holds,
});

const adapter = question<Module, AdapterAnswer<Trained>>({
  what: { en: "train on the adapter", zh: "适配器上的 train" },
  ask: async (module, draw) => {
    const { runs, seen } = await long(module, draw);
    const clean = !isRefused(seen) && wrongAccesses(runs) === 0;
    const training = await fashionTraining();
    return onAdapter(found, seen, clean, (gpu) => heard(() => trained(module, training, gpu)));
  },
  judge: ({ unknown, adapter: there }, { interpreter }) => {
    if (unknown !== undefined) return unknown;
    if (there === undefined) return undefined;
    if (isRefused(there)) return there.refused;
    const { losses, end } = interpreter as Trained;
    return firstDifference([there.losses, there.end], [losses, end], trainingRounds);
  },
  note: ({ on }) => on,
  costly: true,
});

export const train = [
  memory,
  of({ en: "wrong accesses", zh: "错误访问的次数" }, "wrong"),
  of(
    { en: "the parameters at the end, after 12 steps on small pictures", zh: "用小图片训练 12 步之后的参数" },
    "end",
  ),
  of({ en: "the loss before each step", zh: "每一步之前的损失" }, "losses"),
  of({ en: "the steps whose gradient was requested", zh: "请求梯度时给出的各个步数" }, "steps"),
  of({ en: "your dispatches in each step", zh: "每步由你发出的派发次数" }, "dispatches"),
  of({ en: "how often numbers were read back", zh: "读回数值的次数" }, "reads"),
  of({ en: "buffers created after your first dispatch", zh: "你的第一次派发之后新建的缓冲区数" }, "buffers"),
  of({ en: "kernels created after your first dispatch", zh: "你的第一次派发之后新建的内核数" }, "kernels"),
  shorter(
    { en: "for zero steps", zh: "一步也不走" },
    (module, draw) => ended(module, short(draw, [3, 2], 0)),
    ["empty"],
  ),
  shorter({ en: "for one step, one parameter", zh: "只走一步，一个参数" }, (module, draw) =>
    ended(module, short(draw, [64], 1)),
  ),
  shorter({ en: "for three steps, 2000 numbers", zh: "走三步，2000 个数" }, (module, draw) =>
    ended(module, short(draw, [700, 3, 1297], 3)),
  ),
  shorter({ en: "twice at once", zh: "两次同时进行" }, (module, draw) =>
    Promise.all([ended(module, short(draw, [5, 5], 2)), ended(module, short(draw, [1, 90], 4))]),
  ),
  {
    what: { en: "net.start, after train", zh: "train 之后的 net.start" },
    ask: async (module: Module, draw: Draw) => {
      const { seen } = await onInterpreter(module, short(draw, [3, 2], 2));
      return isRefused(seen) ? seen : seen.start;
    },
    axes: [
      { en: "parameter", zh: "个参数" },
      { en: "number", zh: "个数" },
    ],
  },
  adapter,
];
