import {
  add,
  conv2d,
  conv2dFilter,
  exp,
  key,
  matmul,
  neg,
  normal,
  sum,
  tensor,
  type Tensor,
} from "@downhill/tensor";
import { trace } from "@downhill/tensor/trace";
import { describe, expect, test } from "vitest";
import { lower } from "./lower.ts";

// The values are tested with the engine: test/devices/compiled-ops.spec.ts.
const float32 = (...shape: number[]): Tensor => normal(key(1), shape, { dtype: "float32" });
const operators = <I extends Record<string, Tensor>>(fn: (inputs: I) => unknown, inputs: I): string[] =>
  lower(trace(fn as never, inputs)).model.nodes.map(({ op }) => op);

describe("a lowered graph", () => {
  test("names inputs and results by their paths, and leaves out an unused input", () => {
    const given = { x: [float32(2)], unused: float32(3) };
    const { model } = lower(trace(({ x }: typeof given) => ({ y: exp(x[0]!) }), given));
    expect(model.inputs).toMatchObject([{ name: "in/x.0", shape: [2], dtype: "float32" }]);
    expect(model.outputs).toMatchObject([{ name: "out/y", shape: [2], dtype: "float32" }]);
    expect(model.nodes).toMatchObject([{ op: "Exp", inputs: ["in/x.0"], output: "out/y" }]);
  });

  test("copies a result only if no node computes it, or it is asked for twice", () => {
    expect(operators(({ x }) => ({ x }), { x: float32(2) })).toEqual(["Identity"]);
    const twice = ({ x }: { x: Tensor }) => {
      const y = neg(x);
      return { y, z: y };
    };
    expect(operators(twice, { x: float32(2) })).toEqual(["Neg", "Identity"]);
  });

  test("lays an image's windows out once, for the convolution and the gradient of its filter", () => {
    const step = ({ x, w, ct }: Record<"x" | "w" | "ct", Tensor>) => [
      conv2d(x, w),
      conv2dFilter(x, ct, { strides: [1, 1], size: [3, 3] }),
    ];
    const given = { x: float32(2, 5, 5, 2), w: float32(3, 3, 2, 4), ct: float32(2, 3, 3, 4) };
    const found = operators(step, given);
    expect(found.filter((op) => op === "Slice")).toHaveLength(9);
    expect(found.filter((op) => op === "Concat")).toHaveLength(1);
    expect(found.filter((op) => op === "Gemm" || op === "MatMul")).toHaveLength(2);
  });

  test("computes nothing of tensors without elements", () => {
    const fn = ({ a, b }: Record<"a" | "b", Tensor>) => add(matmul(a, b), sum(a));
    expect(operators(fn, { a: float32(2, 0), b: float32(0, 2) })).not.toContain("Gemm");
  });

  test("refuses float64, with a sentence", () => {
    const graph = trace(({ x }: { x: Tensor }) => exp(x), { x: tensor([1], { dtype: "float64" }) });
    expect(() => lower(graph)).toThrow(
      "the step computes in float64, but the engine's operators are float32",
    );
  });
});
