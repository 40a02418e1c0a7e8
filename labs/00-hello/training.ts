import { type Batch, batches, type Dataset, fashionMnist, take, toTensors } from "@downhill/data";
import { accuracy, softmaxCrossEntropy } from "@downhill/nn";
import type { Params } from "@downhill/optimizers";
import { type Backend, device, foldIn, key, leaves, type Tensor, useBackend } from "@downhill/tensor";
import { disposeTree, evaluate, NonFiniteLossError, train, type TrainOptions } from "@downhill/train";
import type { HelloModule } from "./hello-module.ts";

/**
 * All that a training run of the learner's network needs; `npm start` and the checks run this same set-up.
 *
 * @param images how many images the schedule counts on; those of the data unless given.
 */
export function setUp(module: HelloModule, data: Dataset, images = data.size) {
  const { settings } = module;
  const { seed, batchSize, epochs } = settings;
  const stream = batches(data, { size: batchSize, key: foldIn(key(seed), 1), epochs: Infinity, flat: true });
  const steps = epochs * Math.ceil(images / batchSize);
  const { model, optimizer } = module.build(steps);
  const predict = (params: Params, x: Tensor): Tensor => model.apply(params, x);
  return {
    params: model.init(foldIn(key(seed), 0)),
    optimizer,
    loss: (params: Params, batch: Batch): Tensor => {
      const { x, y } = toTensors(batch);
      return softmaxCrossEntropy(predict(params, x), y);
    },
    metrics: (params: Params, batch: Batch) => {
      const { x, y } = toTensors(batch);
      return { accuracy: accuracy(predict(params, x), y) };
    },
    batchAt: (step: number) => stream.batchAt(step),
    steps,
    about: { model: model.name, data: `Fashion-MNIST, ${JSON.stringify({ size: data.size, ...settings })}` },
    predict,
  } satisfies TrainOptions<Params, unknown, Batch> & { predict: unknown };
}

/** What a short run showed. */
export interface Glimpse {
  /** The loss of every step. */
  readonly losses: readonly number[];
  /** Tensors held before each step. */
  readonly held: readonly number[];
  /** Whether some weight matrix began as one number repeated. */
  readonly uniform: boolean;
  /** Share of the 500 images it never saw that it names rightly after it. */
  readonly accuracy: number;
}

const steps = 40;
const glimpses = new WeakMap<object, Promise<Glimpse>>();
let data: Promise<readonly [images: Dataset, backend: Backend]> | undefined;

/**
 * Trains a module's network for 40 steps, once, however many checks ask for it. The smaller of the two shipped files is
 * enough for that, and loads in a tenth of a second: 1,500 of its images are trained on, 500 are not.
 */
export function glimpse(module: HelloModule): Promise<Glimpse> {
  const known = glimpses.get(module) ?? run(module);
  glimpses.set(module, known);
  return known;
}

async function run(module: HelloModule): Promise<Glimpse> {
  data ??= Promise.all([fashionMnist({ split: "test" }), device()]);
  const [images, backend] = await data;
  useBackend(backend);
  const rows = (from: number, to: number): Dataset =>
    take(
      images,
      Array.from({ length: to - from }, (_, i) => from + i),
    );
  const { predict, metrics: _, ...options } = setUp(module, rows(0, 1500), 12_000);
  const uniform = await someUniform(options.params);
  const held: number[] = [];
  const losses: number[] = [];
  try {
    const trained = await train({
      ...options,
      steps,
      every: 1,
      batchAt(step) {
        held.push(backend.live());
        return options.batchAt(step);
      },
      observe: [({ loss }) => void losses.push(loss)],
    });
    const accuracy = await evaluate((x) => predict(trained.params, x), rows(1500, 2000));
    disposeTree([trained.params, trained.state]);
    return { losses, held, uniform, accuracy };
  } catch (error) {
    if (!(error instanceof NonFiniteLossError)) throw error;
    return { losses: [...losses, NaN], held, uniform, accuracy: 0 };
  } finally {
    disposeTree(options.params);
  }
}

async function someUniform(params: Params): Promise<boolean> {
  const matrices = leaves(params).filter(({ shape }) => shape.length > 1);
  const values = await Promise.all(matrices.map((matrix) => matrix.data()));
  return values.some((matrix) => matrix.every((value) => value === matrix[0]));
}
