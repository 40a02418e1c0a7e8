import type { OpName, Rule, Vjp } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import type { Autograd } from "./drawn.ts";

export const ops: readonly OpName[] = ["add", "mul", "matmul", "tanh", "sum"];

/** Puts rules into the learner's table and returns how to bring the old ones back; undefined for a frozen table. */
function exchange(table: object, rules: Readonly<Record<string, Rule>>): (() => void) | undefined {
  const before = Object.keys(rules).map((op) => [op, Object.getOwnPropertyDescriptor(table, op)] as const);
  const back = (): void => {
    for (const [op, old] of before) {
      if (old === undefined) Reflect.deleteProperty(table, op);
      else Object.defineProperty(table, op, old);
    }
  };
  const put = ([op, value]: [string, Rule]): boolean =>
    Reflect.defineProperty(table, op, { value, configurable: true, enumerable: true, writable: true });
  if (Object.entries(rules).every(put)) return back;
  back();
  return undefined;
}

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
  let used = false;
  const mine = ops.map((op): [OpName, Rule] => {
    const rule = rules[op];
    const changed: Rule = (...x) => {
      used = true;
      return { value: rule.apply(rules, x).value, vjp: other(op, x) };
    };
    return [op, changed];
  });
  const back = exchange(rules, Object.fromEntries(mine));
  if (back === undefined) return instead();
  try {
    record([], "sum", [leaf([], [[1]])]);
    if (used) return run();
  } finally {
    back();
  }
  return instead();
}
