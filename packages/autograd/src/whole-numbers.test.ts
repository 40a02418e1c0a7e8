import { cast, greater, key, ops, reference, round, sum, Tensor, useBackend, add } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { checkpoint, grad } from "./index.ts";

// What is computed by way of whole numbers or truth values is constant or jumps: its derivative is 0, as in JAX, and never
// an error.
const table = Object.values(ops).map(({ def }) => def);
const ways = {
  "truth values": (x: Tensor) => greater(x, 0.7),
  "whole numbers": (x: Tensor) => cast(round(x), "int32"),
};

describe.each(Object.entries(ways))("by way of %s", (_, counted) => {
  test.each(table.map((def) => [def.name, def] as const))("%s has gradient 0", async (name, def) => {
    using _on = useBackend(reference);
    const call = ops[name as keyof typeof ops] as unknown as (...args: readonly unknown[]) => Tensor;
    for (const args of def.domain(key(7)) as readonly (readonly unknown[])[]) {
      const floats = args.filter((arg) => arg instanceof Tensor && arg.dtype === "float64");
      const value = (xs: readonly Tensor[]): Tensor => {
        const left = xs.slice();
        const taken = args.map((arg) => (floats.includes(arg) ? counted(left.shift()!) : arg));
        return xs.reduce((total, x) => add(total, sum(x)), sum(cast(call(...taken), "float64")));
      };
      for (const by of [value, checkpoint(value)]) {
        const gradient = grad(by)(floats as readonly Tensor[]);
        for (const each of gradient) expect(new Set(await each.data())).toEqual(new Set([1]));
      }
    }
  });
});
