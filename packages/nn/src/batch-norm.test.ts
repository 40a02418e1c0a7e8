import { readFileSync } from "node:fs";
import { checkGrads, grad, valueAndGrad, vjp } from "@downhill/autograd";
import {
  add,
  device,
  div,
  key,
  leaves,
  mul,
  type Nested,
  normal,
  ones,
  paths,
  reference,
  sqrt,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  treeMap,
  useBackend,
  zeros,
} from "@downhill/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  batchNorm,
  type BatchNormParams,
  dense,
  dropout,
  layerNorm,
  meanSquaredError,
  relu,
  residual,
  sequential,
  trainApply,
  withStatistics,
} from "./index.ts";

type Learnt = { readonly x: Tensor; readonly scale: Tensor; readonly b: Tensor };
interface Pass {
  readonly x: Nested;
  readonly cotangent: Nested;
  readonly output: Nested;
  readonly gradients: { readonly x: Nested; readonly scale: Nested; readonly b: Nested };
}
interface Run {
  readonly name: string;
  readonly attributes: { readonly epsilon: number; readonly momentum: number };
  readonly params: { readonly scale: number[]; readonly b: number[] };
  readonly steps: readonly (Pass & { readonly mean: number[]; readonly variance: number[] })[];
  readonly use: Pass;
}

const { source, runs } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/batch-norm.json", import.meta.url), "utf8"),
) as {
  readonly source: { readonly library: string; readonly version: string };
  readonly runs: readonly Run[];
};

const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));

/** The largest difference, relative to the largest expected number. */
const apart = async (pairs: readonly (readonly [got: Tensor, expected: Nested])[]): Promise<number> => {
  const size = Math.max(...pairs.flatMap(([, expected]) => flat(expected).map(Math.abs)));
  const differences = pairs.map(async ([got, expected]) => {
    const numbers = flat(expected);
    const values = await got.data();
    expect(values).toHaveLength(numbers.length);
    return Math.max(...Array.from(values, (value, i) => Math.abs(value - numbers[i]!)));
  });
  return Math.max(...(await Promise.all(differences))) / size;
};

/** Walks a run of the oracle and returns the largest difference found on the way. */
async function walk({ attributes, params: learned, steps, use }: Run): Promise<number> {
  const layer = batchNorm(learned.b.length, attributes);
  const { scale, b } = { scale: tensor(learned.scale), b: tensor(learned.b) };
  let params: BatchNormParams = { ...layer.init(key(0)), scale, b };
  const differences: number[] = [];
  const compare = async (
    y: Tensor,
    pullback: (ct: Tensor) => Learnt,
    pass: Pass,
    more: [Tensor, Nested][],
  ) => {
    const got = pullback(tensor(pass.cotangent));
    differences.push(
      await apart([
        [y, pass.output],
        [got.x, pass.gradients.x],
        [got.scale, pass.gradients.scale],
        [got.b, pass.gradients.b],
        ...more,
      ]),
    );
  };
  for (const pass of steps) {
    let statistics = {};
    const training = ({ x, ...p }: Learnt): Tensor => {
      const [value, found] = trainApply(layer, { ...params, ...p }, x, key(0));
      statistics = found;
      return value;
    };
    const [y, pullback] = vjp(training, { x: tensor(pass.x), scale, b });
    params = withStatistics(params, statistics);
    await compare(y, pullback, pass, [
      [params.mean, pass.mean],
      [params.variance, pass.variance],
    ]);
  }
  const inUse = ({ x, ...p }: Learnt): Tensor => layer.apply({ ...params, ...p }, x);
  await compare(...vjp(inUse, { x: tensor(use.x), scale, b }), use, []);
  return Math.max(...differences);
}

test.for(runs)("$name: each step and the use afterwards match PyTorch's, to 1e-12", async (run, { task }) => {
  const difference = await walk(run);
  expect(difference).toBeLessThanOrEqual(1e-12);
  const oracle = `${source.library} ${source.version}`;
  Object.assign(task.meta, { proof: { package: "nn", name: "batchNorm", oracle, difference } });
});

