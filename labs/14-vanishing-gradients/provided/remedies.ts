import { readFileSync, writeFileSync } from "node:fs";
import { grad, valueAndGrad } from "@downhill/autograd";
import { batches, fashionMnist, rows, toTensors } from "@downhill/data";
import { accuracy, layerNorm, softmaxCrossEntropy } from "@downhill/nn";
import {
  adam,
  chain,
  clipByGlobalNorm,
  descend,
  gradientDescent,
  rmsprop,
  type Transform,
} from "@downhill/optimizers";
import { l2 } from "@downhill/regularizers";
import {
  add,
  device,
  foldIn,
  key,
  leaves,
  mul,
  normal,
  relu,
  type Tensor,
  tidy,
  useBackend,
} from "@downhill/tensor";
import { drawing, logitsOf, type Name, packaged } from "../chart.ts";
import type { Layers } from "../key/solution.ts";
import { widths } from "./clothes.ts";
import { plain, withBlocks } from "./network.ts";

/*
 * Deep networks trained on Fashion-MNIST with each remedy, and what became of them: erratum E09. Together they take more
 * than a minute, so what they measured is kept in remedies.json; `npm run figures -- record` trains again and writes it.
 */
interface Training {
  readonly start: (seed: number) => Layers;
  readonly logits: (layers: Layers, x: Tensor) => Tensor;
  readonly optimizer: Transform<unknown>;
  /** Added to the loss that is trained, but not to the one reported. */
  readonly penalty?: (layers: Layers) => Tensor;
}

interface Outcome {
  /** The length of the gradient in the first layer's weights, before the first step. */
  readonly first: number;
  /** The loss of the first five batches, penalty included, each before its step; null where it is not finite. */
  readonly losses: readonly (number | null)[];
  /** The share of 2,000 test images that are classified correctly; null where the loss on them is not finite. */
  readonly right: number | null;
}

const wasm = device("wasm");
const clothes = { train: fashionMnist({ split: "train" }), test: fashionMnist({ split: "test" }) };
for (const images of Object.values(clothes)) images.catch(() => undefined);
const finite = (value: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(5)) : null;

/** Trains on batches of 32 images for some steps. */
async function train(
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
  const losses: (number | null)[] = [];
  for (let step = 0; step < steps; step++) {
    const before = leaves<Tensor>([params, state as Layers]);
    const [layers, moments, loss, slopes] = tidy("step", () => {
      const { x, y } = toTensors(stream.batchAt(step));
      const [value, gradient] = valueAndGrad(lossOn(x, y))(params);
      const bare = step === 0 && penalty !== undefined ? grad(plainLoss(x, y))(params) : gradient;
      return [
        ...descend(optimizer, gradient, state, params, step),
        step < 5 ? value : undefined,
        step === 0 ? mul(bare[0]!.w, 1) : undefined,
      ] as const;
    });
    if (slopes !== undefined) {
      // In float64, whose squares have room: float32 has none below 1e-45 or above 1e38.
      first = Math.sqrt([...(await slopes.data())].reduce((sum, each) => sum + each ** 2, 0));
      slopes.dispose();
    }
    if (loss !== undefined) {
      losses.push(finite(await loss.item()));
      loss.dispose();
    }
    for (const old of before) old.dispose();
    [params, state] = [layers, moments];
    if (step % 10 === 9 && !Number.isFinite((await params.at(-1)!.b.data())[0])) break;
  }
  const found = tidy("test", () => logits(params, test.x));
  const healthy = Number.isFinite(await softmaxCrossEntropy(found, test.y).item());
  const right = healthy ? finite(await accuracy(found, test.y).item()) : null;
  return { first: Number(first.toPrecision(5)), losses, right };
}

/** Layer normalisation with its gain at 1 and its shift at 0, before a rectifier. */
const normalised = (units: number) => {
  const layer = layerNorm(units);
  return (z: Tensor): Tensor => relu(layer.apply(layer.init(key(0)), z));
};

