import { readFileSync } from "node:fs";
import { vjp } from "@downhill/autograd";
import {
  device,
  type Nested,
  ops as t,
  type Shape,
  tensor,
  type Tensor,
  useBackend,
  type Windows,
} from "@downhill/tensor";
import { expect, test } from "vitest";

// Values and gradients of the operations against PyTorch's (test/oracles/ops.json).
interface Case {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly cotangent: Nested;
  readonly output: Nested;
  readonly gradients: Readonly<Record<string, Nested>>;
}
type Named = Readonly<Record<string, Tensor>>;
type Apply = (x: Named, attributes: Case["attributes"]) => Tensor;

const reduction =
  (op: typeof t.sum): Apply =>
  ({ x }, { axes, keepDims }) =>
    op(x!, { keepDims: keepDims as boolean, ...(axes === null ? {} : { axes: axes as number[] }) });

const subjects: Readonly<Record<string, Apply>> = {
  exp: ({ x }) => t.exp(x!),
  log: ({ x }) => t.log(x!),
  sqrt: ({ x }) => t.sqrt(x!),
  tanh: ({ x }) => t.tanh(x!),
  relu: ({ x }) => t.relu(x!),
  add: ({ a, b }) => t.add(a!, b!),
  subtract: ({ a, b }) => t.sub(a!, b!),
  multiply: ({ a, b }) => t.mul(a!, b!),
  divide: ({ a, b }) => t.div(a!, b!),
  sum: reduction(t.sum),
  mean: reduction(t.mean),
  max: reduction(t.max),
  logsumexp: reduction(t.logSumExp),
  erf: ({ x }) => t.erf(x!),
  gelu: ({ x }) => t.gelu(x!),
  softmax: ({ x }, { axes }) => t.softmax(x!, { axes: axes as number[] }),
  cumsum: ({ x }, { axis }) => t.cumsum(x!, { axis: axis as number }),
  flip: ({ x }, { axes }) => t.flip(x!, axes as number[]),
  concat: ({ a, b }, { axis }) => t.concat(a!, b!, { axis: axis as number }),
  stack: ({ a, b }, { axis }) => t.stack(a!, b!, { axis: axis as number }),
  conv2d: ({ x, filter }, attributes) => t.conv2d(x!, filter!, attributes),
  depthwiseConv2d: ({ x, filter }, attributes) => t.depthwiseConv2d(x!, filter!, attributes),
  maxPool: ({ x }, attributes) => t.maxPool(x!, attributes as unknown as Windows),
  avgPool: ({ x }, attributes) => t.avgPool(x!, attributes as unknown as Windows),
  matmul: ({ a, b }, transposes) => t.matmul(a!, b!, transposes),
  gather: ({ x }, { indices }) => t.gather(x!, tensor(indices as Nested, { dtype: "int32" })),
  slice: ({ x }, { start, stop }) => {
    const begin = start as Shape;
    return t.slice(x!, { begin, size: (stop as Shape).map((end, axis) => end - begin[axis]!) });
  },
  where: ({ a, b }, { condition }) => {
    const flags = JSON.parse(JSON.stringify(condition), (_, flag: unknown) =>
      typeof flag === "boolean" ? Number(flag) : flag,
    ) as Nested;
    return t.where(tensor(flags, { dtype: "bool" }), a!, b!);
  },
};

/** What the oracle holds beyond the operations that exist so far: gathers along other axes, and strides. */
const beyond = ({ name, attributes }: Case): boolean =>
  name === "takeAlongAxis" ||
  (name === "gather" && attributes.axis !== 0) ||
  (name === "slice" && (attributes.step as number[]).some((step) => step !== 1));

const { cases } = JSON.parse(readFileSync(new URL("oracles/ops.json", import.meta.url), "utf8")) as {
  cases: Case[];
};
const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));
const largest = (values: readonly number[]): number => Math.max(1, ...values.map(Math.abs));

const subjectsTested = cases.filter((c) => !beyond(c));
test("covers every operation of the oracle", () => {
  expect(new Set(subjectsTested.map(({ name }) => name))).toEqual(new Set(Object.keys(subjects)));
});

test.each(["reference", "wasm"])("agrees with PyTorch in value and gradient on %s", async (name) => {
  using _ = useBackend(await device(name));
  // float64: a few roundings. float32: 24 bits, and sums of up to a dozen terms.
  const tolerance = name === "reference" ? 1e-13 : 3e-6;
  for (const [i, c] of subjectsTested.entries()) {
    const inputs = Object.fromEntries(Object.entries(c.inputs).map(([key, values]) => [key, tensor(values)]));
    const [y, pullback] = vjp((x: Named) => subjects[c.name]!(x, c.attributes), inputs);
    const gradients = pullback(tensor(c.cotangent));
    const compare = async (what: string, actual: Tensor, expected: number[]) => {
      const difference = Math.max(
        ...[...(await actual.data())].map((value, j) => Math.abs(value - expected[j]!)),
      );
      expect(difference, `case ${i}, ${c.name} ${JSON.stringify(c.attributes)}: ${what}`).toBeLessThan(
        tolerance * largest(expected),
      );
    };
    await compare("value", y, flat(c.output));
    for (const [input, gradient] of Object.entries(c.gradients))
      await compare(input, gradients[input]!, flat(gradient));
  }
});
