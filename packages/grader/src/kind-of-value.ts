import { display } from "./display.ts";
import type { Text } from "./lab.ts";

/** True for arrays and typed arrays, the two forms in which a check accepts a list. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

export const isPromise = (value: unknown): boolean => {
  try {
    return (
      typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
    );
  } catch {
    return false;
  }
};

/** Names what a value is, as a noun phrase that fits after "got". */
export function kindOfValue(value: unknown): Text {
  if (value === undefined) {
    return { en: "undefined (is a `return` missing?)", zh: "undefined（是不是漏写了 `return`？）" };
  }
  if (value === null) return { en: "null", zh: "null" };
  if (isPromise(value)) {
    return {
      en: "a promise (this function must answer at once: remove `async`)",
      zh: "一个 Promise（这个函数应当直接返回结果，请去掉 `async`）",
    };
  }
  if (isList(value)) {
    return {
      en: `a list of ${value.length}: ${display(value)}`,
      zh: `一个长度为 ${value.length} 的列表：${display(value)}`,
    };
  }
  if (typeof value === "number") return { en: `the number ${display(value)}`, zh: `数 ${display(value)}` };
  if (typeof value === "string") return { en: `the text ${display(value)}`, zh: `字符串 ${display(value)}` };
  if (typeof value === "boolean") return { en: String(value), zh: String(value) };
  if (typeof value === "function") {
    return {
      en: "a function (is a call's `()` missing?)",
      zh: "一个函数（是不是漏写了调用的括号 `()`？）",
    };
  }
  return { en: display(value), zh: display(value) };
}
