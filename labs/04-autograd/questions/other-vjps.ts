import type { OpName, Rule, Vjp } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import type { Autograd } from "./asking.ts";

export const ops: readonly OpName[] = ["add", "mul", "matmul", "tanh", "sum"];

/**
 * Runs something while each rule in the learner's table keeps its value and has another vjp. It shows what only a tape
 * can know: whose vjps the nodes carry, and whether a gradient came from them. A file whose `record` does not look into
 * the exported table (since that is frozen, or a copy) is asked something else instead.
 */
export function withOtherVjps<T>(
  { rules, record, leaf }: Autograd,
  other: (op: OpName, x: readonly Matrix[]) => Vjp,
  run: () => T,
  instead: () => T,
): T {
  const used = new Set<OpName>();
  const before = ops.map((op) => Object.getOwnPropertyDescriptor(rules, op));
  const changed = ops.map((op): PropertyDescriptor => {
    const rule = rules[op];
    const value: Rule = (...x) => {
      used.add(op);
      return { value: rule.apply(rules, x).value, vjp: other(op, x) };
    };
    return { value, configurable: true, enumerable: true, writable: true };
  });
  const put = (op: OpName, own: PropertyDescriptor | undefined): boolean =>
    own === undefined ? Reflect.deleteProperty(rules, op) : Reflect.defineProperty(rules, op, own);
  try {
    const all = ops.map((op, i) => put(op, changed[i])).every(Boolean);
    if (all) record([], "sum", [leaf([], [[1]])]);
    return used.size > 0 ? run() : instead();
  } finally {
    ops.forEach((op, i) => put(op, before[i]));
  }
}
