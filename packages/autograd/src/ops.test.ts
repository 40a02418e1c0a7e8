import type { Tensor } from "@downhill/tensor";
import { device, key, ops, reference, scope, sizeOf, useBackend } from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { checkGrads } from "./check-grads.ts";

// One test for the whole table: a new operation is checked simply because it is listed.
const table = Object.values(ops).map(({ def }) => def);
let wasm: Awaited<ReturnType<typeof device>>;
beforeAll(async () => {
  wasm = await device("wasm");
});

const samples = (def: (typeof table)[number]) => def.domain(key(7)) as readonly (readonly unknown[])[];
const call = (def: (typeof table)[number], args: readonly unknown[]) =>
  (ops[def.name as keyof typeof ops] as unknown as (...args: readonly unknown[]) => Tensor)(...args);

describe.each(table.map((def) => [def.name, def] as const))("%s", (name, def) => {
  const inputs = def.inputs as readonly string[];

  test("is in the table under its own name, with a formula", () => {
    expect(ops[name as keyof typeof ops].def).toBe(def);
    expect(def.tex).not.toBe("");
  });

  test("keeps its shape rule", async () => {
    for (const args of samples(def)) {
      const shapes = args.slice(0, inputs.length).map((x) => (x as Tensor).shape);
      const y = call(def, args);
      const { shape: rule } = def as { shape: (shapes: unknown, attrs: unknown) => readonly number[] };
      expect(y.shape).toEqual(rule(shapes, args[inputs.length]));
      expect(await y.data()).toHaveLength(sizeOf(y.shape));
    }
  });

  const smooth = inputs.filter((input) => (def.vjp as Record<string, unknown>)[input] !== null);
  const differentiable = smooth.length > 0;
  test(
    differentiable ? "has the right first and second derivative" : "lets no gradient through",
    async () => {
      if (!differentiable) expect(Object.values(def.vjp)).toEqual(inputs.map(() => null));
      else
        for (const args of samples(def)) {
          const through = (x: Record<string, Tensor>) =>
            call(
              def,
              args.map((arg, i) => x[inputs[i]!] ?? arg),
            );
          const point = Object.fromEntries(
            smooth.map((input) => [input, args[inputs.indexOf(input)] as Tensor]),
          );
          await checkGrads(through, point, { order: 2 });
        }
    },
  );

  test("agrees on wasm with the reference", async () => {
    for (const [i, args] of samples(def).entries()) {
      const expected = await call(def, args).data();
      using _ = useBackend(wasm);
      const y = call(def, samples(def)[i]!);
      const actual = await y.data();
      expect(y.backend).toBe(wasm);
      // One kernel in float32: a few units in the last place of values near 1, with room for tanh's approximation.
      actual.forEach((value, j) =>
        expect(Math.abs(value - expected[j]!)).toBeLessThan(5e-6 * Math.max(1, Math.abs(expected[j]!))),
      );
    }
  });

  test.each(["reference", "wasm"])("leaks nothing on %s", (where) => {
    const backend = where === "wasm" ? wasm : reference;
    using _ = useBackend(backend);
    const before = backend.live();
    {
      using s = scope("leak test");
      for (const args of samples(def)) call(def, args);
      expect(s.name).toBe("leak test");
    }
    expect(backend.live()).toBe(before);
  });
});
