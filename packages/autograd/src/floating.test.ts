import { argMax, cast, mul, reference, sum, type Tensor, tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";
import { grad, GradientError, hessianVectorProduct, jvp, valueAndGrad, vjp } from "./index.ts";

const ways = {
  grad: (params: never, fn: (p: never) => Tensor) => grad(fn)(params),
  valueAndGrad: (params: never, fn: (p: never) => Tensor) => valueAndGrad(fn)(params),
  vjp: (params: never, fn: (p: never) => Tensor) => vjp(fn, params),
  jvp: (params: never, fn: (p: never) => Tensor) => jvp(fn, params, params),
  hessianVectorProduct: (params: never, fn: (p: never) => Tensor) => hessianVectorProduct(fn, params, params),
} as const;

const whole = { int32: tensor(Int32Array.of(2, 3)), bool: tensor([1, 0], { dtype: "bool" }) };
const rows = Object.entries(ways).flatMap(([name, way]) =>
  Object.entries(whole).map(([dtype, x]) => [name, dtype, way, x] as const),
);

const refusal = (work: () => unknown): GradientError => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(GradientError);
    expect((error as GradientError).zh).toMatch(/[\u4e00-\u9fff]/);
    return error as GradientError;
  }
  throw new Error("nothing was refused");
};

test.each(rows)("%s by %s explains why there is no gradient, and for which parameter", (_, dtype, way, x) => {
  using _on = useBackend(reference);
  const alone = refusal(() => way(x as never, (p: Tensor) => sum(mul(cast(p, "float64"), 2))));
  expect(alone.message).toContain(
    `params is ${dtype}, which has no gradient, because its values cannot change by a`,
  );
  expect(alone.message).toContain('cast(x, "float32")');
  const tree = { w: tensor([1]), layers: [{ counts: x }] };
  const within = refusal(() => way(tree as never, (p: typeof tree) => sum(p.w)));
  expect(within.message).toContain(`params.layers.0.counts is ${dtype}`);
});

test.each(["grad", "valueAndGrad"] as const)(
  "%s of a counting value explains why it has no gradient",
  (name) => {
    using _on = useBackend(reference);
    for (const [fn, dtype] of [
      [(p: Tensor) => argMax(p), "int32"],
      [(p: Tensor) => cast(sum(p), "int32"), "int32"],
      [(p: Tensor) => cast(sum(p), "bool"), "bool"],
    ] as const) {
      const { message } = refusal(() => ways[name](tensor([1, 2]) as never, fn));
      expect(message).toContain(
        `grad: the function returned ${dtype}, which has no gradient: it is constant or jumps`,
      );
    }
  },
);

test("further arguments may count", async () => {
  using _on = useBackend(reference);
  const gradient = grad((p: Tensor, by: Tensor) => sum(mul(p, cast(by, "float64"))))(
    tensor([1, 1]),
    whole.int32,
  );
  expect([...(await gradient.data())]).toEqual([2, 3]);
});
