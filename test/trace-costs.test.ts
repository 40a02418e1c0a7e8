import { readFileSync } from "node:fs";
import { grad, valueAndGrad } from "@downhill/autograd";
import {
  conv2d,
  gather,
  matmul,
  type Pair,
  reference,
  relu,
  reshape,
  scatterAdd,
  slice,
  sum,
  tensor,
  type Tensor,
  zeros,
} from "@downhill/tensor";
import { costsOf, explain, replay, trace } from "@downhill/tensor/trace";
import { describe, expect, test } from "vitest";

interface Case {
  readonly name: "matmul" | "conv2d";
  readonly shapes: readonly [number[], number[]];
  readonly strides: Pair;
  readonly padding: Pair;
  readonly forward: number;
  readonly backward: number;
}
const { cases } = JSON.parse(readFileSync(new URL("oracles/flops.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

/** The operations of products and convolutions, the only ones that PyTorch counts. */
function products(fn: (inputs: { a: Tensor; b: Tensor }) => unknown, [a, b]: Case["shapes"]): number {
  const { kernels } = costsOf(trace(fn, { a: zeros(a), b: zeros(b) }));
  const counted = ["matmul", "conv2d", "conv2dInput", "conv2dFilter"] as const;
  return counted.reduce((total, kernel) => total + (kernels.get(kernel)?.flops ?? 0), 0);
}

test.each(cases)(
  "$name of $shapes takes as many operations as PyTorch counts, and its gradients too",
  ({ name, shapes, strides, padding, forward, backward }) => {
    const fn = (a: Tensor, b: Tensor): Tensor =>
      name === "matmul" ? matmul(a, b) : conv2d(a, b, { strides, padding });
    expect(products(({ a, b }) => fn(a, b), shapes)).toBe(forward);
    const gradients = valueAndGrad(([a, b]: readonly [Tensor, Tensor]) => sum(fn(a, b)));
    expect(products(({ a, b }) => gradients([a, b]), shapes)).toBe(forward + backward);
  },
);

describe("bytes", () => {
  const bytes = (fn: (x: Tensor) => Tensor, dtype: "float32" | "float64" = "float32"): number =>
    costsOf(trace(({ x }) => fn(x), { x: zeros([100, 4], { dtype }) })).total.bytes;

  test("count each input and the result, by the dtype's size", () => {
    expect(bytes(relu)).toBe(2 * 400 * 4);
    expect(bytes(relu, "float64")).toBe(2 * 400 * 8);
    expect(bytes((x) => sum(x))).toBe(400 * 4 + 4);
  });

  test("are zero if nothing moves, and count only the part taken from a larger tensor", () => {
    expect(bytes((x) => reshape(x, [400]))).toBe(0);
    expect(bytes((x) => slice(x, { begin: [0, 0], size: [10, 4] }))).toBe(2 * 40 * 4);
    const two = (): Tensor => tensor([1, 7], { dtype: "int32" });
    expect(bytes((x) => gather(x, two()))).toBe(2 * 8 * 4 + 2 * 4);
    expect(bytes((x) => scatterAdd(slice(x, { begin: [0, 0], size: [2, 4] }), two(), 5))).toBe(
      2 * 8 * 4 + (8 * 4 + 2 * 4 + 20 * 4),
    );
  });
});

test("explain shows a graph by roles, nodes and kernels", () => {
  const layer = ({ params, batch }: { params: { w: Tensor; b: Tensor }; batch: Tensor }) => ({
    y: relu(matmul(batch, params.w)),
  });
  const params = { w: zeros([784, 256], { dtype: "float32" }), b: zeros([256], { dtype: "float32" }) };
  const graph = trace(layer, { params, batch: zeros([64, 784], { dtype: "float32" }) });
  expect(explain(graph)).toBe(`\
params: 200,960 numbers, 804 kB
  %0  float32 [784,256]  params.w
  %1  float32 [256]      params.b  not used

batch: 50,176 numbers, 201 kB
  %2  float32 [64,784]  batch

nodes
  %3  matmul  %2 [64,784], %0 [784,256] → float32 [64,256]  25.7 MFLOP  1.07 MB
  %4  relu    %3 [64,256] → float32 [64,256]                16.4 kFLOP   131 kB

outputs
  %4  float32 [64,256]  y

kernels
  matmul   1 run  25.7 MFLOP  1.07 MB
  relu     1 run  16.4 kFLOP   131 kB
  total   2 runs  25.7 MFLOP  1.20 MB`);
});

describe("replay", () => {
  const x = tensor([1, -2]);
  const chainOf = (length: number) =>
    trace(({ x }) => Array.from({ length }).reduce<Tensor>((y) => relu(y), x), { x });

  test("frees each value where it was last needed", () => {
    const held: number[] = [];
    const before = reference.live();
    const watched = {
      ...reference,
      run: ((...of) => {
        const made = reference.run(...of);
        held.push(reference.live() - before);
        return made;
      }) as typeof reference.run,
    };
    const input = tensor([1, -2], { backend: watched });
    const y = replay(chainOf(5), watched, { x: input });
    expect(held).toEqual([2, 3, 3, 3, 3]);
    expect(reference.live() - before).toBe(2);
    for (const each of [input, y]) each.dispose();
  });

  test("frees all that it made when a kernel fails", () => {
    let runs = 0;
    const failing = {
      ...reference,
      run: ((...of) => {
        if (++runs === 3) throw new Error("out of order");
        return reference.run(...of);
      }) as typeof reference.run,
    };
    const input = tensor([1, -2], { backend: failing });
    const before = reference.live();
    expect(() => replay(chainOf(5), failing, { x: input })).toThrow("out of order");
    expect(reference.live()).toBe(before);
    input.dispose();
  });

  test("returns an input as it was given, and one value under two names as one tensor", () => {
    const graph = trace(({ x }) => ({ x, a: relu(x), b: x }), { x });
    const outcome = replay(graph, reference, { x });
    expect(outcome.x).toBe(x);
    expect(outcome.b).toBe(x);
    const twice = trace(
      ({ x }) => {
        const y = relu(x);
        return [y, y] as const;
      },
      { x },
    );
    const [a, b] = replay(twice, reference, { x });
    expect(a).toBe(b);
  });

  test("refuses inputs of another form, and names the paths", () => {
    const graph = trace(({ params }: { params: { w: Tensor; b: Tensor }; step: number }) => relu(params.w), {
      params: { w: x, b: x },
      step: 0,
    });
    const refused = (inputs: object): string => {
      try {
        replay(graph, reference, inputs as never);
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    };
    expect(refused({ params: { w: x, c: x }, step: 0 })).toBe(
      'replay: the inputs differ from those traced: "params.c" is not one (did you mean params.b?), "params.b" is missing; give the same tree with the same shapes and dtypes, on reference',
    );
    expect(refused({ params: { w: zeros([3]), b: zeros([2], { dtype: "float32" }) }, step: 0 })).toContain(
      '"params.w" is [3] float64 and was [2] float64, "params.b" is [2] float32 and was [2] float64',
    );
    expect(refused({ params: { w: x, b: 1 }, step: x })).toContain(
      '"step" was a number, "params.b" was a tensor [2] float64',
    );
    const elsewhere = tensor([1, 2], { backend: { ...reference, name: "another" } });
    expect(refused({ params: { w: elsewhere, b: x }, step: 0 })).toContain('"params.w" lives on another');
    expect(refused({ params: { w: x, b: x }, step: 0 })).toBe("");
  });

  test("refuses to have a gradient taken through it, which would be zero", () => {
    const gradient = grad((x: Tensor) => sum(replay(chainOf(1), reference, { x })));
    expect(() => gradient(x)).toThrow("trace the function that takes the gradient");
  });

  test("refuses a backend that lacks a dtype of the graph", () => {
    const float32 = { ...reference, name: "small", dtypes: ["float32"] as const };
    expect(() => replay(chainOf(1), float32, { x })).toThrow(
      "the graph computes with float64, which small does not have",
    );
  });
});

test("trace refuses inputs that are not tensors, or are on two backends", () => {
  expect(() => trace(() => zeros([]), { a: { b: "fast" } })).toThrow('trace: input "a.b" is string');
  const elsewhere = tensor([1, 2], { backend: { ...reference, name: "another" } });
  expect(() => trace(({ x }) => x, { x: zeros([]), y: elsewhere })).toThrow(
    '"x" is on reference and "y" on another',
  );
});
