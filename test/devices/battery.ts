import { vjp } from "@downhill/autograd";
import { type Backend, foldIn, key, normal, ops, Tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { agrees, resultsOn, type Tolerance } from "./on-both.ts";

// The table's formulas in float32: a few units in the last place of values near 1, also where terms cancel.
const tolerance: Tolerance = { relative: 5e-6, floor: 1 };

const table = Object.values(ops).map(({ def }) => def);
type Def = (typeof table)[number];
const samples = (def: Def) => def.domain(key(7)) as readonly (readonly unknown[])[];
const call = (def: Def, args: readonly unknown[]) =>
  (ops[def.name as keyof typeof ops] as unknown as (...args: readonly unknown[]) => Tensor)(...args);

/** The result of a sample, and the cotangents of the inputs that have one. */
function valueAndGradients(def: Def, sample: number): readonly Tensor[] {
  const args = samples(def)[sample]!;
  const inputs = def.inputs as readonly string[];
  const point = Object.fromEntries(
    inputs.flatMap((name, i) =>
      (def.vjp as Record<string, unknown>)[name] !== null && args[i] instanceof Tensor
        ? [[name, args[i]]]
        : [],
    ),
  ) as Record<string, Tensor>;
  if (Object.keys(point).length === 0) return [call(def, args)];
  const [y, pullback] = vjp(
    (x: Record<string, Tensor>) =>
      call(
        def,
        args.map((arg, i) => x[inputs[i]!] ?? arg),
      ),
    point,
  );
  return [y, ...Object.values(pullback(normal(foldIn(key(3), sample), y.shape)))];
}

/** Every operation of the table, forward and backward, on a device and on the reference. */
export function battery(backend: () => Backend): void {
  describe("every operation and its gradients agree with the reference", () => {
    test.each(table.map((def) => [def.name, def] as const))("%s", async (_, def) => {
      for (const sample of samples(def).keys()) {
        await agrees(backend(), () => valueAndGradients(def, sample), tolerance);
      }
    });
  });

  test("and leaves nothing behind", async () => {
    const before = backend().live();
    for (const def of table) await resultsOn(backend(), () => valueAndGradients(def, 0));
    expect(backend().live()).toBe(before);
  });
}
