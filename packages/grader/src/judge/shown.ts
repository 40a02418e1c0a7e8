import { freed } from "../lab/questions.ts";
import type { Text } from "../lab/text.ts";
import { AnsweredError, Odd, Threw } from "../lab/answer.ts";

/** How close two numbers must be, without the reason. */
export interface Closeness {
  readonly relative: number;
  readonly absolute: number;
}

const exact: Closeness = { relative: 0, absolute: 0 };

/**
 * A number with as many digits as the tolerance justifies: the shortest decimal that is closer to the value than a
 * tenth of the tolerance. For example 0.6, if 0.5999999999999996 counts as equal.
 */
export function digits(value: number, { relative, absolute }: Closeness): string {
  if (Object.is(value, -0)) return "0";
  if (!Number.isFinite(value)) return String(value);
  const room = (absolute + relative * Math.abs(value)) / 10;
  for (let places = 1; places < 17; places++) {
    const short = Number(value.toPrecision(places));
    if (Math.abs(short - value) <= room) return String(short);
  }
  return String(value);
}

const few = 8;
const longest = 80;

/** Any part of an answer as one short line. */
export function shown(value: unknown, close: Closeness = exact, depth = 0): string {
  if (typeof value === "number") return digits(value, close);
  if (typeof value === "string")
    return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  if (value instanceof AnsweredError) return `${value.name}: ${value.message}`;
  if (value instanceof Threw) return shown(value.error, close, depth);
  if (value instanceof Odd)
    return value.kind === "function" && value.about !== "" ? `function ${value.about}` : value.kind;
  if (Array.isArray(value)) {
    if (depth > 2) return "[…]";
    const parts = value.slice(0, few).map((each) => shown(each, close, depth + 1));
    return `[${[...parts, ...(value.length > few ? [`… ${value.length - few} more`] : [])].join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    if (depth > 2) return "{…}";
    const entries = Object.entries(value);
    const parts = entries.slice(0, few).map(([key, each]) => `${key}: ${shown(each, close, depth + 1)}`);
    return parts.length === 0 ? "{}" : `{ ${[...parts, ...(entries.length > few ? ["…"] : [])].join(", ")} }`;
  }
  return String(value);
}

const oddities: Readonly<Record<Odd["kind"], Text>> = {
  function: { en: "a function (is a call's `()` missing?)", zh: "一个函数（是不是漏写了调用的括号 `()`？）" },
  promise: {
    en: "a promise (this function must return its result directly: remove `async`)",
    zh: "一个 Promise（这个函数应当直接返回结果，请去掉 `async`）",
  },
  symbol: { en: "a symbol", zh: "一个 symbol" },
  bigint: { en: "a bigint (write 1, not 1n)", zh: "一个 bigint（请写 1，不要写 1n）" },
  long: { en: "a list that is far too long", zh: "一个过长的列表" },
  large: { en: "an answer that is far too large", zh: "一个过大的结果" },
  deep: { en: "an object that contains itself or is nested too deeply", zh: "一个包含自身或嵌套过深的对象" },
  text: { en: "a string that is far too long", zh: "一段过长的文字" },
  unreadable: { en: "an object that throws when it is read", zh: "一个读取时会抛出错误的对象" },
};

/** A part of an answer as a noun phrase that fits after "got". */
export function kindOf(value: unknown, close: Closeness = exact): Text {
  const text = shown(value, close);
  if (value === undefined)
    return { en: "undefined (is a `return` missing?)", zh: "undefined（是不是漏写了 `return`？）" };
  if (value instanceof Odd) return oddities[value.kind];
  if (value instanceof AnsweredError) return { en: `an error, ${text}`, zh: `一个错误：${text}` };
  if (Array.isArray(value))
    return { en: `a list of ${value.length}: ${text}`, zh: `一个长度为 ${value.length} 的列表：${text}` };
  if (typeof value === "number") return { en: `the number ${text}`, zh: `数 ${text}` };
  if (value === freed) return { en: "a tensor that was freed", zh: "一个已被释放的张量" };
  if (typeof value === "string") return { en: `the text ${text}`, zh: `字符串 ${text}` };
  return { en: text, zh: text };
}
