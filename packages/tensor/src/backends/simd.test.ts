import fc from "fast-check";
import { expect, test } from "vitest";
import type { ElementNode, Elementwise, ElementOperation } from "../backend.ts";
import { device } from "../device.ts";
import { compilePass } from "./simd.ts";

const unary = ["neg", "sqrt", "square", "sign", "abs"] as const;
const binary = ["add", "sub", "mul", "div", "maximum"] as const;
const apply: Record<ElementOperation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => a ** b,
  neg: (a) => -a,
  sqrt: Math.sqrt,
  square: (a) => a * a,
  sign: Math.sign,
  abs: Math.abs,
  maximum: (a, b) => Math.max(a, b),
};

/** The program on one element, each step rounded to float32 where the SIMD code rounds; it divides by reciprocals. */
function evaluate(
  { nodes, outputs }: Elementwise,
  inputs: readonly number[],
  scalars: readonly number[],
): number[] | undefined {
  const values: { value: number; varies: boolean }[] = [];
  let beyond = false;
  for (const node of nodes) {
    if (node.kind === "input") values.push({ value: inputs[node.index]!, varies: true });
    else if (node.kind === "scalar") values.push({ value: scalars[node.index]!, varies: false });
    else if (node.kind === "constant") values.push({ value: node.value, varies: false });
    else {
      const of = node.of.map((j) => values[j]!);
      const varies = of.some((operand) => operand.varies);
      const [a, b] = of.map(({ value }) => (varies ? Math.fround(value) : value));
      const byInvariant = node.kind === "div" && of[0]!.varies && !of[1]!.varies;
      beyond ||=
        byInvariant && !(Math.abs(1 / of[1]!.value) >= 2 ** -126 && Math.abs(1 / of[1]!.value) <= 2 ** 126);
      const value = byInvariant ? a! * Math.fround(1 / of[1]!.value) : apply[node.kind](a!, b!);
      values.push({ value: varies ? Math.fround(value) : value, varies });
    }
  }
  return beyond ? undefined : outputs.map((node) => values[node]!.value);
}

const leaves: ElementNode[] = [
  { kind: "input", index: 0 },
  { kind: "input", index: 1 },
  { kind: "scalar", index: 0 },
  { kind: "constant", value: 0.5 },
];
const steps = fc.array(fc.record({ op: fc.constantFrom(...unary, ...binary), a: fc.nat(), b: fc.nat() }), {
  minLength: 1,
  maxLength: 12,
});

test("agrees bit for bit with the same steps in JavaScript, on all tails", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 0, max: 9 }),
      fc.float({ noNaN: true, min: -4, max: 4 }),
      fc.boolean(),
      (list, count, scalar, inPlace) => {
        const nodes = [...leaves];
        // Starting from an input makes every result depend on the element, not only on scalars.
        for (const { op, a, b } of list) {
          const of = [nodes.length === leaves.length ? 0 : nodes.length - 1, (a + b) % nodes.length];
          nodes.push({ kind: op, of: (unary as readonly string[]).includes(op) ? of.slice(0, 1) : of });
        }
        const program: Elementwise = { name: "random", nodes, outputs: [nodes.length - 1, 1] };
        const heap = new Float32Array(memory.buffer);
        heap.fill(7);
        const [x, y] = [(i: number) => (i - 4) * 0.75, (i: number) => Math.fround(1 / (i + 1))];
        for (let i = 0; i < count; i++) [heap[i], heap[16 + i]] = [x(i), y(i)];
        const run = compilePass(program, memory, inPlace ? [0, 1] : [])!([scalar]);
        const [first, second] = inPlace ? [0, 16] : ([32, 48] as const);
        expect(run === undefined).toBe(evaluate(program, [0, 0], [scalar]) === undefined);
        if (run === undefined) return;
        run(count, [0, 64, 128, 192]);
        for (let i = 0; i < count; i++) {
          expect([heap[first + i], heap[second + i]]).toEqual(evaluate(program, [x(i), y(i)], [scalar]));
        }
        expect([heap[first + count], heap[second + count]]).toEqual([7, 7]);
      },
    ),
    { numRuns: 150 },
  );
});

test("signs of zeros, infinities and NaN match JavaScript", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const program: Elementwise = {
    name: "sign",
    nodes: [
      { kind: "input", index: 0 },
      { kind: "sign", of: [0] },
    ],
    outputs: [1],
  };
  const values = [0, -0, Infinity, -Infinity, NaN, 3, -1e-45];
  const heap = new Float32Array(memory.buffer);
  heap.set(values);
  compilePass(program, memory)!([])!(values.length, [0, 256]);
  expect([...heap.subarray(64, 64 + values.length)]).toEqual(values.map(Math.sign));
});

test("refuses an operation without an instruction, so that the caller goes step by step", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const nodes: ElementNode[] = [
    { kind: "input", index: 0 },
    { kind: "pow", of: [0, 0] },
  ];
  expect(compilePass({ name: "power", nodes, outputs: [1] }, memory)).toBe(undefined);
  expect(
    compilePass(
      { name: "constant", nodes: [...nodes.slice(0, 1), { kind: "constant", value: 1 }], outputs: [1] },
      memory,
    ),
  ).toBe(undefined);
});

test("wasm has it, and opening wasm leaves no handler of uncaught errors behind", async () => {
  const before = [process.listenerCount("uncaughtException"), process.listenerCount("unhandledRejection")];
  expect((await device("wasm")).fused).toBeTypeOf("function");
  expect([process.listenerCount("uncaughtException"), process.listenerCount("unhandledRejection")]).toEqual(
    before,
  );
});
