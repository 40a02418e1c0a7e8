import { readFileSync } from "node:fs";
import { checkGrads, vjp } from "@downhill/autograd";
import { device, key, type Nested, ones, type Tensor, tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";
import {
  accuracy,
  attention,
  avgPool2d,
  binaryCrossEntropy,
  confusionMatrix,
  conv2d,
  dense,
  embedding,
  flatten,
  gelu,
  huber,
  layerNorm,
  maxPool2d,
  meanAbsoluteError,
  meanSquaredError,
  multiHeadAttention,
  perplexity,
  relu,
  residual,
  rSquared,
  sigmoid,
  softmaxCrossEntropy,
  tanh,
  topKAccuracy,
  transformerBlock,
  withMask,
} from "./index.ts";

type Inputs = Readonly<Record<string, Tensor>>;
interface Case {
  readonly name: string;
  readonly attributes: Readonly<Record<string, never>>;
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly cotangent: Nested;
  readonly output: Nested;
  readonly gradients: Readonly<Record<string, Nested>>;
}

const { source, cases } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/layers.json", import.meta.url), "utf8"),
) as {
  readonly source: { readonly library: string; readonly version: string };
  readonly cases: readonly Case[];
};

/** The file names parameters by flat paths. */
const affine = (p: Inputs, name: string) => ({ w: p[`${name}.w`]!, b: p[`${name}.b`]! });
/** Options as the oracle names them, with weights as tensors. */
const optionsOf = (attributes: Case["attributes"]): object => {
  const { weights, positiveWeight, ...others } = attributes as Readonly<Record<string, Nested | undefined>>;
  return {
    ...others,
    ...(weights !== undefined && { weights: tensor(weights) }),
    ...(positiveWeight !== undefined && { positiveWeight: tensor(positiveWeight) }),
  };
};
const norm = (p: Inputs, name: string) => ({ scale: p[`${name}.scale`]!, b: p[`${name}.b`]! });
const maps = (p: Inputs) => ({
  query: affine(p, "query"),
  key: affine(p, "key"),
  value: affine(p, "value"),
  output: affine(p, "output"),
});
const whole = (values: Nested): Tensor => tensor(values, { dtype: "int32" });
const truth = (values: Nested): Tensor => tensor(values, { dtype: "bool" });
/** The mask as an option, if the oracle names one. */
const masked = (mask: unknown): { readonly mask?: Tensor } =>
  mask === undefined ? {} : { mask: truth(mask as Nested) };
const labelsOf = (values: readonly Nested[]): Tensor =>
  typeof values[0] === "number" ? whole(values) : tensor(values);

const subjects: Record<string, (p: Inputs, attributes: Case["attributes"]) => Tensor> = {
  layerNorm: ({ x, scale, b }) => layerNorm(4).apply({ scale: scale!, b: b! }, x!),
  embedding: ({ table }, { tokens }) => embedding(5, 3).apply({ table: table! }, whole(tokens!)),
  attention: (p, { mask, ...options }) =>
    attention(p["query"]!, p["key"]!, p["value"]!, {
      ...options,
      ...masked(mask),
    }),
  multiHeadAttention: (p, { heads, mask, ...options }) => {
    const layer = multiHeadAttention(4, heads!, options);
    const { mask: seen } = masked(mask);
    return (seen === undefined ? layer : withMask(layer, seen)).apply(maps(p), p["x"]!);
  },
  transformerBlock: (p, { heads, hidden, causal }) =>
    transformerBlock(4, heads!, { hidden: hidden!, causal: causal! }).apply(
      [
        [norm(p, "norm1"), maps(p), []],
        [norm(p, "norm2"), affine(p, "up"), [], affine(p, "down"), []],
      ],
      p["x"]!,
    ),
  conv2d: ({ x, w, b }, attributes) => conv2d(2, 3, attributes).apply({ w: w!, b: b! }, x!),
  maxPool2d: ({ x }, attributes) => maxPool2d({ size: 2, ...attributes }).apply([], x!),
  avgPool2d: ({ x }, attributes) => avgPool2d({ size: 2, ...attributes }).apply([], x!),
  gelu: ({ x }) => gelu.apply([], x!),
  relu: ({ x }) => relu.apply([], x!),
  tanh: ({ x }) => tanh.apply([], x!),
  sigmoid: ({ x }) => sigmoid.apply([], x!),
  flatten: ({ x }) => flatten.apply([], x!),
  dense: ({ x, w, b }, options) => dense(2, 3, options).apply({ w: w!, b: b! }, x!),
  residual: ({ x, w, b }) => residual(dense(3, 3)).apply({ w: w!, b: b! }, x!),
  meanSquaredError: ({ x }, { target, ...options }) => meanSquaredError(x!, tensor(target!), options),
  meanAbsoluteError: ({ x }, { target, ...options }) => meanAbsoluteError(x!, tensor(target!), options),
  huber: ({ x }, { target, ...options }) => huber(x!, tensor(target!), options),
  binaryCrossEntropy: ({ x }, { target, ...options }) =>
    binaryCrossEntropy(x!, tensor(target!), optionsOf(options)),
  softmaxCrossEntropy: ({ x }, { labels, ...options }) =>
    softmaxCrossEntropy(x!, labelsOf(labels!), optionsOf(options)),
  perplexity: ({ x }, { labels }) => perplexity(x!, labelsOf(labels!)),
  accuracy: ({ x }, { labels }) => accuracy(x!, whole(labels!)),
  topKAccuracy: ({ x }, { labels, k }) => topKAccuracy(x!, whole(labels!), { k: k! }),
  confusionMatrix: ({ x }, { labels }) => confusionMatrix(x!, whole(labels!)),
  rSquared: ({ x }, { target }) => rSquared(x!, tensor(target!)),
};

