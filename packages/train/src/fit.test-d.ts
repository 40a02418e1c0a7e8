import { dataset, join, pipeline } from "@downhill/data";
import { dense, type DenseParams, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import { type Tensor, zeros } from "@downhill/tensor";
import { expectTypeOf } from "vitest";
import { type Callback, fit } from "./index.ts";

const model = sequential(dense(2, 3), dense(3, 2));
const optimizer = adam();
const data = dataset({ x: new Float32Array(2), shape: [2], y: new Int32Array(1) });
const loss = softmaxCrossEntropy;

const run = await fit(model, data, { loss, optimizer });
expectTypeOf(run.params).toEqualTypeOf<ReturnType<typeof model.init>>();
expectTypeOf(run.params[0]).toEqualTypeOf<DenseParams>();
expectTypeOf(run.state).toEqualTypeOf<ReturnType<typeof optimizer.init>>();

// A pipeline of rows needs nothing more; other kinds of batches must define how they become tensors.
await fit(model, pipeline(data).batch(4).map(join), { loss, optimizer, steps: 1 });
await fit(
  model,
  { batchAt: (step) => ({ step }) },
  {
    loss,
    optimizer,
    steps: 1,
    toTensors(batch) {
      expectTypeOf(batch).toEqualTypeOf<{ step: number }>();
      return { x: zeros([1, 2]), y: zeros([1]) };
    },
    penalty: (params) => {
      expectTypeOf(params[0].w).toEqualTypeOf<Tensor>();
      return zeros([]);
    },
  },
);

// @ts-expect-error a loss is a function of predictions and labels
await fit(model, data, { loss: (labels: string) => labels, optimizer });
// @ts-expect-error there is no such moment
({ name: "typo", epcoh: () => undefined }) satisfies Callback;
