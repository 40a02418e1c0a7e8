import { KindError } from "./kind-error.ts";
import type { AnyDef } from "./op-def.ts";
import { checkOptions } from "./options.ts";
import type { Operand } from "./operands.ts";
import { written } from "./written.ts";

/**
 * The operands of a call, checked by `lift`, and the arguments after them.
 *
 * @throws KindError when there are more arguments than the operation takes; ValueError when it has no such option.
 */
export function givenArguments(
  { name, inputs, options, attribute }: AnyDef,
  args: readonly unknown[],
): { readonly operands: readonly Operand[]; readonly attrs: unknown } {
  const given = args.length > inputs.length ? withoutPosition(args) : args;
  const attrs = given[inputs.length];
  if (options !== undefined) checkOptions(name, attrs as object | undefined, options as readonly never[]);
  if (given.length > inputs.length) {
    const last = options === undefined ? attribute : "{ … }";
    const taken = last === undefined ? inputs : [...inputs, last];
    const odd = given.slice(taken.length).find((arg) => arg !== undefined);
    if (odd !== undefined) {
      const call = `${name}(${taken.join(", ")})`;
      throw new KindError("argument-count", {
        en: `${name}: ${written(odd)} is one argument too many; it takes ${call}`,
        zh: `${name}：${written(odd)} 是多余的参数；用法是 ${call}`,
      });
    }
  }
  return { operands: inputs.map((_, i) => given[i] as Operand), attrs };
}

/**
 * The arguments without those that `map` and `reduce` of an array add to an element: its index, and the array. They
 * come last, and the element before them is at that index of the array.
 */
export function withoutPosition<T>(args: readonly T[]): readonly T[] {
  const [element, index, array] = args.slice(-3);
  const isPosition = Array.isArray(array) && typeof index === "number" && array[index] === element;
  return isPosition && args.length > 2 ? args.slice(0, -2) : args;
}