const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));

/** The largest difference of output and gradients, relative to the largest number among them. */
const difference = async ({ name, attributes, inputs, cotangent, output, gradients }: Case) => {
  const given = Object.fromEntries(Object.entries(inputs).map(([input, values]) => [input, tensor(values)]));
  const [y, pullback] = vjp((p: Inputs) => subjects[name]!(p, attributes), given);
  const got = pullback(tensor(cotangent));
  const pairs = [[y, flat(output)] as const].concat(
    Object.entries(gradients).map(([input, values]) => [got[input]!, flat(values)] as const),
  );
  const scale = Math.max(...pairs.flatMap(([, expected]) => expected.map(Math.abs)));
  const apart = pairs.map(async ([tensor, expected]) => {
    const numbers = await tensor.data();
    expect(numbers).toHaveLength(expected.length);
    return Math.max(...Array.from(numbers, (value, i) => Math.abs(value - expected[i]!)));
  });
  return Math.max(...(await Promise.all(apart))) / scale;
};

const titled = cases.map(
  (each, i) => [`${i}: ${each.name} ${JSON.stringify(each.attributes)}`, each] as const,
);

test("the oracle has cases for every subject", () => {
  expect(new Set(cases.map(({ name }) => name))).toEqual(new Set(Object.keys(subjects)));
});

test.for(titled)("case %s: value and gradients match PyTorch's, to 1e-12", async ([, each], { task }) => {
  const found = await difference(each);
  expect(found).toBeLessThanOrEqual(1e-12);
  const oracle = `${source.library} ${source.version}`;
  Object.assign(task.meta, { proof: { package: "nn", name: each.name, oracle, difference: found } });
});

// The second norm's inputs lie near 100, where float32 is as coarse as 8e-6: a digit is lost before we begin.
test.each(titled)("case %s: on wasm to 1e-5, or the inputs' own rounding", async (_, each) => {
  using _backend = useBackend(await device("wasm"));
  const far = Math.abs(flat(Object.values(each.inputs)[0]!)[0]!) > 10;
  expect(await difference(each)).toBeLessThanOrEqual(far ? 1e-4 : 1e-5);
});

// A window of a pool, a kink of a loss: there the second derivative is 0 or lies on an edge, so order 1 is sufficient.
const rough = new Set(["maxPool2d", "meanAbsoluteError", "huber"]);
const once = titled.filter(([, { name }], i) => cases.findIndex((each) => each.name === name) === i);
test.each(once)("case %s: gradients agree with differences", async (_, { name, attributes, inputs }) => {
  const given = Object.fromEntries(Object.entries(inputs).map(([input, values]) => [input, tensor(values)]));
  await checkGrads((p: Inputs) => subjects[name]!(p, attributes), given, { order: rough.has(name) ? 1 : 2 });
});

test("a causal block's value at a position does not depend on later ones", async () => {
  const block = transformerBlock(4, 2, { causal: true });
  const params = block.init(key(0));
  const x = Float64Array.from({ length: 12 }, (_, i) => Math.sin(i));
  const at = async (values: Float64Array) =>
    (await block.apply(params, tensor(values, { shape: [1, 3, 4] })).data()).slice(0, 8);
  const other = x.with(9, 100);
  expect(await at(other)).toEqual(await at(x));
  const open = transformerBlock(4, 2);
  const first = async (values: Float64Array) =>
    (await open.apply(params, tensor(values, { shape: [1, 3, 4] })).data())[0]!;
  expect(await first(other)).not.toBe(await first(x));
});

test("an odd mask, a wrong width and wrong heads are refused with the remedy", () => {
  expect(() => attention(ones([2, 4]), ones([3, 4]), ones([3, 4]), { causal: true })).toThrow(
    "attention: the scores are [2,3], but causal ones must be square; give as many queries as keys",
  );
  expect(() => multiHeadAttention(6, 4)).toThrow("give a divisor of 6");
  const layer = multiHeadAttention(4, 2);
  expect(() => layer.apply(layer.init(key(0)), ones([2, 4]))).toThrow(
    "multiHeadAttention(4, 2): x is [2,4] but must be [batch,positions,4]; give one vector per position",
  );
});
