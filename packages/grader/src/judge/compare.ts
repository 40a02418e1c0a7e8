import { afterwards, freed, type Question, rounding } from "../lab/questions.ts";
import type { Text } from "../lab/text.ts";
import { AnsweredError } from "../lab/answer.ts";
import { fieldName } from "./field-name.ts";
import { placeInAnswer } from "./place-in-answer.ts";
import { type Closeness, shown } from "./shown.ts";
import type { Comparison, Difference, Path } from "./verdict.ts";
import { wrongKind } from "./wrong-kind.ts";

type About = Pick<Question<unknown>, "what" | "axes" | "names" | "within">;

interface Pair {
  readonly path: Path;
  readonly actual: number;
  readonly expected: number;
}

/** The first place where an answer is of a different kind than the right one. */
interface Parting {
  readonly path: Path;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly problem: Text;
}

/** Both answers, read along the structure of the right one. */
interface Reading {
  readonly pairs: Pair[];
  parting?: Parting;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;

/** An error agrees with an error of the same class or a subclass, unless an invalid call threw it by accident. */
const sameError = (actual: unknown, expected: AnsweredError): boolean =>
  actual instanceof AnsweredError &&
  !actual.accidental &&
  actual.kinds.includes(expected.kinds[0] ?? expected.name);

/** Whether one of both is an error and the other is not. */
const threwInstead = (actual: unknown, expected: unknown): boolean =>
  actual instanceof AnsweredError !== expected instanceof AnsweredError;

function read(
  actual: unknown,
  expected: unknown,
  path: Path,
  close: Closeness,
  names: About["names"],
  into: Reading,
): Reading {
  const part = (problem: Text): Reading => {
    into.parting ??= { path, actual, expected, problem };
    return into;
  };
  if (typeof expected === "number") {
    if (typeof actual !== "number") return part(wrongKind(actual, expected, path, close, names));
    into.pairs.push({ path, actual, expected });
    return into;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return part(wrongKind(actual, expected, path, close, names));
    if (actual.length !== expected.length) {
      return part({
        en: `the list must have length ${expected.length}, got length ${actual.length}`,
        zh: `列表的长度应当是 ${expected.length}，得到的却是 ${actual.length}`,
      });
    }
    for (let i = 0; i < expected.length && into.parting === undefined; i++)
      read(actual[i], expected[i], [...path, i], close, names, into);
    return into;
  }
  if (expected instanceof AnsweredError)
    return sameError(actual, expected) ? into : part(wrongKind(actual, expected, path, close, names));
  if (isFields(expected)) {
    if (!isFields(actual)) return part(wrongKind(actual, expected, path, close, names));
    const keys = Object.keys(expected);
    const isThere = (key: string): boolean => expected[key] === undefined || Object.hasOwn(actual, key);
    const missing = keys.find((key) => !isThere(key));
    // An error in one field explains why another is missing.
    const threw = keys.some((key) => threwInstead(actual[key], expected[key]));
    if (missing !== undefined && !threw) {
      const name = fieldName(missing, names);
      return part({ en: `\`${name.en}\` is missing`, zh: `缺少 \`${name.zh}\`` });
    }
    for (const key of keys.filter(isThere)) {
      if (into.parting !== undefined) break;
      read(actual[key], expected[key], [...path, key], close, names, into);
    }
    return into;
  }
  return Object.is(actual, expected) ? into : part(wrongKind(actual, expected, path, close, names));
}

/** Whether two numbers count as equal; NaN and the infinities agree with themselves, 0 with −0. */
export const agree = (actual: number, expected: number, { relative, absolute }: Closeness): boolean =>
  Object.is(actual, expected) ||
  actual === expected ||
  (Number.isFinite(expected) && Math.abs(actual - expected) <= absolute + relative * Math.abs(expected));

const distance = ({ actual, expected }: Pair): number => {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const difference = Math.abs(actual - expected);
  return Number.isNaN(difference) ? Infinity : difference;
};

/** Whole numbers that differ, whether they are counts or not: rounding does not explain them. */
const isCount = ({ actual, expected }: Pair): boolean =>
  Number.isSafeInteger(actual) && Number.isSafeInteger(expected);

/** Whether an error explains a count beside it, in the same object, of what happened in the same call. */
const explains = ({ path, actual, expected }: Parting, wrong: Pair): boolean =>
  threwInstead(actual, expected) &&
  isCount(wrong) &&
  typeof path.at(-1) === "string" &&
  !String(wrong.path.at(-1)).includes("(") &&
  wrong.path.length === path.length &&
  wrong.path.slice(0, -1).every((key, i) => key === path[i]);

/** A place after "at", which some places begin with. */
const atPlace = ({ en }: Text): string => (en.startsWith("at ") ? en : `at ${en}`);

const prefixed = (what: Text, problem: Text, place: Text): Text => ({
  en: `${what.en}: ${place.en === "" ? "" : `${atPlace(place)}, `}${problem.en}.`,
  zh: `${what.zh}：${place.zh === "" ? "" : `${place.zh}处，`}${problem.zh}。`,
});

/** Whether a place is in an argument of the learner's code, inspected after the call: it must be unchanged. */
const isGiven = (path: Path): boolean =>
  path.some((key) => typeof key === "string" && /(?:^| )afterwards$/.test(key));

/** Something that was right at first and no longer is: an answer that a later call has overwritten, or an argument. */
function changedLater(what: Text, { path, place }: Difference): Text | undefined {
  if (path.includes(afterwards))
    return {
      en: `${what.en}: an answer that was given earlier has changed since, at ${place.en}. Return a new list or object from each call.`,
      zh: `${what.zh}：先前返回的结果后来变了，位置是：${place.zh}。每次调用都应当返回新的列表或对象。`,
    };
  return isGiven(path)
    ? {
        en: `${what.en}: your code has changed what it was given, at ${place.en}. Write into your own lists and objects.`,
        zh: `${what.zh}：你的代码改动了传给它的数据，位置是：${place.zh}。请写入自己新建的列表或对象。`,
      }
    : undefined;
}

/**
 * Compares an answer with the right one, on the keys of the right one, and finds where they first differ and the
 * largest difference.
 *
 * $$|a - e| \le \text{absolute} + \text{relative}\cdot|e|$$
 *
 * @returns What is wrong, or undefined.
 */
export function compare(
  actual: unknown,
  right: unknown,
  { what, axes = [], names, within = rounding }: About,
): Comparison | undefined {
  const { relative = 0, absolute = 0, why } = within;
  const close = { relative, absolute };
  const { pairs, parting } = read(actual, right, [], close, names, { pairs: [] });
  const wrong = pairs.filter((pair) => !agree(pair.actual, pair.expected, close));
  // An overwritten argument explains the other differences.
  const first = wrong.find(({ path }) => isGiven(path)) ?? wrong[0];
  if (parting === undefined && first === undefined) return undefined;
  const described = (path: Path, a: unknown, e: unknown): Difference => ({
    path,
    place: placeInAnswer(path, axes, e, names),
    expected: shown(e, close),
    got: shown(a, close),
  });
  if (parting !== undefined && (first === undefined || explains(parting, first))) {
    const at = described(parting.path, parting.actual, parting.expected);
    const said = parting.actual === freed ? undefined : changedLater(what, at);
    const sentence = said ?? prefixed(what, parting.problem, at.place);
    return { what, sentence, first: at };
  }
  const largest = wrong.reduce((worst, pair) => (distance(pair) > distance(worst) ? pair : worst));
  const at = described(first!.path, first!.actual, first!.expected);
  return {
    what,
    sentence: changedLater(what, at) ?? {
      en: `${what.en}: ${at.place.en === "" ? "the number differs from what is expected" : `the numbers first differ ${atPlace(at.place)}`}.`,
      zh: `${what.zh}：${at.place.zh === "" ? "这个数与期望值不符" : `最先不符的位置是：${at.place.zh}`}。`,
    },
    first: at,
    largest: {
      ...described(largest.path, largest.actual, largest.expected),
      difference: shown(Math.abs(largest.actual - largest.expected), { relative: 1e-3, absolute: 0 }),
    },
    differing: { count: wrong.length, of: pairs.length },
    ...(wrong.every(isCount) ? {} : { tolerance: { ...close, why } }),
  };
}
