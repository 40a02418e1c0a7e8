import { KindError } from "./kind-error.ts";

/**
 * Refuses a value that is not a function before it is called.
 *
 * @param owner names the calling function in the message, and `name` the argument.
 * @throws KindError unless it is a function.
 * @example
 * ```ts
 * import { checkFunction, exp } from "@downhill/tensor";
 * checkFunction("myLayer", "fn", exp); // with exp(x) instead: KindError "myLayer: fn is object, not a function; …"
 * ```
 */
export function checkFunction(owner: string, name: string, fn: unknown): void {
  if (typeof fn === "function") return;
  const kind = fn === null ? "null" : typeof fn;
  throw new KindError("not-a-function", {
    en: `${owner}: ${name} is ${kind}, not a function; give the function itself, uncalled`,
    zh: `${owner}：${name} 是 ${kind}，不是函数；请给出函数本身，不要调用它`,
  });
}
