import {
  add,
  key,
  maximum,
  mul,
  normal,
  type Tensor,
  pow,
  sqrt,
  square,
  sub,
  sum,
  tensor,
} from "@downhill/tensor";
import { trace } from "@downhill/tensor/trace";
import { describe, expect, test } from "vitest";
import { split } from "./split.ts";

const float32 = (...shape: number[]): Tensor => normal(key(1), shape, { dtype: "float32" });
const inputs = { w: float32(3, 2), b: float32(2), g: float32(3, 2), x: float32(2) };
type Inputs = typeof inputs;

describe("a step's update", () => {
  test("is the elementwise end that only results use, a program for each parameter", () => {
    const step = ({ w, b, g, x }: Inputs) => ({
      w: sub(w, mul(0.1, mul(g, sum(x)))),
      b: sub(b, mul(0.1, x)),
    });
    const { engine, updates } = split(trace(step, inputs));
    expect(engine.map(({ kernel }) => kernel)).toEqual(["sum", "mul"]);
    expect(updates.map(({ nodes }) => nodes.map(({ kernel }) => kernel))).toEqual([
      ["mul", "sub"],
      ["mul", "sub"],
    ]);
    // One program for both: a backend compiles it once.
    expect(updates[0]!.program).toBe(updates[1]!.program);
    expect(updates[0]!.program).toMatchObject({ outputs: [4] });
  });

  test("may have several results and use one in another", () => {
    const step = ({ w, g }: Inputs) => {
      const v = maximum(mul(w, 0.9), square(g));
      return { v, w: sub(w, sqrt(v)) };
    };
    const { engine, updates } = split(trace(step, inputs));
    expect(engine).toEqual([]);
    expect(updates).toHaveLength(1);
    expect(updates[0]!.outputs).toHaveLength(2);
  });

  test("is none where another kernel needs the value, or has no fused form", () => {
    expect(split(trace(({ w, g }: Inputs) => sum(sub(w, g)), inputs)).updates).toEqual([]);
    expect(split(trace(({ w, g }: Inputs) => pow(w, g), inputs)).updates).toEqual([]);
  });

  test("is none where nothing of it was given: a loss stays with the engine", () => {
    const { engine, updates } = split(trace(({ w }: Inputs) => mul(sum(w), 2), inputs));
    expect([engine.length, updates.length]).toEqual([2, 0]);
  });

  test("is none in float64, which no fused pass has", () => {
    const given = { w: tensor([1, 2], { dtype: "float64" }) };
    expect(split(trace(({ w }: typeof given) => add(w, w), given)).updates).toEqual([]);
  });
});
