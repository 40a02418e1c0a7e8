import { type Draw, question, type Text } from "@downhill/grader/questions";
import type { KernelRun } from "@downhill/wgsl";
import type { Hyper } from "../key/solution.ts";
import type { Gpu, Net } from "../provided/gpu.ts";
import { type AdapterAnswer, found, onAdapter } from "./devices.ts";
import { fashionLesson } from "./fashion-lesson.ts";
import { aboutComplaints, complaintsOf, type Complaints, heard, isRefused, wrongAccesses } from "./interpreted.ts";
import { interpreterGpu } from "./interpreter-gpu.ts";
import { layers, type Lesson, netOn } from "./net.ts";
import { firstDifference, hyperText, type Module, sampled, stepAxis, trainingRounds } from "./numbers.ts";

const fashion = fashionLesson();
fashion.catch(() => undefined);

/** A training to be done: how far, and with which settings. */
interface Training {
  readonly hyper: Hyper;
  readonly steps: number;
  readonly lesson: Lesson;
}

/** What a training did, as its device saw it. */
interface Trained {
  readonly steps: readonly number[];
  readonly dispatches: readonly number[];
  readonly reads: number;
  readonly late: number;
  readonly losses: readonly number[];
  readonly end: unknown;
}

/** The device as the learner gets it: what is asked of it is noted. */
function watched(gpu: Gpu, net: Net) {
  const asked = { steps: [] as number[], dispatches: [] as number[], reads: 0, late: 0 };
  let begun = false;
  const made = <T>(thing: T): T => {
    if (begun) asked.late++;
    return thing;
  };
  const own: Gpu = {
    tier: gpu.tier,
    about: gpu.about,
    buffer: (start) => made(gpu.buffer(start)),
    kernel: (code) => made(gpu.kernel(code)),
    write: (buffer, numbers) => gpu.write(buffer, numbers),
    dispatch(kernel, buffers, workgroups) {
      begun = true;
      asked.dispatches[Math.max(0, asked.steps.length - 1)]!++;
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
      begun = true;
      asked.steps.push(step);
      asked.dispatches.push(0);
      net.gradient(parameters, gradients, step);
    },
  };
  return { own, ownNet, asked };
}

/** Trains with the learner's loop and kernel; the network's own work on the device is not counted. */
async function trained({ train }: Module, { hyper, steps, lesson }: Training, gpu: Gpu, ofLearner = gpu): Promise<Trained> {
  const net = netOn(gpu, lesson);
  const { own, ownNet, asked } = watched(ofLearner, net);
  const answer: unknown = await train(own, ownNet, { ...hyper }, steps);
  const list = ArrayBuffer.isView(answer) || Array.isArray(answer) ? (answer as Float32Array) : undefined;
  const end = list === undefined ? answer : { length: list.length, ...sampled("p", list) };
  return { ...asked, losses: (await net.losses()).slice(0, steps), end };
}

async function onInterpreter(module: Module, training: Training) {
  const runs: KernelRun[] = [];
  const seen = await heard(() => trained(module, training, interpreterGpu(), interpreterGpu((run) => runs.push(run))));
  return { runs, seen };
}

/** The names under which a learner reads of it. */
const told = ({ steps, dispatches, reads, late, losses, end }: Trained) => ({
  "steps for which the gradient was asked": steps,
  "dispatches of yours in each step": dispatches,
  "times that numbers were read back": reads,
  "buffers and kernels made after the first step began": late,
  "the loss before each step": losses,
  "the parameters at the end": end,
});

const whole = async (): Promise<Training> => ({
  hyper: { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  steps: 12,
  lesson: await fashion,
});

/** Other numbers than the pictures' own, so that nothing can hang on them; two steps are enough. */
function small(draw: Draw, steps: number): Training {
  const { inputs, hidden, classes } = layers;
  const some = (length: number): Float32Array => Float32Array.from(draw.list(length, () => draw.uniform(-0.5, 0.5)));
  const lesson = {
    batch: 2,
    steps: 2,
    pictures: some(2 * 2 * inputs),
    labels: Float32Array.from(draw.list(4, () => draw.integer(0, classes - 1))),
    start: [inputs * hidden, hidden, hidden * classes, classes].map(some),
  };
  return { hyper: { learningRate: 0.05, beta1: 0.6, beta2: 0.9, epsilon: 0.1 }, steps, lesson };
}

const runs = new WeakMap<object, ReturnType<typeof onInterpreter>>();

/** The long training, once for the questions that look at it. */
async function long(module: Module): ReturnType<typeof onInterpreter> {
  const known = runs.get(module) ?? onInterpreter(module, await whole());
  runs.set(module, known);
  return known;
}

const memory = question<Module, Complaints>({
  what: { en: "train, in memory", zh: "train，内存访问" },
  ask: async (module) => {
    const { runs: all, seen } = await long(module);
    return isRefused(seen) ? seen : complaintsOf(all);
  },
  judge: aboutComplaints,
});

const asked = (what: Text, ask: (module: Module, draw: Draw) => Promise<unknown>) => ({
  what,
  ask,
  axes: [stepAxis],
  within: trainingRounds,
  holds: [] as "empty"[],
});

const answerOf = async (module: Module, training: Training): Promise<unknown> => {
  const { runs: all, seen } = await onInterpreter(module, training);
  return isRefused(seen) ? seen : { "accesses that are wrong": wrongAccesses(all), ...told(seen) };
};

const named = (steps: string, zh: string): Text => {
  const { hyper } = small({ list: () => [], uniform: () => 0, integer: () => 0, normal: () => 0 } as Draw, 0);
  return { en: `train ${steps}; ${hyperText(hyper)}`, zh: `train，${zh}；${hyperText(hyper)}` };
};

const adapter = question<Module, AdapterAnswer<Trained>>({
  what: { en: "train on the adapter", zh: "适配器上的 train" },
  ask: async (module) => {
    const { runs: all, seen } = await long(module);
    const clean = !isRefused(seen) && wrongAccesses(all) === 0;
    const training = await whole();
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
});

export const train = [
  memory,
  {
    what: { en: "train on small pictures, 12 steps", zh: "用小图片 train 12 步" },
    ask: async (module: Module) => {
      const { runs: all, seen } = await long(module);
      return isRefused(seen) ? seen : { "accesses that are wrong": wrongAccesses(all), ...told(seen) };
    },
    axes: [stepAxis],
    within: trainingRounds,
  },
  { ...asked(named("for no step", "一步也不走"), (module, draw) => answerOf(module, small(draw, 0))), holds: ["empty"] as const },
  asked(named("for one step", "只走一步"), (module, draw) => answerOf(module, small(draw, 1))),
  asked(named("twice at once, with different networks", "两个不同的网络同时 train"), (module, draw) =>
    Promise.all([answerOf(module, small(draw, 2)), answerOf(module, small(draw, 1))]),
  ),
  adapter,
];
