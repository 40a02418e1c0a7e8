import { grad, valueAndGrad } from "@downhill/autograd";
import { batches, fashionMnist, rows, toTensors } from "@downhill/data";
import { accuracy, layerNorm, softmaxCrossEntropy } from "@downhill/nn";
import { descend, type Transform } from "@downhill/optimizers";
import { add, device, foldIn, key, leaves, mul, relu, type Tensor, tidy, useBackend } from "@downhill/tensor";
import type { Layers } from "./key/solution.ts";

/* One training of a deep network on Fashion-MNIST, and what became of it. */

export interface Training {
  readonly start: (seed: number) => Layers;
  readonly logits: (layers: Layers, x: Tensor) => Tensor;
  readonly optimizer: Transform<unknown>;
  /** Added to the loss that is trained, but not to the one reported. */
  readonly penalty?: (layers: Layers) => Tensor;
}

export interface Outcome {
  /** The length of the gradient in the first layer's weights, before the first step. */
  readonly first: number;
  /** The share of 2,000 test images that are told right. */
  readonly accuracy: number;
  readonly loss: number;
}

const wasm = device("wasm");
const clothes = { train: fashionMnist({ split: "train" }), test: fashionMnist({ split: "test" }) };

/** Trains on batches of 32 images for some steps. */
export async function trained(
  { start, logits, optimizer, penalty }: Training,
  steps: number,
  seed: number,
): Promise<Outcome> {
  using _ = useBackend(await wasm);
  const stream = batches(await clothes.train, { size: 32, key: foldIn(key(seed), 1), flat: true });
  const test = toTensors(rows(await clothes.test, { flat: true }));
  const plainLoss = (x: Tensor, y: Tensor) => (layers: Layers) => softmaxCrossEntropy(logits(layers, x), y);
  const lossOn = (x: Tensor, y: Tensor) => (layers: Layers) =>
    penalty === undefined ? plainLoss(x, y)(layers) : add(plainLoss(x, y)(layers), penalty(layers));
  let [params, state] = tidy("start", () => {
    const layers = start(seed);
    return [layers, optimizer.init(layers)] as const;
  });
  let first = NaN;
  for (let step = 0; step < steps; step++) {
    const before = leaves<Tensor>([params, state as Layers]);
    const [layers, moments, slopes] = tidy("step", () => {
      const { x, y } = toTensors(stream.batchAt(step));
      const [, gradient] = valueAndGrad(lossOn(x, y))(params);
      const bare = step === 0 && penalty !== undefined ? grad(plainLoss(x, y))(params) : gradient;
      return [
        ...descend(optimizer, gradient, state, params, step),
        step === 0 ? mul(bare[0]!.w, 1) : undefined,
      ] as const;
    });
    if (slopes !== undefined) {
      // In float64, whose squares have room: float32 has none below 1e-45 or above 1e38.
      first = Math.sqrt((await slopes.data()).reduce((sum, each) => sum + each ** 2, 0));
      slopes.dispose();
    }
    for (const old of before) old.dispose();
    [params, state] = [layers, moments];
    if (step % 10 === 9 && !Number.isFinite((await params.at(-1)!.b.data())[0])) break;
  }
  const found = tidy("test", () => logits(params, test.x));
  return {
    first,
    accuracy: await accuracy(found, test.y).item(),
    loss: await softmaxCrossEntropy(found, test.y).item(),
  };
}

/** Layer normalisation with its gain at 1 and its shift at 0, before a rectifier. */
export const normalised = (units: number) => {
  const layer = layerNorm(units);
  return (z: Tensor): Tensor => relu(layer.apply(layer.init(key(0)), z));
};
