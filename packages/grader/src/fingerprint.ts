import { display } from "./display.ts";
import { isList } from "./kind-of-value.ts";

/** What the code under grading answered at one comparison: numbers where it answered numbers, else a text. */
export type Answer =
  { readonly numbers: Float64Array; readonly relative: number } | { readonly text: string };

/** Everything one run of a check saw, in order, and how it ended; two runs of the same mistake have equal ones. */
export interface Fingerprint {
  readonly answers: readonly Answer[];
  /** The kind of error that ended the check early, or null. */
  readonly threw: string | null;
}

const exact = 1e-9;
const single = 1e-5;

const numbersIn = (value: unknown, into: number[]): boolean => {
  if (typeof value === "number") {
    into.push(value);
    return true;
  }
  if (!isList(value)) return false;
  for (let i = 0; i < value.length; i++) if (!numbersIn(value[i], into)) return false;
  return true;
};

/**
 * What the code answered, kept for comparison. Numbers agree within 1e-9 relative, or within the check's own relative
 * tolerance where that is looser (float32 work), but never looser than 1e-5.
 */
export function answerOf(actual: unknown, relative = 0): Answer {
  const numbers: number[] = [];
  return numbersIn(actual, numbers)
    ? { numbers: Float64Array.from(numbers), relative: Math.max(exact, Math.min(relative, single)) }
    : { text: display(actual) };
}

const sameNumber = (a: number, b: number, relative: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b));

const sameAnswer = (a: Answer, b: Answer): boolean => {
  if ("text" in a || "text" in b) return "text" in a && "text" in b && a.text === b.text;
  return (
    a.numbers.length === b.numbers.length &&
    a.numbers.every((value, i) => sameNumber(value, b.numbers[i] ?? NaN, a.relative))
  );
};

/** True when two runs answered the same, in the same order, and ended the same way. */
export const sameFingerprint = (a: Fingerprint, b: Fingerprint): boolean =>
  a.threw === b.threw &&
  a.answers.length === b.answers.length &&
  a.answers.every((answer, i) => {
    const other = b.answers[i];
    return other !== undefined && sameAnswer(answer, other);
  });
