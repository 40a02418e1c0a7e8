import { DataError } from "../data-error.ts";

/**
 * The position of a walk through a {@link Pipeline}: plain data that survives JSON.
 *
 * It mirrors the pipeline, one entry per stage, and holds no elements: the contents of a buffer are read again. So its
 * size does not depend on the data or the kind of elements.
 */
export interface Position {
  /** The stage that this entry belongs to, with the settings that the order depends on. */
  readonly stage: string;
  /** The progress of the stage, in its own count. */
  readonly at: number;
  /** The entries of the stages it draws from. */
  readonly from: readonly Position[];
}

/** The saved entry of a stage, after checking that this stage wrote it. */
export function entryOf(stage: string, inputs: number, saved: Position | undefined): Position | undefined {
  if (saved === undefined) return undefined;
  const found = saved as Partial<Position> | null;
  if (found?.stage !== stage) {
    const known = typeof found?.stage === "string" ? found.stage : undefined;
    throw new DataError("position-mismatch", {
      en: `pipeline: the position was saved by ${known === undefined ? "something else" : `"${known}"`} where this pipeline has "${stage}"; continue with the pipeline it was saved from, or start from scratch.`,
      zh: `pipeline：保存这个位置的是${known === undefined ? "别的东西" : `“${known}”`}，而当前流水线在此处是“${stage}”；请用保存时的同一条流水线继续，或从头开始。`,
    });
  }
  if (!Number.isSafeInteger(found.at) || found.at! < 0 || found.from?.length !== inputs) {
    throw new DataError("damaged", {
      en: `pipeline: the saved position is damaged at "${stage}"; use an older checkpoint, or start from scratch.`,
      zh: `pipeline：保存的位置在“${stage}”处已损坏；请改用更早的检查点，或从头开始。`,
    });
  }
  return saved;
}
