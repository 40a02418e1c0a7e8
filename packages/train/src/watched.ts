import { meantAmong } from "@downhill/tensor";
import { TrainingError } from "./training-error.ts";

/** A number to watch. */
export interface Watched {
  /** `loss`, the name of a metric, or `validation.` and a name. */
  readonly by: string;
  /** Whether smaller or larger is better. May be left out for a loss: smaller is better. */
  readonly mode?: "min" | "max";
}

/**
 * Whether smaller or larger is better.
 *
 * @throws TrainingError when that is not given, and the name does not belong to a loss.
 */
export function modeOf(owner: string, { by, mode }: Watched): "min" | "max" {
  if (mode !== undefined && ["min", "max"].includes(mode)) return mode;
  if (mode === undefined && /(^|\.)loss$/.test(by)) return "min";
  if (mode !== undefined) {
    const near = meantAmong(mode, ["min", "max"]);
    throw new TrainingError("unknown-name", {
      en: `${owner}: mode "${mode}" is unknown; ${near.en}: "min" for an error, "max" for an accuracy.`,
      zh: `${owner}：没有 "${mode}" 这种 mode；${near.zh}：误差用 "min"，准确率用 "max"。`,
    });
  }
  throw new TrainingError("missing-option", {
    en: `${owner}: it is not clear whether "${by}" should be small or large; add mode: "min" for an error, or mode: "max" for an accuracy.`,
    zh: `${owner}：没有说明 "${by}" 是越小越好还是越大越好；误差请写 mode: "min"，准确率请写 mode: "max"。`,
  });
}

/** The number in a reading; undefined if the reading does not have it. */
export const valueOf = (
  { loss, metrics }: { readonly loss: number; readonly metrics: Readonly<Record<string, number>> },
  by: string,
): number | undefined => (by === "loss" ? loss : metrics[by]);
