import { display } from "./display.ts";
import { isList, kindOfValue } from "./kind-of-value.ts";
import type { Text } from "./lab.ts";
import { placeInValue } from "./place-in-value.ts";
import type { Comparison, Path } from "./verdict.ts";

interface Parting {
  readonly path: Path;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly because?: Text;
}

const keysOf = (value: object): readonly string[] => Object.keys(value).sort();

const sameClass = (a: object, b: object): boolean => Object.getPrototypeOf(a) === Object.getPrototypeOf(b);

/** The first place where two values part, or undefined when they are structurally equal. */
function parting(actual: unknown, expected: unknown, path: Path): Parting | undefined {
  if (Object.is(actual, expected) || (actual === 0 && expected === 0)) return undefined;
  const here: Parting = { path, actual, expected };
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null)
    return here;
  if (path.length > 50) return here;
  if (isList(actual) || isList(expected)) {
    if (!isList(actual) || !isList(expected) || Array.isArray(actual) !== Array.isArray(expected))
      return here;
    if (actual.length !== expected.length) {
      const because: Text = {
        en: `length ${expected.length} is expected, got length ${actual.length}`,
        zh: `长度应当是 ${expected.length}，得到的却是 ${actual.length}`,
      };
      return { ...here, because };
    }
    for (let i = 0; i < expected.length; i++) {
      const found = parting(actual[i], expected[i], [...path, i]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!sameClass(actual, expected)) return here;
  if (actual instanceof Date && expected instanceof Date) {
    return actual.getTime() === expected.getTime() ? undefined : here;
  }
  if (actual instanceof Map && expected instanceof Map) return parting([...actual], [...expected], path);
  if (actual instanceof Set && expected instanceof Set) return parting([...actual], [...expected], path);
  const missing = keysOf(expected).find((key) => !Object.hasOwn(actual, key));
  const extra = keysOf(actual).find((key) => !Object.hasOwn(expected, key));
  if (missing !== undefined) {
    return { ...here, because: { en: `the key "${missing}" is missing`, zh: `缺少键 “${missing}”` } };
  }
  if (extra !== undefined) {
    return { ...here, because: { en: `the key "${extra}" does not belong here`, zh: `多出了键 “${extra}”` } };
  }
  for (const key of Object.keys(expected)) {
    const [a, e] = [actual, expected] as readonly Record<string, unknown>[];
    const found = parting(a?.[key], e?.[key], [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Compares two values structurally and says where they part first; 0 and -0 are the same, NaN equals NaN. */
export function equality(actual: unknown, expected: unknown): Pick<Comparison, "ok" | "sentence" | "first"> {
  const found = parting(actual, expected, []);
  if (found === undefined) return { ok: true };
  const got = kindOfValue(found.actual);
  const place = placeInValue(found.path, []).en;
  const problem = found.because ?? {
    en: `${display(found.expected)} is expected, got ${got.en}`,
    zh: `应当是 ${display(found.expected)}，得到的却是${got.zh}`,
  };
  return {
    ok: false,
    sentence: place === "" ? problem : { en: `at ${place}, ${problem.en}`, zh: `${place} 处：${problem.zh}` },
    first: { path: found.path, axes: [], expected: display(found.expected), got: display(found.actual) },
  };
}