test.each(runs)("$name: on wasm to 1e-5", async (run) => {
  using _ = useBackend(await device("wasm"));
  expect(await walk(run)).toBeLessThanOrEqual(1e-5);
});

test("gradients flow through the batch's own moments", async () => {
  const layer = batchNorm(2);
  const params = { ...layer.init(key(0)), scale: normal(key(1), [2]) };
  const values = (x: Tensor): Tensor => trainApply(layer, params, x, key(0))[0];
  await checkGrads(values, normal(key(2), [5, 2]), { order: 2 });
});

const numbers = fc.double({ min: -3, max: 3, noNaN: true });
const four = fc.tuple(numbers, numbers, numbers, numbers);

// A handful of roundings of numbers up to 3 · 3/√0.1: 1e-13 is about a hundred of them.
test("in use it equals an affine map", async () => {
  await fc.assert(
    fc.asyncProperty(
      four,
      four,
      four,
      four,
      fc.array(four, { minLength: 1, maxLength: 4 }),
      async (...drawn) => {
        const [scale, b, mean, spread, x] = [
          ...drawn.slice(0, 3),
          drawn[3].map((z) => 0.1 + z * z),
          drawn[4],
        ].map((values) => tensor(values as Nested)) as [Tensor, Tensor, Tensor, Tensor, Tensor];
        const a = div(scale, sqrt(add(spread, 1e-5)));
        const affine = add(mul(x, a), sub(b, mul(mean, a)));
        const y = batchNorm(4).apply({ scale, b, mean, variance: spread }, x);
        (await sub(y, affine).data()).forEach((gap) => expect(Math.abs(gap)).toBeLessThan(1e-13));
      },
    ),
    { numRuns: 50 },
  );
});

// n = 8 numbers each: mean and variance of what was normalised are known to a few roundings.
test.each([[[8, 3]], [[2, 2, 2, 3]]])(
  "in training %j gets mean 0 and variance 1 over all axes but the last",
  async (shape) => {
    const layer = batchNorm(3, { epsilon: 0 });
    const [y] = trainApply(layer, layer.init(key(0)), add(mul(normal(key(1), shape), 5), 40), key(0));
    const values = Array.from(await y.data());
    for (const feature of [0, 1, 2]) {
      const own = values.filter((_, i) => i % 3 === feature);
      expect(own).toHaveLength(8);
      expect(Math.abs(own.reduce((a, c) => a + c))).toBeLessThan(1e-12);
      expect(Math.abs(own.reduce((a, c) => a + c * c, 0) / 8 - 1)).toBeLessThan(1e-12);
    }
  },
);

test("momentum 1 keeps only the newest batch, with the unbiased variance", async () => {
  const layer = batchNorm(1, { momentum: 1 });
  const [, { mean, variance }] = trainApply(layer, layer.init(key(0)), tensor([[1], [2], [6]]), key(0));
  expect([await mean!.item(), await variance!.item()]).toEqual([3, 7]);
});

const deep = sequential(
  dense(3, 4),
  residual(sequential(batchNorm(4), relu)),
  sequential(batchNorm(4)),
  dense(4, 1),
);

test("statistics pass through sequential and residual under their paths", () => {
  const params = deep.init(key(0));
  const [y, statistics] = trainApply(deep, params, normal(key(1), [6, 3]), key(2));
  expect(y.shape).toEqual([6, 1]);
  expect(Object.keys(statistics)).toEqual(["1.0.mean", "1.0.variance", "2.0.mean", "2.0.variance"]);
  const next = withStatistics(params, statistics);
  expect(next[1][0].mean).toBe(statistics["1.0.mean"]);
  expect(next[2][0].variance).toBe(statistics["2.0.variance"]);
  expect(next[1][0].scale).toBe(params[1][0].scale);
  expect(leaves<Tensor>(next)).toHaveLength(leaves<Tensor>(params).length);
});

