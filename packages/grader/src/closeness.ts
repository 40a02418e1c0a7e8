import { display } from "./display.ts";
import { isList, kindOfValue } from "./kind-of-value.ts";
import type { Numbers, Text, Tolerance } from "./lab.ts";
import { placeInValue } from "./place-in-value.ts";
import type { Comparison, Difference } from "./verdict.ts";

type Outcome = Pick<Comparison, "ok" | "sentence" | "first" | "largest" | "differing">;

/** `actual` read along the structure of `expected`: pairs of numbers, or the first place where the structures part. */
type Reading =
  | { readonly pairs: readonly Pair[] }
  | {
      readonly path: readonly number[];
      readonly problem: Text;
      readonly got: unknown;
      readonly wanted: string;
    };

interface Pair {
  readonly path: readonly number[];
  readonly actual: number;
  readonly expected: number;
}

type Nested = number | ArrayLike<Nested>;

const read = (actual: unknown, expected: Nested, path: readonly number[], pairs: Pair[] = []): Reading => {
  if (typeof expected === "number") {
    if (typeof actual === "number") {
      pairs.push({ path, actual, expected });
      return { pairs };
    }
    const got = kindOfValue(actual);
    return {
      path,
      got: actual,
      wanted: display(expected),
      problem: { en: `a number is expected, got ${got.en}`, zh: `这里应当是一个数，得到的却是${got.zh}` },
    };
  }
  const wanted = display(expected);
  if (!isList(actual)) {
    const got = kindOfValue(actual);
    return {
      path,
      got: actual,
      wanted,
      problem: {
        en: `a list of ${expected.length} is expected, got ${got.en}`,
        zh: `这里应当是一个长度为 ${expected.length} 的列表，得到的却是${got.zh}`,
      },
    };
  }
  if (actual.length !== expected.length) {
    return {
      path,
      got: actual,
      wanted,
      problem: {
        en: `the list must have length ${expected.length}, got length ${actual.length}`,
        zh: `列表的长度应当是 ${expected.length}，得到的却是 ${actual.length}`,
      },
    };
  }
  for (let i = 0; i < expected.length; i++) {
    const part = read(actual[i], expected[i] as Nested, [...path, i], pairs);
    if (!("pairs" in part)) return part;
  }
  return { pairs };
};

const agrees = ({ actual, expected }: Pair, { relative = 0, absolute = 0 }: Tolerance): boolean =>
  Object.is(actual, expected) ||
  actual === expected ||
  Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);

/** The distance that "largest" compares: a NaN on one side only is further away than any number. */
const distance = ({ actual, expected }: Pair): number => {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const difference = Math.abs(actual - expected);
  return Number.isNaN(difference) ? Infinity : difference;
};

const described = (pair: Pair, axes: readonly Text[]): Difference => ({
  path: pair.path,
  axes,
  expected: display(pair.expected),
  got: display(pair.actual),
});

/**
 * Compares numbers within a tolerance and finds the first and the largest difference.
 *
 * $$|a - e| \le \text{absolute} + \text{relative}\cdot|e|$$
 *
 * NaN agrees only with an expected NaN. Any other kind of value, a wrong length or a wrong nesting is answered with a
 * sentence that says where.
 */
export function closeness(
  actual: unknown,
  expected: Numbers,
  tolerance: Tolerance,
  axes: readonly Text[],
): Outcome {
  const reading = read(actual, expected, []);
  if (!("pairs" in reading)) {
    const { path, problem, got, wanted } = reading;
    const place = placeInValue(path, axes);
    return {
      ok: false,
      sentence:
        path.length === 0
          ? problem
          : { en: `at ${place.en}, ${problem.en}`, zh: `${place.zh}处：${problem.zh}` },
      first: { path, axes: axes.slice(0, path.length), expected: wanted, got: display(got) },
    };
  }
  const wrong = reading.pairs.filter((pair) => !agrees(pair, tolerance));
  const first = wrong[0];
  if (first === undefined) return { ok: true };
  const largest = wrong.reduce((worst, pair) => (distance(pair) > distance(worst) ? pair : worst));
  const place = placeInValue(first.path, axes);
  return {
    ok: false,
    sentence:
      first.path.length === 0
        ? { en: "the number differs from what is expected", zh: "这个数与期望值不符" }
        : { en: `the numbers first differ at ${place.en}`, zh: `最先不符的位置是${place.zh}` },
    first: described(first, axes),
    largest: { ...described(largest, axes), difference: display(distance(largest)) },
    differing: { count: wrong.length, of: reading.pairs.length },
  };
}
