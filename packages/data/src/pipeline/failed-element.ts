import { DataError } from "../data-error.ts";
import type { Here } from "./stage.ts";

const open = (sentence: string) => sentence.replace(/[.。]$/, "");

/** What was thrown for the element that a stage stood at, with its place; the first error stays as the cause. */
export function failedElement(stage: string, { at, rounds }: Here, thrown: unknown): DataError {
  const en = thrown instanceof Error ? thrown.message : String(thrown);
  const zh = thrown instanceof DataError ? thrown.zh : en;
  const round =
    rounds.length === 0 ? ["", ""] : [` of round ${rounds.join(".")}`, `第 ${rounds.join(".")} 轮的`];
  const error = new DataError("function-failed", {
    en: `${stage}: element ${at}${round[0]} failed: ${open(en)}; mend it, or filter it out before.`,
    zh: `${stage}：${round[1]}第 ${at} 个元素出错：${open(zh)}；请修正它，或在此之前用 filter 去掉。`,
  });
  error.cause = thrown;
  return error;
}
