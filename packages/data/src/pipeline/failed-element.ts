import { DataError } from "../data-error.ts";
import type { Here } from "./stage.ts";

const open = (sentence: string) => sentence.replace(/[.。]$/, "");

/** The error for the element a stage was processing, with its position; the original error is the cause. */
export function failedElement(stage: string, { at, rounds }: Here, thrown: unknown): DataError {
  const en = thrown instanceof Error ? thrown.message : String(thrown);
  const zh = thrown instanceof DataError ? thrown.zh : en;
  const round =
    rounds.length === 0 ? ["", ""] : [` of round ${rounds.join(".")}`, `第 ${rounds.join(".")} 轮的`];
  const error = new DataError("function-failed", {
    en: `${stage}: element ${at}${round[0]} failed: ${open(en)}; fix it, or filter it out first.`,
    zh: `${stage}：${round[1]}第 ${at} 个元素出错：${open(zh)}；请修正它，或在此之前用 filter 去掉。`,
  });
  error.cause = thrown;
  return error;
}
