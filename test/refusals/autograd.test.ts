import * as autograd from "@downhill/autograd";
import { leaves, mul, square, sum, tensor, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const x = tensor([0.5, -1]);
const loss = (params: autograd.Params): Tensor => sum(square(leaves<Tensor>(params)[0]!));
const {
  checkGrads,
  checkpoint,
  customVjp,
  grad,
  GradientError,
  hessianVectorProduct,
  jvp,
  valueAndGrad,
  vjp,
} = autograd;

const samples: Readonly<Record<string, Sample>> = {
  grad: [(fn: typeof loss, params: Tensor) => grad(fn)(params), loss, x],
  valueAndGrad: [(fn: typeof loss, params: Tensor) => valueAndGrad(fn)(params), loss, x],
  vjp: [(fn: typeof loss, params: Tensor, ct: Tensor) => vjp(fn, params)[1](ct), loss, x, tensor(1)],
  jvp: [jvp, loss, x, x],
  hessianVectorProduct: [hessianVectorProduct, loss, x, x],
  checkpoint: [(fn: typeof loss, params: Tensor) => grad(checkpoint(fn))(params), loss, x],
  customVjp: [
    (fn: typeof loss, rule: () => Tensor, params: Tensor) => grad(customVjp(fn, rule))(params),
    loss,
    (ct: Tensor) => mul(x, ct),
    x,
  ],
  checkGrads: [checkGrads, loss, x, { h: 1e-5, tolerance: 1e-7, order: 1, key: [0, 1] }],
  GradientError: [
    () => {
      throw new GradientError("test", { en: "why", zh: "原因" });
    },
  ],
};

test("every function of the package is walked", () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(autograd).sort());
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample, { valid: !name.endsWith("Error") })).toEqual([]);
});
