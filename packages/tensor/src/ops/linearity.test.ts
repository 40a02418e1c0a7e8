import { expect, test } from "vitest";
import { add, mul, ops } from "../index.ts";
import type { AnyOp } from "../op-def.ts";
import { foldIn, key, normal } from "../random.ts";
import type { Tensor } from "../tensor.ts";

// Which operations are linear, and jointly in which inputs. Padding with a value other than 0 is not linear.
const linear: Readonly<Record<string, readonly string[]>> = {
  neg: ["x"],
  add: ["a+b"],
  sub: ["a+b"],
  mul: ["a", "b"],
  div: ["a"],
  where: ["a+b"],
  matmul: ["a", "b"],
  sum: ["x"],
  mean: ["x"],
  cumsum: ["x"],
  avgPool: ["x"],
  patches: ["x"],
  patchesAdd: ["x"],
  conv2d: ["x", "filter"],
  depthwiseConv2d: ["x", "filter"],
  conv2dInput: ["ct", "filter"],
  conv2dFilter: ["x", "ct"],
  concat: ["x0+x1"],
  stack: ["x0+x1"],
  broadcastTo: ["x"],
  sumTo: ["x"],
  reshape: ["x"],
  transpose: ["x"],
  squeeze: ["x"],
  expandDims: ["x"],
  slice: ["x"],
  pad: ["x"],
  flip: ["x"],
  tile: ["x"],
  repeat: ["x"],
  tril: ["x"],
  triu: ["x"],
  gather: ["x"],
  scatterAdd: ["x"],
  takeAlong: ["x"],
  cast: ["x"],
  identity: ["x"],
};

type Applied = ((...args: readonly unknown[]) => Tensor) & { readonly def: AnyOp };
const table = Object.values(ops as unknown as Readonly<Record<string, Applied>>);

/** Whether $f(2u - 3v) = 2f(u) - 3f(v)$ at every sample, where $u$ and $v$ are these inputs. */
async function isLinear(op: Applied, together: readonly string[]): Promise<boolean> {
  const { def } = op;
  for (const args of def.domain(key(3))) {
    if ((args[def.inputs.length] as { value?: number } | undefined)?.value !== undefined) continue;
    const at = (change: (u: Tensor, v: Tensor) => Tensor): Tensor =>
      op(
        ...args.map((arg, i) =>
          together.includes(def.inputs[i]!)
            ? change(arg as Tensor, normal(foldIn(key(4), i), (arg as Tensor).shape))
            : arg,
        ),
      );
    const mixed = await at((u, v) => add(mul(u, 2), mul(v, -3))).data();
    const [first, second] = [await at((u) => u).data(), await at((_, v) => v).data()];
    const apart = mixed.map((value, i) => Math.abs(value - (2 * first[i]! - 3 * second[i]!)));
    if (!apart.every((difference) => difference < 1e-9)) return false;
  }
  return true;
}

test("exactly these operations are linear, in exactly these inputs", async () => {
  const found: Record<string, string[]> = {};
  for (const op of table) {
    const { name, inputs, vjp } = op.def;
    const smooth = inputs.filter((input) => vjp[input] !== null);
    const candidates = smooth.length > 1 ? [...smooth.map((input) => [input]), smooth] : [smooth];
    for (const together of candidates.filter(({ length }) => length > 0))
      if (await isLinear(op, together)) (found[name] ??= []).push(together.join("+"));
  }
  expect(found).toEqual(linear);
});
