import type { Probe, Tolerance } from "@downhill/grader/lab";
import type { KernelRun } from "@downhill/wgsl";
import type { AdamModule } from "../adam-module.ts";
import { adapter, nameOf, ranOn } from "../devices.ts";
import { fashionLesson, type GradedLesson } from "../fashion-lesson.ts";
import type { Gpu } from "../gpu.ts";
import { interpreterGpu } from "../interpreter-gpu.ts";
import { netOn } from "../net.ts";
import { agrees, elementAxis, stepAxis } from "../numbers.ts";
import { tellFaults } from "./faults.ts";
import { telling } from "./wgsl.ts";

const tolerance: Tolerance = {
  relative: 1e-3,
  absolute: 1e-4,
  why: {
    en: "float32 keeps 7 digits, and each step of training magnifies what was rounded",
    zh: "float32 只有约 7 位有效数字，训练每走一步都会把舍入误差放大",
  },
};

/** What a training asked of the device, beside the network's own work. */
interface Asked {
  dispatches: number;
  reads: number;
  /** Buffers and kernels that were made after the first dispatch. */
  late: number;
}

function watched(gpu: Gpu): { readonly watched: Gpu; readonly asked: Asked } {
  const asked: Asked = { dispatches: 0, reads: 0, late: 0 };
  const made = <T>(thing: T): T => {
    if (asked.dispatches > 0) asked.late++;
    return thing;
  };
  const own: Gpu = {
    tier: gpu.tier,
    about: gpu.about,
    buffer: (start) => made(gpu.buffer(start)),
    kernel: (code) => made(gpu.kernel(code)),
    write: (buffer, numbers) => gpu.write(buffer, numbers),
    dispatch(kernel, buffers, workgroups) {
      asked.dispatches++;
      gpu.dispatch(kernel, buffers, workgroups);
    },
    read(buffer) {
      asked.reads++;
      return gpu.read(buffer);
    },
  };
  return { watched: own, asked };
}

/** What training needs that is not the learner's: data, the reference trajectory, an adapter where there is one. */
export async function prepare(): Promise<void> {
  await Promise.all([fashionLesson(), adapter()]);
}

/** Trains with the learner's loop and kernel, and says how that compares with the packages' own training. */
async function trained(
  train: AdamModule["train"],
  probe: Probe,
  lesson: GradedLesson,
  gpu: Gpu,
  ofLearner = gpu,
): Promise<boolean> {
  const { watched: own, asked } = watched(ofLearner);
  const net = netOn(gpu, lesson);
  const end: unknown = await telling(probe, () => train(own, net, lesson.hyper, lesson.steps));
  if (end === undefined) {
    probe.equal({ en: "what train returns", zh: "train 的返回值" }, end, lesson.end);
    return false;
  }
  const { en, zh } = nameOf(gpu);
  const [dispatches, { reads, late }] = [asked.dispatches / lesson.steps, asked];
  probe.equal({ en: "dispatches of yours in a step", zh: "每步由你发出的调度次数" }, dispatches, 1);
  probe.equal({ en: "times that numbers were read back", zh: "读回数值的次数" }, reads, 1);
  probe.equal(
    { en: "buffers and kernels made after the first step", zh: "第一步之后新建的缓冲区和内核数" },
    late,
    0,
  );
  const losses = await net.losses();
  probe.close({ en: `the loss on ${en}`, zh: `损失（${zh}）` }, losses, lesson.losses, tolerance, [stepAxis]);
  probe.close(
    { en: `the parameters at the end on ${en}`, zh: `最后的参数（${zh}）` },
    end,
    lesson.end,
    tolerance,
    [elementAxis],
  );
  const right = agrees(losses, lesson.losses, tolerance) && agrees(end, lesson.end, tolerance);
  return right && dispatches === 1 && reads === 1 && late === 0;
}

/**
 * Trains on the interpreter, where a loop that does not end is noticed and memory is watched; when all is well there,
 * on the machine's adapter too, which could not be stopped.
 */
export async function checkTrain({ train }: AdamModule, probe: Probe): Promise<void> {
  const lesson = await fashionLesson();
  const interpreter = interpreterGpu();
  const runs: KernelRun[] = [];
  const ofLearner = interpreterGpu((run) => runs.push(run));
  const right = await trained(train, probe, lesson, interpreter, ofLearner);
  const clean = tellFaults(probe, runs);
  if (!right || !clean) return probe.note(ranOn([interpreter], undefined));
  const { gpu, why } = await adapter();
  if (gpu !== undefined) await trained(train, probe, lesson, gpu);
  probe.note(ranOn([interpreter, ...(gpu === undefined ? [] : [gpu])], why));
}
