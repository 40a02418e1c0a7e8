import type { Question } from "../lab/questions.ts";
import { compare } from "./compare.ts";
import type { Comparison } from "./verdict.ts";

/** What is wrong with one answer, according to the question's own judge or the comparison; undefined if it is right. */
export function fault(question: Question<unknown>, answer: unknown, right: unknown): Comparison | undefined {
  if (question.judge === undefined) return compare(answer, right, question);
  try {
    const sentence = question.judge(answer, right);
    return sentence === undefined
      ? undefined
      : {
          what: question.what,
          sentence: { en: `${question.what.en}: ${sentence.en}`, zh: `${question.what.zh}：${sentence.zh}` },
        };
  } catch {
    const shape = compare(answer, right, question);
    return (
      shape ?? {
        what: question.what,
        sentence: {
          en: `${question.what.en}: the answer does not have the requested form.`,
          zh: `${question.what.zh}：结果的形式不符合要求。`,
        },
      }
    );
  }
}