const network = (name: Name, f: (z: Tensor) => Tensor = relu) => ({
  start: (seed: number) => packaged.initialise(key(seed), widths, drawing(name, packaged.he)),
  logits: (layers: Layers, x: Tensor) =>
    name === "residual" ? logitsOf(name, layers, x, packaged.residualBlock) : plain(layers, x, f),
});
const blocksOf = (deviation: number, scale: number) => ({
  start: (seed: number) =>
    packaged.initialise(key(seed), widths, (own, shape) => mul(normal(own, shape), deviation)),
  logits: (layers: Layers, x: Tensor) => withBlocks(layers, x, packaged.residualBlock, scale),
});
const sgd = (learningRate: number) => gradientDescent({ learningRate });

type Disease = "vanishing" | "exploding";
/** What each remedy makes of a network whose gradient vanishes, and of one where it explodes: the rows of two tables. */
export const remedies: Readonly<Record<Disease, Readonly<Record<string, Training>>>> = {
  vanishing: {
    "σ = 0.1, rate 0.03": { ...network("small"), optimizer: sgd(0.03) },
    "rate 10": { ...network("small"), optimizer: sgd(10) },
    "clipped to length 1": { ...network("small"), optimizer: chain(clipByGlobalNorm(1), sgd(0.03)) },
    "L2 penalty 0.01": { ...network("small"), optimizer: sgd(0.03), penalty: l2(0.01) },
    "RMSprop 0.001": { ...network("small"), optimizer: rmsprop({ learningRate: 0.001 }) },
    "Adam 0.001": { ...network("small"), optimizer: adam({ learningRate: 0.001 }) },
    "layer normalisation": { ...network("small", normalised(32)), optimizer: sgd(0.03) },
    "He's initialisation": { ...network("he"), optimizer: sgd(0.03) },
    "He and Adam 0.001": { ...network("he"), optimizer: adam({ learningRate: 0.001 }) },
    residual: { ...blocksOf(0.1, 1), optimizer: sgd(0.03) },
    "residual, He, 1/√20": { ...network("residual"), optimizer: sgd(0.03) },
  },
  exploding: {
    "σ = 0.5, rate 0.03": { ...network("large"), optimizer: sgd(0.03) },
    "rate 1e-8": { ...network("large"), optimizer: sgd(1e-8) },
    "Adam 0.001": { ...network("large"), optimizer: adam({ learningRate: 0.001 }) },
    "L2 penalty 0.01": { ...network("large"), optimizer: sgd(0.03), penalty: l2(0.01) },
    residual: { ...blocksOf(0.5, 1), optimizer: sgd(0.03) },
    "clipped to length 1": { ...network("large"), optimizer: chain(clipByGlobalNorm(1), sgd(0.03)) },
    "layer normalisation": { ...network("large", normalised(32)), optimizer: sgd(0.03) },
    "He's initialisation": { ...network("he"), optimizer: sgd(0.03) },
  },
};

export const seeds = [1, 2] as const;
/** A remedy's training, or its beginning. */
export const trained = (disease: Disease, name: string, seed: number, steps = 100): Promise<Outcome> =>
  train(remedies[disease][name]!, steps, seed);

type Kept = Readonly<Record<Disease, Readonly<Record<string, readonly Outcome[]>>>>;
const file = new URL("remedies.json", import.meta.url);
/** What the trainings measured, by seed. */
export const kept = (): Kept => JSON.parse(readFileSync(file, "utf8")) as Kept;

/** Trains all of it again. */
export async function record(): Promise<void> {
  const all: Record<Disease, Record<string, Outcome[]>> = { vanishing: {}, exploding: {} };
  for (const disease of ["vanishing", "exploding"] as const)
    for (const name of Object.keys(remedies[disease])) {
      const found: Outcome[] = [];
      for (const seed of seeds) found.push(await trained(disease, name, seed));
      all[disease][name] = found;
      console.log(name);
    }
  writeFileSync(file, `${JSON.stringify(all)}\n`);
}
