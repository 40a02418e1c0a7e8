import type { AnsweredError } from "../lab/answer.ts";
import type { Text } from "../lab/text.ts";
import type { Failure } from "./verdict.ts";

interface Limit {
  readonly message: RegExp;
  /** The engine's function that threw, if the message alone is ambiguous. */
  readonly thrower?: RegExp;
  readonly kind: Extract<Failure["kind"], "memory" | "crash">;
  readonly advice: Text;
}

const growing: Pick<Limit, "kind" | "advice"> = {
  kind: "memory",
  advice: {
    en: "Look for a list that never stops growing, or a map, or a string.",
    zh: "请检查是不是有列表、映射或字符串一直在变长。",
  },
};

/** Errors that only a program that never ends causes, and what to look for: V8's messages on Node 20, 22 and 24. */
const limits: readonly Limit[] = [
  { message: /^(Map|Set) maximum size exceeded$/, ...growing },
  { message: /^Invalid string length$/, ...growing },
  { message: /^Array buffer allocation failed$/, ...growing },
  // `new Array(-1)` has the same message, but no function of the engine below it.
  { message: /^Invalid array length$/, thrower: /^Array\.\w+$/, ...growing },
  {
    message: /^Maximum call stack size exceeded$/,
    kind: "crash",
    advice: {
      en: "Either a function calls itself too often, or `...` passes too many arguments to one call. A loop has no such limit.",
      zh: "要么是函数调用自身的次数太多，要么是用 `...` 给一次调用传了太多参数。改用循环就没有这个限制。",
    },
  },
];

const throwerOf = (stack: string): string =>
  /^\s*at (\S+) \(<anonymous>\)/.exec(stack.split("\n")[1] ?? "")?.[1] ?? "";

/** The limit of the engine that an error means, if any. */
export const engineLimit = ({ name, message, stack }: AnsweredError): Limit | undefined =>
  name === "RangeError"
    ? limits.find((limit) => limit.message.test(message) && (limit.thrower?.test(throwerOf(stack)) ?? true))
    : undefined;
