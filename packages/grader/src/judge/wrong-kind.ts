import { AnsweredError, Odd } from "../lab/answer.ts";
import { afterwards, type Question } from "../lab/questions.ts";
import type { Text } from "../lab/text.ts";
import { fieldName } from "./field-name.ts";
import { type Closeness, kindOf, shown } from "./shown.ts";
import type { Path } from "./verdict.ts";

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;

/** Chinese and a word of another script are separated by a space. */
const spaced = (zh: string): string => (/^[\w"`[{-]/.test(zh) ? ` ${zh}` : zh);

const results: ReadonlySet<string> = new Set(["answer", "descent", "at once", afterwards]);

/**
 * Whether a place holds the return value of a call: the answer itself, an entry of a list, or a field with a call's
 * name.
 */
const isResult = (path: Path): boolean => {
  const last = path.at(-1);
  return typeof last !== "string" || last.includes("(") || results.has(last);
};

const nothing: Text = { en: "undefined", zh: "undefined" };
/** An entry of a list may be what one of several calls returned, or a part of what one call did. */
const noEntry: Text = {
  en: "undefined (is a `return` missing, or was this entry never set?)",
  zh: "undefined（是不是漏写了 `return`，或者这一项没有赋值？）",
};

const unawaited: Text = {
  en: "a promise (is an `await` missing?)",
  zh: "一个 Promise（是不是漏写了 `await`？）",
};
const entryUnawaited: Text = {
  en: "a promise (remove `async`, or is an `await` missing?)",
  zh: "一个 Promise（请去掉 `async`；或者是不是漏写了 `await`？）",
};

/** What is in the place of something else, as a noun phrase that fits after "got". */
function gotten(actual: unknown, path: Path, close: Closeness): Text {
  if (actual instanceof Odd && actual.kind === "promise") {
    if (typeof path.at(-1) === "number") return entryUnawaited;
    return isResult(path) ? kindOf(actual, close) : unawaited;
  }
  if (actual !== undefined) return kindOf(actual, close);
  if (typeof path.at(-1) === "number") return noEntry;
  return isResult(path) ? kindOf(actual, close) : nothing;
}

/** What is expected in a place, and what an answer of another kind has there. */
export function wrongKind(
  actual: unknown,
  expected: unknown,
  path: Path,
  close: Closeness,
  names: Question<unknown>["names"],
): Text {
  const got = gotten(actual, path, close);
  const wanted = ((): Text & { readonly verb?: string } => {
    if (typeof expected === "number") return { en: "a number", zh: "一个数" };
    if (Array.isArray(expected))
      return { en: `a list of ${expected.length}`, zh: `一个长度为 ${expected.length} 的列表` };
    if (expected instanceof AnsweredError)
      return { en: `a thrown ${expected.name}`, zh: `抛出一个 ${expected.name}`, verb: "" };
    if (isFields(expected)) {
      const keys = Object.keys(expected).map((key) => fieldName(key, names));
      const list = { en: keys.map(({ en }) => en).join(", "), zh: keys.map(({ zh }) => zh).join("、") };
      return { en: `an object with ${list.en}`, zh: `一个含有${spaced(list.zh)} 的对象` };
    }
    const text = shown(expected, close);
    return { en: text, zh: text };
  })();
  return {
    en: `${wanted.en} is expected, got ${got.en}`,
    zh: `应当${wanted.verb ?? "是"}${spaced(wanted.zh)}，得到的却是${spaced(got.zh)}`,
  };
}
