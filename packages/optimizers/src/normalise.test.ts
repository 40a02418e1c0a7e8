import { device, leaves, tensor, type Tensor, useBackend } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { normalise } from "./normalise.ts";
import type { Params } from "./optimizer.ts";

const tree = () => ({
  w: tensor([
    [3, 0],
    [0, 4],
  ]),
  b: tensor([-12]),
  idle: tensor([0, 0]),
});
const lengths = async (params: Params): Promise<number[]> =>
  Promise.all(leaves<Tensor>(params).map(async (leaf) => Math.hypot(...(await leaf.data()))));

describe.each(["reference", "wasm"])("on %s", (name) => {
  test("all together have length 1 and keep their proportions", async () => {
    using _ = useBackend(await device(name));
    const [normalised] = normalise().update(tree(), {}, tree(), 0);
    const found = await lengths(normalised);
    expect(Math.hypot(...found)).toBeCloseTo(1, 6);
    expect(found[1]).toBeCloseTo(12 / 13, 6);
  });

  test("per tensor each has length 1, and zeros stay zeros", async () => {
    using _ = useBackend(await device(name));
    const [normalised] = normalise({ perTensor: true }).update(tree(), {}, tree(), 0);
    const [w, b, idle] = await lengths(normalised);
    expect(w).toBeCloseTo(1, 6);
    expect([b, idle]).toEqual([1, 0]);
  });
});

test("neither huge nor tiny gradients lose their direction", async () => {
  for (const size of [1e300, 1e-300]) {
    const g = tensor([3 * size, -4 * size]);
    const [normalised] = normalise().update(g, {}, g, 0);
    const [x, y] = await normalised.data();
    expect([x, y!]).toEqual([expect.closeTo(0.6, 15), expect.closeTo(-0.8, 15)]);
  }
});
