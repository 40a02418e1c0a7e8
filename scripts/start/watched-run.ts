import type { Params } from "@downhill/optimizers";
import { type DeviceChoice, DeviceError } from "@downhill/tensor";
import { train, type Trained, type TrainOptions } from "@downhill/train";
import { progressBar } from "@downhill/train/terminal";
import type { Asked } from "./asked.ts";
import { checkpointFile } from "./course.ts";
import { checkpointTime, lostMeanwhile } from "./stop-and-resume.ts";
import type { TensorCount } from "./tensor-count.ts";
import { style } from "./voice.ts";

/** What monitors a run. */
export interface Watch {
  readonly asked: Asked;
  readonly device: DeviceChoice;
  readonly tensors: TensorCount;
}

/**
 * Trains with a progress bar and a count of tensors. Ctrl-C stops it after the current step; it is saved then, and
 * every few steps.
 *
 * @throws Refusal if the device is lost or tensors leak.
 */
export async function watchedRun<P extends Params, S, B>(
  options: TrainOptions<P, S, B>,
  { asked, device, tensors }: Watch,
): Promise<Trained<P, S>> {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort()).once("SIGTERM", () => controller.abort());
  const before = checkpointTime();
  using bar = progressBar({ stream: process.stdout, language: style.language });
  try {
    return await train({
      ...options,
      batchAt(step) {
        tensors.look(step);
        return options.batchAt(step);
      },
      observe: [bar],
      checkpoint: { path: checkpointFile, every: device.tier === "hardware" ? 200 : 10 },
      signal: controller.signal,
    });
  } catch (error) {
    throw error instanceof DeviceError ? lostMeanwhile(error, checkpointTime() > before, asked) : error;
  }
}
