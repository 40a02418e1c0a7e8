import {
  batches,
  type Dataset,
  dataset,
  fashionMnist,
  type Rows,
  rows,
  take,
  toTensors,
} from "@downhill/data";
import { dense, heNormal, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adamw } from "@downhill/optimizers";
import { avgPool, device, foldIn, key, reshape, useBackend } from "@downhill/tensor";
import { evaluate, NonFiniteLossError, train } from "@downhill/train";
import type { Ranges, Start } from "../key/solution.ts";

/*
 * A small network that learns Fashion-MNIST from 500 images of 14 × 14 pixels (each the mean of four), with AdamW. It is
 * validated on 500 others and tested on 1,000 more.
 */
export const model = sequential(dense(196, 32, { init: heNormal }), relu, dense(32, 10));

/** The hyper-parameters of its training: the three that chapter 004 §3.7 names. */
export const space = {
  rate: { kind: "log-uniform", low: 1e-4, high: 1 },
  decay: { kind: "log-uniform", low: 1e-3, high: 10 },
  batch: { kind: "choice", values: [16, 32, 64, 128] },
} as const satisfies Ranges;

const wasm = device("wasm");
/* The smaller of the two files, opened when this file loads. */
const images = fashionMnist({ split: "test" });
for (const each of [wasm, images]) each.catch(() => undefined);

/** Some of the images, at half their width and height. */
async function halved(from: number, to: number): Promise<Dataset> {
  using _ = useBackend(await wasm);
  const places = Array.from({ length: to - from }, (_, i) => from + i);
  const part = rows(take(await images, places));
  const small = avgPool(reshape(toTensors(part).x, [to - from, 28, 28, 1]), { size: 2 });
  return dataset({ x: Float32Array.from(await small.data()), shape: [196], y: part.y });
}

/* Only one training computes at a time, whatever is asked for at once. */
let last: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}

/** The images that are learned from. */
export const learned = () => halved(0, 500);

/**
 * Opens the images, and gives what begins a training on them. A training that diverges has the loss NaN.
 *
 * @param validation from which image up to which a training is measured.
 */
export async function clothes(validation: readonly [number, number] = [500, 1000]): Promise<Start> {
  const [learning, measured, test] = [await learned(), await halved(...validation), await halved(1000, 2000)];
  return ({ rate, decay, batch }, seed) => {
    const size = Number(batch);
    const stream = batches(learning, { size, key: foldIn(key(seed), 1), flat: true, epochs: Infinity });
    const options = {
      optimizer: adamw({ learningRate: Number(rate), weightDecay: Number(decay) }),
      loss: (params: ReturnType<typeof model.init>, batch: Rows) => {
        const { x, y } = toTensors(batch);
        return softmaxCrossEntropy(model.apply(params, x), y);
      },
      batchAt: (step: number) => stream.batchAt(step),
      takeOver: true,
      explain: false,
    };
    let [seen, broken] = [0, false];
    let run: Awaited<ReturnType<typeof begin>> | undefined;
    const begin = () => train({ ...options, params: model.init(foldIn(key(seed), 0)), steps: 0 });
    const lossOn = async (data: Dataset): Promise<number> => {
      if (broken) return NaN;
      const { params } = (run ??= await begin());
      return evaluate((x) => model.apply(params, x), data, { metric: softmaxCrossEntropy });
    };
    return {
      train: (more) =>
        inTurn(async () => {
          using _ = useBackend(await wasm);
          seen += more;
          try {
            run ??= await begin();
            if (!broken) run = await train({ ...options, ...run, steps: Math.floor(seen / size) });
          } catch (error) {
            if (!(error instanceof NonFiniteLossError)) throw error;
            broken = true;
          }
          return await lossOn(measured);
        }),
      test: () =>
        inTurn(async () => {
          using _ = useBackend(await wasm);
          return await lossOn(test);
        }),
    };
  };
}
