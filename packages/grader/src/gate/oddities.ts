import { AnsweredError, Odd, Stopped, Threw, Unwritten } from "../lab/answer.ts";
import { isUntranslated } from "../judge/field-name.ts";
import type { Oddity, Question } from "../lab/questions.ts";

/** What is odd about a part of an answer, if anything. */
function oddityOf(value: unknown): Oddity | "unreadable" | undefined {
  if (value === undefined) return "undefined";
  if (typeof value === "number") {
    if (Number.isNaN(value)) return "NaN";
    return Number.isFinite(value) ? undefined : "infinity";
  }
  if (value instanceof Threw || value instanceof AnsweredError) return "error";
  if (value instanceof Odd || value instanceof Stopped || value instanceof Unwritten) return "unreadable";
  return Array.isArray(value) && value.length === 0 ? "empty" : undefined;
}

function odditiesIn(value: unknown, found: Set<string>): Set<string> {
  const oddity = oddityOf(value);
  if (oddity !== undefined) found.add(oddity);
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) odditiesIn(part, found);
  return found;
}

const fieldsIn = (value: unknown, found = new Set<string>()): Set<string> => {
  if (typeof value !== "object" || value === null) return found;
  if (!Array.isArray(value)) for (const key of Object.keys(value)) found.add(key);
  for (const part of Object.values(value)) fieldsIn(part, found);
  return found;
};

/**
 * Oddities in a right answer that its question does not declare: with them, a broken solution would make every broken
 * file agree. A question that declares one needlessly is listed too, because it does not check what it excuses.
 */
export function oddities(question: Question<unknown>, right: unknown): readonly string[] {
  const found = odditiesIn(right, new Set());
  const excused: readonly string[] = question.holds ?? [];
  const phrases = [...fieldsIn(right)].filter((key) => isUntranslated(key, question.names));
  return [
    ...phrases.map((key) => `"${question.what.en}": names.zh has no word for the field "${key}"`),
    ...[...found]
      .filter((each) => !excused.includes(each))
      .map((each) => `the right answer to "${question.what.en}" contains ${each}`),
    ...excused.filter((each) => !found.has(each)).map((each) => `"${question.what.en}" holds no ${each}`),
  ];
}
