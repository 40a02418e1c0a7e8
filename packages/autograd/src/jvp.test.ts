import {
  add,
  exp,
  key,
  matmul,
  mul,
  normal,
  reference,
  scope,
  sub,
  sum,
  tanh,
  tensor,
  type Tensor,
  transpose,
} from "@downhill/tensor";
import { expect, test } from "vitest";
import { grad, hessianVectorProduct, jvp } from "./index.ts";

const values = async (x: Tensor) => [...(await x.data())];
const close = async (actual: Tensor, expected: Tensor, digits: number) => {
  const wanted = await values(expected);
  (await values(actual)).forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, digits));
};

test("jvp is the central difference along its direction", async () => {
  const point = { w: normal(key(1), [2, 3]), b: normal(key(2), [3]) };
  const along = { w: normal(key(3), [2, 3]), b: normal(key(4), [3]) };
  const x = normal(key(5), [4, 2]);
  const f = (p: typeof point) => tanh(add(matmul(x, p.w), exp(p.b)));
  const moved = (h: number) => f({ w: add(point.w, mul(along.w, h)), b: add(point.b, mul(along.b, h)) });
  const [y, change] = jvp(f, point, along);
  await close(y, f(point), 14);
  await close(change, mul(sub(moved(1e-5), moved(-1e-5)), 1 / 2e-5), 8);
});

test("a direction that the function does not depend on changes nothing", async () => {
  const [, change] = jvp(
    (p: { a: Tensor; b: Tensor }) => mul(p.a, 2),
    { a: tensor([1]), b: tensor([1]) },
    { a: tensor([0]), b: tensor([5]) },
  );
  expect(await values(change)).toEqual([0]);
});

test("a quadratic form's Hessian is A + Aᵀ, and jvp of its gradient agrees", async () => {
  const [a, x, v] = [normal(key(1), [4, 4]), normal(key(2), [4, 1]), normal(key(3), [4, 1])];
  const f = (p: Tensor) => sum(mul(p, matmul(a, p)));
  const expected = matmul(add(a, transpose(a)), v);
  await close(hessianVectorProduct(f, x, v), expected, 12);
  await close(jvp(grad(f), x, v)[1], expected, 12);
});

test("both can be differentiated again", async () => {
  const quartic = (x: Tensor) => sum(mul(mul(x, x), mul(x, x)));
  const third = grad((x: Tensor) => sum(hessianVectorProduct(quartic, x, tensor([1]))))(tensor([2]));
  expect(await third.item()).toBeCloseTo(48, 10);
  const second = grad((x: Tensor) => sum(jvp(exp, x, tensor([3]))[1]))(tensor([0]));
  expect(await second.item()).toBeCloseTo(3, 10);
});

test("only the results are left", () => {
  using s = scope("test");
  const [x, v] = [tensor([1, 2]), tensor([3, 4])];
  const before = reference.live();
  jvp(tanh, x, v);
  expect(reference.live()).toBe(before + 2);
  hessianVectorProduct((p: Tensor) => sum(exp(p)), x, v);
  expect(reference.live()).toBe(before + 3);
  expect(s.name).toBe("test");
});

test.each([
  [
    () => jvp(tanh, tensor([1, 2]), tensor([1])),
    "jvp: parameters and direction differ in structure: [2] and [1]",
  ],
  [
    () => hessianVectorProduct(({ a }: Record<string, Tensor>) => sum(a!), { a: tensor([1]) }, {}),
    "hessianVectorProduct: parameters and direction differ in structure: 1 and 0 tensors",
  ],
  [() => hessianVectorProduct(tanh, tensor([1, 2]), tensor([1, 2])), "grad: the function returned shape [2]"],
])("a misfit is reported with the remedy", (misfit, message) => {
  expect(misfit).toThrow(message);
});
