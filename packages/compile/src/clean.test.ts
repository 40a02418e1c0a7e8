import {
  add,
  broadcastTo,
  cast,
  div,
  exp,
  key,
  matmul,
  mul,
  normal,
  pad,
  reference,
  reshape,
  slice,
  sub,
  sum,
  tensor,
  type Tensor,
  transpose,
} from "@downhill/tensor";
import { replay, trace } from "@downhill/tensor/trace";
import { describe, expect, test } from "vitest";
import { clean } from "./clean.ts";

type Pair = { readonly x: Tensor; readonly y: Tensor };
const inputs: Pair = { x: normal(key(1), [3, 4]), y: normal(key(2), [3, 4]) };
const tied = (x: Tensor): Tensor => transpose(x, [1, 0]);

/** What is left of a function's kernels, in order. */
const rows: readonly (readonly [what: string, fn: (inputs: Pair) => unknown, left: string])[] = [
  ["computes once what is computed twice", ({ x }) => mul(exp(x), exp(x)), "exp mul"],
  ["computes what depends on constants alone", ({ x }) => mul(x, exp(tensor([1, 2, 3, 4]))), "mul"],
  ["keeps a padding's values apart", ({ x }) => infinities(x), "pad pad sub"],
  ["leaves out a product with one", ({ x }) => exp(mul(x, 1)), "exp"],
  ["also on the left", ({ x }) => exp(mul(1, x)), "exp"],
  ["but not one that changes the shape", ({ x }) => mul(sum(x), tensor([[1, 1]])), "sum mul"],
  ["leaves out a division by one", ({ x }) => exp(div(x, 1)), "exp"],
  ["but not of one", ({ x }) => div(1, x), "div"],
  ["leaves out a shape that it has", ({ x }) => exp(reshape(x, [3, 4])), "exp"],
  ["leaves out a whole slice", ({ x }) => exp(slice(x, { begin: [0, 0], size: [3, 4] })), "exp"],
  ["leaves out a cast to the own dtype", ({ x }) => exp(cast(x, "float64")), "exp"],
  ["reshapes once", ({ x }) => reshape(reshape(x, [12]), [2, 6]), "reshape"],
  ["gives transposed matrices to the product", ({ x, y }) => matmul(tied(x), y), "matmul"],
  ["both of them", ({ x, y }) => matmul(tied(x), tied(tied(y))), "matmul"],
  [
    "does not spread what the other operand spreads",
    ({ x, y }) => mul(broadcastTo(sum(x), [3, 4]), y),
    "sum mul",
  ],
  ["on either side", ({ x, y }) => sub(y, broadcastTo(sum(x), [3, 4])), "sum sub"],
  [
    "spreads where neither has the whole shape",
    ({ x }) => add(broadcastTo(sum(x), [1, 4]), sum(x, { axes: 1, keepDims: true })),
    "sum broadcastTo sum add",
  ],
];

const infinities = (x: Tensor): Tensor => {
  const margin = { before: [0, 1], after: [0, 0] };
  return sub(pad(x, { ...margin, value: Infinity }), pad(x, { ...margin, value: -Infinity }));
};

describe("a cleaned graph", () => {
  test.each(rows)("%s", async (_, fn, left) => {
    const traced = trace(fn as (inputs: Pair) => Tensor, inputs);
    const graph = clean(traced);
    expect(graph.nodes.map(({ kernel }) => kernel).join(" ")).toBe(left);
    expect(graph.nodes.length).toBeLessThanOrEqual(traced.nodes.length);
    const [before, after] = [replay(traced, reference, inputs), replay(graph, reference, inputs)];
    expect([...(await after.data())]).toEqual([...(await before.data())]);
    expect([after.shape, after.dtype]).toEqual([before.shape, before.dtype]);
  });

  test("keeps its inputs, also those that no result needs", () => {
    const graph = clean(trace(({ x }: Pair) => exp(x), inputs));
    expect(graph.inputs.map(({ path }) => path)).toEqual(["x", "y"]);
  });
});