test("a layer without statistics trains the way it applies with the key", async () => {
  const model = sequential(dense(3, 4), dropout(0.5), layerNorm(4));
  const [params, x] = [model.init(key(0)), normal(key(1), [6, 3])];
  const [y, statistics] = trainApply(model, params, x, key(2));
  expect(await y.data()).toEqual(await model.apply(params, x, key(2)).data());
  expect(statistics).toEqual({});
  expect(trainApply(dense(3, 4), params[0], x, key(2))[1]).toEqual({});
});

test("their gradient is 0, in training and in use", async () => {
  const layer = batchNorm(2);
  const [params, x] = [layer.init(key(0)), normal(key(1), [4, 2])];
  for (const loss of [
    (p: BatchNormParams) => sum(trainApply(layer, p, x, key(0))[0]),
    (p: BatchNormParams) => sum(layer.apply(p, x)),
  ]) {
    const { mean, variance } = grad(loss)(params);
    expect([...(await mean.data()), ...(await variance.data())]).toEqual([0, 0, 0, 0]);
  }
});

test("a training moves them towards the data's, whatever decay does, and holds no more tensors for it", async () => {
  const model = sequential(batchNorm(2), dense(2, 1));
  const x = add(mul(normal(key(1), [64, 2]), 2), 7);
  const target = sum(x, { axes: 1, keepDims: true });
  const lossAndGradient = valueAndGrad((p: typeof params) => {
    const [prediction, statistics] = trainApply(model, p, x, key(2));
    return [meanSquaredError(prediction, target), statistics];
  });
  let params = model.init(key(0));
  const before = reference.live();
  for (let step = 0; step < 100; step++) {
    const next = tidy("step", () => {
      const [[, statistics], gradient] = lossAndGradient(params);
      const decayed = treeMap((p: Tensor, g: Tensor) => sub(mul(p, 0.9), mul(g, 0.1)), params, gradient);
      return withStatistics(decayed, statistics);
    });
    for (const leaf of leaves<Tensor>(params)) leaf.dispose();
    params = next;
    expect(reference.live()).toBe(before);
  }
  const layer = batchNorm(2, { momentum: 1 });
  const [, own] = trainApply(layer, layer.init(key(0)), x, key(0));
  // 100 steps leave 0.9¹⁰⁰ = 3e-5 of where they began.
  (await params[0].mean.data()).forEach((value) => expect(Math.abs(value - 7)).toBeLessThan(1));
  expect(await apart([[params[0].mean, Array.from(await own["mean"]!.data())]])).toBeLessThan(1e-4);
  expect(await apart([[params[0].variance, Array.from(await own["variance"]!.data())]])).toBeLessThan(1e-4);
});

test("a key given to apply, and input that does not fit, are refused with the remedy", () => {
  const model = sequential(batchNorm(2), relu);
  const params = model.init(key(0));
  expect(paths<Tensor>(params).map(([path]) => path)).toEqual(["0.scale", "0.b", "0.mean", "0.variance"]);
  expect(() => model.apply(params, ones([4, 2]), key(1))).toThrow(
    "batchNorm(2): apply with a key would lose the running statistics; in training use trainApply(model, params, x, key)",
  );
  expect(() => trainApply(model, params, ones([1, 2]), key(1))).toThrow(
    "batchNorm(2): x is [1,2], but a feature with fewer than two numbers has no variance; train on larger batches",
  );
  expect(() => model.apply(params, ones([4, 3]))).toThrow("x is [4,3] but must be [batch,…,2]");
  expect(() => batchNorm(2, { momentum: 0 })).toThrow("momentum 0 is not in (0, 1]");
  expect(() => batchNorm(2, { epsilon: -1 })).toThrow("epsilon is -1; it must be finite and at least 0");
  expect(() => batchNorm(0)).toThrow("0 is not a size");
  expect(() => withStatistics(params, { "1.mean": zeros([2]) })).toThrow(
    'withStatistics: there is no parameter at "1.mean"; did you mean 0.mean? give the parameters of the layer that the statistics are from',
  );
});
