import { valueAndGrad } from "@downhill/autograd";
import { batches, dataset, toTensors } from "@downhill/data";
import {
  batchNorm,
  dense,
  relu,
  sequential,
  softmaxCrossEntropy,
  trainApply,
  withStatistics,
} from "@downhill/nn";
import { apply, gradientDescent, sam } from "@downhill/optimizers";
import { foldIn, key, reference, scope, type Tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";
import { disposeTree, fit, train } from "./index.ts";
import { tensorsOf } from "./state.ts";

const data = dataset({
  x: Float32Array.from({ length: 48 }, (_, i) => Math.sin(1 + i)),
  shape: [2],
  y: Int32Array.from({ length: 24 }, (_, i) => i % 2),
});
const model = sequential(dense(2, 4), batchNorm(4), relu, dense(4, 2));
const optimizer = gradientDescent({ learningRate: 0.1 });
const batchAt = (step: number) => batches(data, { size: 8, key: key(1), epochs: 9 }).batchAt(step);
const numbers = async (tree: unknown) =>
  Promise.all(tensorsOf(tree).map(async (tensor) => Array.from(await tensor.data())));

test("sharpness-aware steps match a hand-written loop, and the statistics are taken at the parameters", async () => {
  using _ = useBackend(reference);
  const begun = model.init(key(0));
  const lossOf = (params: typeof begun, batch: ReturnType<typeof batchAt>, step: number) => {
    const { x, y } = toTensors(batch);
    const [prediction, statistics] = trainApply(model, params, x, foldIn(key(2), step));
    return [softmaxCrossEntropy(prediction, y), statistics] as const;
  };

  const run = await train({
    params: begun,
    optimizer,
    loss: lossOf,
    gradient: (lossAndGradient) => sam(lossAndGradient, { radius: 0.3 }),
    batchAt,
    steps: 6,
    every: 1,
  });

  let params = begun;
  const losses: Tensor[] = [];
  using __ = scope("own loop");
  for (let step = 0; step < 6; step++) {
    const lossAndGradient = valueAndGrad((p: typeof begun) => lossOf(p, batchAt(step), step));
    const [[loss, statistics]] = lossAndGradient(params);
    const sharp = sam(
      (p: typeof begun) => {
        const [[value], gradient] = lossAndGradient(p);
        return [value, gradient];
      },
      { radius: 0.3 },
    );
    const [, gradient] = sharp(params, step);
    const [updates] = optimizer.update(gradient, optimizer.init(params), params, step);
    params = withStatistics(apply(params, updates), statistics);
    losses.push(loss);
  }
  expect(await numbers(run.params)).toEqual(await numbers(params));
  expect(run.history.map(({ loss }) => loss)).toEqual((await numbers(losses)).flat());
  disposeTree([run.params, run.state, begun]);
});

test("fit takes the gradient as requested", async () => {
  const options = { loss: softmaxCrossEntropy, optimizer, batchSize: 8, epochs: 2 };
  const plain = await fit(model, data, options);
  const same = await fit(model, data, {
    ...options,
    gradient: (lossAndGradient) => (p, _, b) => lossAndGradient(p, b),
  });
  const sharp = await fit(model, data, { ...options, gradient: (lossAndGradient) => sam(lossAndGradient) });
  expect(await numbers(same.params)).toEqual(await numbers(plain.params));
  expect(await numbers(sharp.params)).not.toEqual(await numbers(plain.params));
});
