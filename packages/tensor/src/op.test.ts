import { describe, expect, test } from "vitest";
import { add, concat, exp, maximum, ops, relu, sum, tensor, type Tensor, treeMap } from "./index.ts";
import type { AnyDef } from "./op-def.ts";
import { key } from "./random.ts";

type Applied = ((...args: readonly unknown[]) => Tensor) & { readonly def: AnyDef };
const table = Object.entries(ops as unknown as Readonly<Record<string, Applied>>);

describe("an op is an ordinary function", () => {
  const [a, b, c] = [tensor([1, -2]), tensor([10, 20]), tensor([100, 200])];

  test("for reduce, map and treeMap", async () => {
    expect([...(await [a, b, c].reduce(add).data())]).toEqual([111, 218]);
    expect([...(await [a, b].reduce(maximum, c).data())]).toEqual([100, 200]);
    const y = [a, b].map(relu);
    expect(await Promise.all(y.map((x) => x.data()))).toEqual([a, b].map((x) => relu(x)).map(dataOf));
    const both = treeMap(add, { w: a, layers: [b] }, { w: b, layers: [c] });
    expect([...(await both.layers[0]!.data())]).toEqual([110, 220]);
    expect([...(await both.w.data())]).toEqual([11, 18]);
  });

  test("which does not mistake an index for an option", async () => {
    const totals = [a, b].map(sum as (x: Tensor) => Tensor);
    expect(await Promise.all(totals.map((x) => x.item()))).toEqual([-1, 30]);
    const joined = [a, b].reduce(concat as (x: Tensor, y: Tensor) => Tensor);
    expect([...(await joined.data())]).toEqual([1, -2, 10, 20]);
  });

  test.each(table)("%s gives the same in map as alone", (_, op) => {
    for (const args of op.def.domain(key(3))) {
      // The last operand is the element; the ones before it are bound.
      const operands = args.slice(0, op.def.inputs.length);
      const alone = outcome(() => op(...operands));
      const [mapped] = operands
        .slice(-1)
        .map((...element) => outcome(() => op(...operands.slice(0, -1), ...element)));
      expect(mapped).toEqual(alone);
    }
  });
});

const dataOf = (x: Tensor): unknown => x.backend.look!(x.handle);
/** The values, or the message of the error. */
function outcome(call: () => Tensor): unknown {
  try {
    return dataOf(call());
  } catch (error) {
    return (error as Error).message;
  }
}

describe("refuses an argument that it does not take", () => {
  // Operations that join any number of tensors cannot get too many arguments.
  test.each(table.filter(([name]) => !["concat", "stack"].includes(name)))("%s", (_, op) => {
    const [args] = op.def.domain(key(3)) as [readonly unknown[]];
    const { inputs, options, attribute } = op.def;
    const takes = inputs.length + (options === undefined && attribute === undefined ? 0 : 1);
    const full = Array.from({ length: takes }, (_, i) => args[i]);
    for (const odd of [7, { inplace: true }, tensor([1])])
      expect(() => op(...full, odd)).toThrow(/^\w+: .* is one argument too many; it takes \w+\(/);
    expect(outcome(() => op(...full, undefined))).toEqual(outcome(() => op(...full)));
  });

  test("with how it is called", () => {
    const log = ops.log as unknown as Applied;
    expect(() => log(exp(tensor([1])), 10)).toThrow("log: 10 is one argument too many; it takes log(x)");
    const plus = add as unknown as Applied;
    expect(() => plus(tensor([1]), 2, 3)).toThrow("add: 3 is one argument too many; it takes add(a, b)");
  });
});
