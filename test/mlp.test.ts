import { readFileSync } from "node:fs";
import { valueAndGrad } from "@downhill/autograd";
import { dense, sequential, softmaxCrossEntropy, tanh } from "@downhill/nn";
import { adam, apply } from "@downhill/optimizers";
import { device, leaves, type Nested, scope, type Tensor, tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";

type Weights = Readonly<Record<"w1" | "b1" | "w2" | "b2", Nested>>;
const oracle = JSON.parse(readFileSync(new URL("oracles/mlp.json", import.meta.url), "utf8")) as {
  readonly hyper: Readonly<Record<"learningRate" | "beta1" | "beta2" | "epsilon", number>>;
  readonly data: { readonly x: Nested; readonly labels: readonly number[] };
  readonly params: Weights;
  readonly losses: readonly number[];
  readonly first: Weights;
  readonly final: Weights;
  readonly finalLoss: number;
};

const model = sequential(dense(5, 4), tanh, dense(4, 3));
type Params = ReturnType<typeof model.init>;

const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));
const flatWeights = ({ w1, b1, w2, b2 }: Weights): number[] => [w1, b1, w2, b2].flatMap(flat);
const upload = ({ w1, b1, w2, b2 }: Weights): Params => [
  { w: tensor(w1), b: tensor(b1) },
  [],
  { w: tensor(w2), b: tensor(b2) },
];
const download = async (params: Params): Promise<number[]> =>
  (await Promise.all(leaves<Tensor>(params).map((p) => p.data()))).flatMap((data) => [...data]);

/** Relative to the larger of the expected number and 1: weights and losses here are of order 1. */
const difference = (actual: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((e, i) => Math.abs(actual[i]! - e) / Math.max(1, Math.abs(e))));

/** The whole road: layers, loss, gradient, optimizer, one scope per step. */
async function train() {
  const x = tensor(oracle.data.x);
  const labels = tensor(oracle.data.labels, { dtype: "int32" });
  const loss = (params: Params) => softmaxCrossEntropy(model.apply(params, x), labels);
  const optimizer = adam(oracle.hyper);
  let params = upload(oracle.params);
  let state = optimizer.init(params);
  const losses: number[] = [];
  const weights: number[][] = [];
  const live: number[] = [];
  for (let step = 0; step <= oracle.losses.length; step++) {
    const before = [params, state] as const;
    let value: Tensor;
    {
      using s = scope("step");
      const [lossNow, gradient] = valueAndGrad(loss)(params);
      const [updates, next] = optimizer.update(gradient, state, params, step);
      [value, params, state] = s.keep([lossNow, apply(params, updates), next] as const);
    }
    for (const old of leaves<Tensor>(before)) old.dispose();
    losses.push(await value.item());
    value.dispose();
    weights.push(await download(params));
    live.push(x.backend.live());
  }
  return { losses, first: weights[0]!, final: weights[oracle.losses.length - 1]!, live };
}

// On the reference backend the arithmetic is PyTorch's own, in another order of summation; Adam divides by the gradient's
// size, which carries roundings of small gradients over to the weights, and 100 steps add them up.
// On wasm the numbers are float32, with roundings of 6e-8.
test.each([
  ["reference", 1e-12],
  ["wasm", 1e-5],
] as const)("on %s, 100 steps of Adam on a 5-4-3 network follow PyTorch within %d", async (name, bound) => {
  using _ = useBackend(await device(name));
  const { losses, first, final, live } = await train();
  expect(oracle.losses).toHaveLength(100);
  expect(difference(losses, [...oracle.losses, oracle.finalLoss])).toBeLessThan(bound);
  expect(difference(first, flatWeights(oracle.first))).toBeLessThan(bound);
  expect(difference(final, flatWeights(oracle.final))).toBeLessThan(bound);
  expect(new Set(live).size).toBe(1);
});
