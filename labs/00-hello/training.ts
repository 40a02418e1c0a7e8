import { type Batch, batches, type Dataset, toTensors } from "@downhill/data";
import { accuracy, type Layer, softmaxCrossEntropy } from "@downhill/nn";
import type { Params, Transform } from "@downhill/optimizers";
import { foldIn, key, type Tensor } from "@downhill/tensor";
import type { TrainOptions } from "@downhill/train";

/** What `src/hello.ts` exports, whatever network and optimizer a learner has put into it. */
export interface HelloModule {
  readonly settings: Readonly<Record<"learningRate" | "hidden" | "batchSize" | "epochs" | "seed", number>>;
  build(steps: number): { readonly model: Layer<Params>; readonly optimizer: Transform<unknown> };
}

/**
 * All that a training run of the learner's network needs; `npm start` and the questions run this same set-up.
 *
 * @param images how many images the schedule counts on; by default the number in the data.
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
