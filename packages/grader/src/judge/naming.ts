import { AnsweredError, Odd, Stopped, Threw, Unwritten } from "../lab/answer.ts";
import type { Mistake } from "../lab/mistakes.ts";
import { type Question, rounding } from "../lab/questions.ts";
import { agree } from "./compare.ts";
import { fault } from "./fault.ts";
import type { Closeness } from "./shown.ts";

/** The answers that one mistake, or two together, give to a task's questions, in their order. */
export interface MistakenAnswers {
  readonly mistakes: readonly Mistake[];
  readonly answers: readonly unknown[];
}

/** Two wrong answers closer than this are the same answer; at most 1e-5, whatever a question allows. */
const sameness = ({ within }: Question<unknown>): number =>
  Math.max(1e-9, Math.min(within?.relative ?? 0, 1e-5));

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;

/** How close a number must be to the right one, as in the comparison that judges it. */
function allowed({ within = rounding }: Question<unknown>): Closeness {
  const { relative = 0, absolute = 0 } = within;
  return { relative, absolute };
}

/** Two numbers are the same if they are close to each other, or if both are right. */
function sameNumber(a: number, b: number, right: unknown, question: Question<unknown>): boolean {
  if (Object.is(a, b) || a === b) return true;
  const largest = Math.max(Math.abs(a), Math.abs(b));
  // Everything is infinitely far from an infinity, which would count as within any relative tolerance.
  if (largest < Infinity && Math.abs(a - b) <= sameness(question) * largest) return true;
  const close = allowed(question);
  return typeof right === "number" && agree(a, right, close) && agree(b, right, close);
}

/** Whether two answers are the same in the parts that the right one has. */
function agrees(a: unknown, b: unknown, right: unknown, question: Question<unknown>): boolean {
  if (typeof a === "number" && typeof b === "number") return sameNumber(a, b, right, question);
  if (Array.isArray(a) && Array.isArray(b)) {
    const rights = Array.isArray(right) ? right : [];
    return a.length === b.length && a.every((each, i) => agrees(each, b[i], rights[i], question));
  }
  if (isFields(a) && isFields(b)) {
    const keys = isFields(right) ? Object.keys(right) : [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const rights = isFields(right) ? right : {};
    return keys.every(
      (key) =>
        Object.hasOwn(a, key) === Object.hasOwn(b, key) && agrees(a[key], b[key], rights[key], question),
    );
  }
  if (a instanceof AnsweredError && b instanceof AnsweredError)
    return a.name === b.name && a.accidental === b.accidental;
  if (a instanceof Threw && b instanceof Threw) return agrees(a.error, b.error, undefined, question);
  if (a instanceof Odd && b instanceof Odd) return a.kind === b.kind && a.about === b.about;
  if (a instanceof Stopped && b instanceof Stopped) return a.kind === b.kind;
  return Object.is(a, b);
}

/** Whether two answers to a question agree; if it has its own judge, whether both are right or both are wrong. */
const agreeing = (question: Question<unknown>, a: unknown, b: unknown, right: unknown): boolean =>
  question.judge === undefined
    ? agrees(a, b, right, question)
    : (fault(question, a, right) === undefined) === (fault(question, b, right) === undefined);

/** The evidence for a name: numbers compared, and those among them that are finite and wrong; a wrong length counts. */
interface Evidence {
  compared: number;
  wrong: number;
}

function gather(a: unknown, right: unknown, close: Closeness, into: Evidence): void {
  if (typeof a === "number" && typeof right === "number") {
    into.compared++;
    if (Number.isFinite(a) && !agree(a, right, close)) into.wrong++;
  } else if (Array.isArray(a) && Array.isArray(right)) {
    if (a.length !== right.length) into.wrong++;
    into.compared++;
    for (let i = 0; i < Math.min(a.length, right.length); i++) gather(a[i], right[i], close, into);
  } else if (isFields(a) && isFields(right)) {
    for (const key of Object.keys(right)) gather(a[key], right[key], close, into);
  }
}

const enough = ({ compared, wrong }: Evidence): boolean => wrong >= 1 && compared >= 3;

/** Whether answers have enough numbers, some of them wrong, for agreement with a mistake's to be meaningful. */
export function telling(
  answers: readonly unknown[],
  right: readonly unknown[],
  questions: readonly Question<unknown>[],
): boolean {
  const evidence: Evidence = { compared: 0, wrong: 0 };
  questions.forEach((question, i) => {
    if (question.judge === undefined) gather(answers[i], right[i], allowed(question), evidence);
  });
  return enough(evidence);
}

const idsOf = ({ mistakes }: MistakenAnswers): string => mistakes.map(({ id }) => id).join("+");

/**
 * The mistakes whose answers match the learner's: all of a task's answers agree, and numbers among them are finite and
 * wrong, so that the agreement is meaningful. Questions about code that is still to be written are left out. A mistake
 * without numbers is recognised by its own predicate. If two fit, nothing is named, since a wrong name is worse than
 * none; two forms of one mistake have the same name.
 */
export function named(
  known: readonly MistakenAnswers[],
  answers: readonly unknown[],
  right: readonly unknown[],
  questions: readonly Question<unknown>[],
): readonly Mistake[] {
  const written = answers.map((each) => !(each instanceof Unwritten));
  const whole = written.every(Boolean);
  const numbers = telling(answers, right, questions);
  const fits = ({ mistakes, answers: theirs }: MistakenAnswers): boolean => {
    const [first] = mistakes;
    if (mistakes.some(({ unnamed }) => unnamed !== undefined)) return false;
    if (mistakes.length === 1 && first?.when !== undefined) return whole && recognised(first, answers);
    return (
      numbers &&
      questions.every((each, i) => !(written[i] ?? false) || agreeing(each, answers[i], theirs[i], right[i]))
    );
  };
  const fitting = known.filter(fits);
  return new Set(fitting.map(idsOf)).size === 1 ? (fitting[0]?.mistakes ?? []) : [];
}

function recognised(mistake: Mistake, answers: readonly unknown[]): boolean {
  try {
    return mistake.when?.(answers) === true;
  } catch {
    return false;
  }
}
