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
import { drawing, logitsOf, type Name, packaged } from "./chart.ts";
import type { Layers } from "./key/solution.ts";
import { widths } from "./provided/clothes.ts";
import { plain, withBlocks } from "./provided/network.ts";

/* Deep networks trained on Fashion-MNIST with each remedy, and what became of them: erratum E09. */

export const line = (cells: readonly (string | number)[], width = 10, first = 14): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? first : width)).join("");
export const short = (value: number): string => value.toExponential(1).replace("e+", "e");
export const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;

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
  /** The share of 2,000 test images that are told right. */
  readonly accuracy: number;
  readonly loss: number;
}

const wasm = device("wasm");
const clothes = { train: fashionMnist({ split: "train" }), test: fashionMnist({ split: "test" }) };

/** Trains on batches of 32 images for some steps. */
async function trained(
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
      first = Math.sqrt([...(await slopes.data())].reduce((sum, each) => sum + each ** 2, 0));
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
const normalised = (units: number) => {
  const layer = layerNorm(units);
  return (z: Tensor): Tensor => relu(layer.apply(layer.init(key(0)), z));
};

/** Erratum E09, two tables: what each remedy makes of a network whose gradient vanishes, and of one where it explodes. */
const steps = 100;
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

async function outcomes(
  trainings: readonly (readonly [name: string, Training])[],
): Promise<readonly string[]> {
  const rows = [line(["", "first", "right", "lowest", "highest"], 10, 26)];
  for (const [name, training] of trainings) {
    const found = [];
    for (const seed of [1, 2]) found.push(await trained(training, steps, seed));
    const right = found.map(({ accuracy, loss }) => (Number.isFinite(loss) ? accuracy : NaN));
    const cells = [mean(right), Math.min(...right), Math.max(...right)].map((each) =>
      Number.isNaN(each) ? "NaN" : `${(100 * each).toFixed(0)} %`,
    );
    rows.push(line([name, short(mean(found.map(({ first }) => first))), ...cells], 10, 26));
  }
  return rows;
}

export const vanishing = () =>
  outcomes([
    ["σ = 0.1, rate 0.03", { ...network("small"), optimizer: sgd(0.03) }],
    ["rate 10", { ...network("small"), optimizer: sgd(10) }],
    ["clipped to length 1", { ...network("small"), optimizer: chain(clipByGlobalNorm(1), sgd(0.03)) }],
    ["L2 penalty 0.01", { ...network("small"), optimizer: sgd(0.03), penalty: l2(0.01) }],
    ["RMSprop 0.001", { ...network("small"), optimizer: rmsprop({ learningRate: 0.001 }) }],
    ["Adam 0.001", { ...network("small"), optimizer: adam({ learningRate: 0.001 }) }],
    ["layer normalisation", { ...network("small", normalised(32)), optimizer: sgd(0.03) }],
    ["He's initialisation", { ...network("he"), optimizer: sgd(0.03) }],
    ["He and Adam 0.001", { ...network("he"), optimizer: adam({ learningRate: 0.001 }) }],
    ["residual", { ...blocksOf(0.1, 1), optimizer: sgd(0.03) }],
    ["residual, He, 1/√20", { ...network("residual"), optimizer: sgd(0.03) }],
  ]);

export const exploding = () =>
  outcomes([
    ["σ = 0.5, rate 0.03", { ...network("large"), optimizer: sgd(0.03) }],
    ["rate 1e-8", { ...network("large"), optimizer: sgd(1e-8) }],
    ["Adam 0.001", { ...network("large"), optimizer: adam({ learningRate: 0.001 }) }],
    ["L2 penalty 0.01", { ...network("large"), optimizer: sgd(0.03), penalty: l2(0.01) }],
    ["residual", { ...blocksOf(0.5, 1), optimizer: sgd(0.03) }],
    ["clipped to length 1", { ...network("large"), optimizer: chain(clipByGlobalNorm(1), sgd(0.03)) }],
    ["layer normalisation", { ...network("large", normalised(32)), optimizer: sgd(0.03) }],
    ["He's initialisation", { ...network("he"), optimizer: sgd(0.03) }],
  ]);
