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
  gather: ({ x }, { indices, axis }) =>
    t.gather(x!, tensor(indices as Nested, { dtype: "int32" }), { axis: axis as number }),
  takeAlongAxis: ({ x }, { indices, axis }) =>
    t.takeAlong(x!, tensor(indices as Nested, { dtype: "int32" }), axis as number),
  prod: reduction(t.prod),
  variance: ({ x }, over) => t.variance(x!, over),
  std: ({ x }, over) => t.std(x!, over),
  clip: ({ x }, bounds) => t.clip(x!, bounds),
  tile: ({ x }, { times }) => t.tile(x!, times as number[]),
  repeat: ({ x }, repeats) => t.repeat(x!, repeats as { times: number; axis: number }),
  tril: ({ x }, { diagonal }) => t.tril(x!, diagonal as number),
  triu: ({ x }, { diagonal }) => t.triu(x!, diagonal as number),
  slice: ({ x }, { start, stop, step }) => {
    const [begin, end, steps] = [start as Shape, stop as Shape, step as Shape];
    const size = begin.map((first, axis) => Math.ceil((end[axis]! - first) / steps[axis]!));
    return t.slice(x!, { begin, size, steps });
  },
  where: ({ a, b }, { condition }) => {
    const flags = JSON.parse(JSON.stringify(condition), (_, flag: unknown) =>
      typeof flag === "boolean" ? Number(flag) : flag,
    ) as Nested;
    return t.where(tensor(flags, { dtype: "bool" }), a!, b!);
  },
};

const { cases } = JSON.parse(readFileSync(new URL("oracles/ops.json", import.meta.url), "utf8")) as {
  cases: Case[];
};
const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));
const largest = (values: readonly number[]): number => Math.max(1, ...values.map(Math.abs));

test("covers every operation of the oracle", () => {
  expect(Object.keys(subjects)).toEqual(expect.arrayContaining([...new Set(cases.map(({ name }) => name))]));
});

test.each(["reference", "wasm"])("agrees with PyTorch in value and gradient on %s", async (name) => {
  using _ = useBackend(await device(name));
  // float64: a few roundings. float32: 24 bits, and sums of up to a dozen terms.
  const tolerance = name === "reference" ? 1e-13 : 3e-6;
  for (const [i, c] of cases.entries()) {
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
