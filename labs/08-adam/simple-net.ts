/*
 * Chapter 003 §4.1, completed: its SimpleNet (10 rectified units, then one output), Adam at 0.001, batches of 32 and
 * 10 epochs, with the data that its program leaves undefined: T-shirts and shirts of Fashion-MNIST. The optimizer and
 * the training step are yours, from src/adam.ts.
 *
 * Run it in this folder: npm run simple-net
 */
import { existsSync } from "node:fs";
import { valueAndGrad } from "@downhill/autograd";
import { batches, type Dataset, dataset, fashionMnist, type Rows, rows, take } from "@downhill/data";
import { isNotWritten } from "@downhill/grader/todo";
import { binaryCrossEntropy, dense, heNormal, relu, sequential } from "@downhill/nn";
import { adam as packaged, transform } from "@downhill/optimizers";
import { device, key, leaves, type Tensor, tensor, tidy, useBackend } from "@downhill/tensor";
import type * as solution from "./key/solution.ts";

/* Your file, which every command creates if it is missing; its types are the solution's. */
const desk = new URL("./src/adam.ts", import.meta.url);
const { adam, trainStep } = await (import(desk.href) as Promise<typeof solution>).catch(
  (error: unknown): never => {
    if (existsSync(desk)) throw error;
    console.error(
      "There is no src/adam.ts yet: `npx downhill test 8` lays it out. · 还没有 src/adam.ts：运行 `npx downhill test 8` 会生成它。",
    );
    process.exit(1);
  },
);

const [tShirt, shirt] = [0, 6];

/** The pictures of the two classes, with the targets 0 and 1 that a single output can learn. */
async function shirts(split: "train" | "test"): Promise<Dataset<Float32Array>> {
  const all = await fashionMnist({ split });
  const at = [...all.y.keys()].filter((i) => all.y[i] === tShirt || all.y[i] === shirt);
  const two = take(all, at);
  return dataset({ ...two, y: Float32Array.from(two.y, (label) => (label === shirt ? 1 : 0)) });
}

const model = sequential(dense(784, 10, { init: heNormal }), relu, dense(10, 1));
type P = ReturnType<typeof model.init>;

const optimizer = transform({ ...packaged.rule, name: "yourAdam", step: (algebra, at) => adam(algebra, at) })(
  {
    learningRate: 0.001,
  },
);

const inputs = ({ x, shape }: Rows<Float32Array>) => tensor(x, { shape });
const targets = ({ y }: Rows<Float32Array>) => tensor(y, { shape: [y.length, 1] });

/** The share of pictures whose output falls on the right side of one half (the logit on the right side of 0). */
async function accuracyOn(test: Rows<Float32Array>, params: P): Promise<number> {
  const logits = tidy("test", () => model.apply(params, inputs(test)));
  const values = await logits.data();
  logits.dispose();
  return test.y.filter((y, i) => values[i]! > 0 === (y === 1)).length / test.y.length;
}

async function train(): Promise<void> {
  using _ = useBackend(await device());
  const test = rows(await shirts("test"), { flat: true });
  const stream = batches(await shirts("train"), { size: 32, key: key(1), epochs: 10, flat: true });
  let [params, state] = tidy("start", () => {
    const start = model.init(key(0));
    return [start, optimizer.init(start)] as const;
  });
  let total = 0;
  for (const batch of stream) {
    const before = leaves<Tensor>([params, state.m, state.v]);
    const next = tidy("step", () => {
      const [x, y] = [inputs(batch), targets(batch)];
      const loss = (p: P) => binaryCrossEntropy(model.apply(p, x), y);
      return trainStep(valueAndGrad(loss), optimizer, params, state, batch.step);
    });
    for (const old of before) old.dispose();
    ({ params, state } = next);
    total += await next.loss.item();
    next.loss.dispose();
    if ((batch.step + 1) % stream.stepsPerEpoch > 0) continue;
    const [loss, accuracy] = [total / stream.stepsPerEpoch, await accuracyOn(test, params)];
    console.log(
      `epoch ${batch.epoch + 1}: loss ${loss.toFixed(4)}, accuracy on test pictures ${accuracy.toFixed(3)}`,
    );
    total = 0;
  }
}

try {
  await train();
} catch (error) {
  if (!isNotWritten(error)) throw error;
  console.error(
    `${(error as Error).message}. This program runs on your own src/adam.ts. · 这个程序运行的是你自己的 src/adam.ts。`,
  );
  process.exitCode = 1;
}
