import { checkOptions } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { wholeNumber } from "../whole-number.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Position } from "./position.ts";
import type { Walk } from "./walk.ts";

/** The elements of a pipeline as a function of the step, the form in which `train` requests its batches. */
export interface ByStep<T> {
  /**
   * The element of a step. Consecutive steps share one iterator; for any other step the pipeline is iterated again up
   * to it.
   * @throws DataError when there is no such step
   */
  readonly batchAt: (step: number) => Promise<T>;
  /** The iterator's position, after the step requested last. */
  readonly position: () => Position;
  /** Closes the sources. */
  readonly close: () => Promise<void>;
}

/**
 * Numbers a pipeline's elements by step, so that element $t$ is the batch of step $t$, whatever was requested before.
 *
 * @param from where to continue: the step of a checkpoint and the position at that step. Without it, a resumed run
 * iterates from the beginning to its step, with the same result
 * @throws DataError if the position belongs to another pipeline, or the step is not a whole number
 * @example
 * ```ts
 * import { byStep, pipeline } from "@downhill/data";
 * const { batchAt } = byStep(pipeline([5, 6, 7]).batch(1).repeat());
 * await batchAt(4); // [6]
 * await batchAt(1); // [6]
 * ```
 * @see Bottou, Curtis and Nocedal, "Optimization methods for large-scale machine learning", SIAM Review 2018, §4.
 */
export function byStep<T>(
  pipeline: Pipeline<T>,
  from?: { readonly step: number; readonly position: Position },
): ByStep<T> {
  checkOptions("byStep", from, ["step", "position"]);
  if (typeof (pipeline as Partial<Pipeline<T>> | undefined)?.walk !== "function") {
    throw new DataError("not-a-pipeline", {
      en: "byStep: argument 1 is not a pipeline; wrap it in pipeline(…).",
      zh: "byStep：第 1 个参数不是流水线；请用 pipeline(…) 包起来。",
    });
  }
  const first = from?.step ?? 0;
  wholeNumber("byStep", "step", first, 0);
  let walk: Walk<T> = pipeline.walk(from?.position);
  let next = first;
  let turn: Promise<unknown> = Promise.resolve();

  const walkTo = async (step: number): Promise<T> => {
    wholeNumber("byStep", "step", step, 0);
    if (step < next) {
      await walk.return();
      walk = pipeline.walk(step < first ? undefined : from?.position);
      next = step < first ? 0 : first;
    }
    for (;;) {
      const drawn = await walk.next().catch((error: unknown) => {
        walk = pipeline.walk(walk.position);
        throw error;
      });
      if (drawn.done === true) {
        throw new DataError("data-ended", {
          en: `byStep: there is no step ${step}, because the pipeline ended after ${next}; repeat it, or take fewer steps.`,
          zh: `byStep：没有第 ${step} 步，流水线在 ${next} 步之后已结束；请用 repeat 重复，或减少步数。`,
        });
      }
      if (next++ === step) return drawn.value;
    }
  };
  return {
    batchAt(step) {
      const batch = turn.then(() => walkTo(step));
      turn = batch.catch(() => undefined);
      return batch;
    },
    position: () => walk.position,
    close: async () => {
      await turn;
      await walk.return();
    },
  };
}
