import type { Params, Transform } from "@downhill/optimizers";
import { type Callback, memoryOf } from "./callback.ts";
import type { Like } from "./checkpoint.ts";
import type { Checkpoints } from "./checkpoint-folder.ts";
import { checkpoints } from "./checkpoints.ts";
import type { Stopper } from "./early-stop.ts";
import type { FitOptions } from "./fit-options.ts";
import { CheckpointError } from "./safetensors.ts";
import { disposeTree, type Json } from "./state.ts";
import type { TrainOptions } from "./train-options.ts";
import { TrainingError } from "./training-error.ts";

/** The folder of checkpoints, if any. A folder that already holds another run is not overwritten. */
export async function opened<P extends Params, S, B>(
  { checkpoints: plan, resume = false }: FitOptions<P, S, B>,
  stopper: Stopper<P> | undefined,
): Promise<Checkpoints | undefined> {
  if (plan === undefined) {
    if (!resume) return undefined;
    throw new TrainingError("no-checkpoints", {
      en: 'fit: there is nothing to resume from; add checkpoints: { folder: "out/run" }, or leave resume out.',
      zh: 'fit：没有可供恢复的检查点；请加上 checkpoints: { folder: "out/run" }，或去掉 resume。',
    });
  }
  const { folder, every: _, ...rule } = plan;
  if (typeof folder !== "string" || folder === "") {
    throw new TrainingError("missing-option", {
      en: 'fit: checkpoints has no folder; give a path, such as checkpoints: { folder: "out/run" }.',
      zh: 'fit：checkpoints 没有给出文件夹；请给出路径，例如 checkpoints: { folder: "out/run" }。',
    });
  }
  const store = await checkpoints(folder, {
    ...rule,
    also: () => [stopper?.bestStep()].filter((step) => step !== undefined),
  });
  const last = store.latest();
  if (last === undefined || resume) return store;
  throw new TrainingError("run-exists", {
    en: `fit: ${folder} already holds a run of ${last.step} steps; add resume: true to continue it, or choose another folder.`,
    zh: `fit：${folder} 中已有一次训练，进行到了第 ${last.step} 步；加上 resume: true 可以继续，否则请换一个文件夹。`,
  });
}

/** Restores the best parameters so far for early stopping. If their checkpoint is damaged, reports it and uses later ones. */
export async function holdBest<P extends Params, S>(
  stopper: Stopper<P> | undefined,
  store: Checkpoints | undefined,
  like: Parameters<Checkpoints["at"]>[1] & { readonly params: P; readonly optimizer: Transform<S> },
  memory: Readonly<Record<string, Json>> = {},
): Promise<CheckpointError | undefined> {
  const saved = stopper && memory[stopper.name];
  if (stopper === undefined || saved === undefined) return undefined;
  stopper.restore?.(saved);
  const step = stopper.missing();
  if (step === undefined) return undefined;
  try {
    const { params, state } = await store!.at<P, unknown>(step, like);
    stopper.hold(params);
    disposeTree([params, state]);
    return undefined;
  } catch (error) {
    if (error instanceof CheckpointError) return error;
    throw error;
  }
}

/** When and where checkpoints are written. */
export const plan = <P extends Params, S, B>(
  store: Checkpoints | undefined,
  options: FitOptions<P, S, B>,
  every: number,
): Pick<TrainOptions<P, S, B>, "checkpoint"> =>
  store === undefined ? {} : { checkpoint: { to: store, every: options.checkpoints?.every ?? every } };

/** A checkpoint at step 0, so that there is always one to go back to. */
export async function saveBeginning<S>(
  store: Checkpoints,
  { params, optimizer, about }: Like<Params, S> & { readonly optimizer: Transform<S> },
  callbacks: readonly Callback[],
): Promise<void> {
  const state = optimizer.init(params);
  try {
    const run = { params, state, step: 0, memory: memoryOf(callbacks) };
    await store.save(run, { optimizer, ...(about && { about }) });
  } finally {
    disposeTree(state);
  }
}
