import { dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import { add, foldIn, key, normal, tensor, type Tensor, tidy } from "@downhill/tensor";

/** Lab 08's network, small: 12 inputs, 9 hidden, 3 classes; batches of 7, which fill no workgroup. */
const [inputs, hidden, classes, batch] = [12, 9, 3, 7];
const model = sequential(dense(inputs, hidden), relu, dense(hidden, classes));

interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** Three clouds of points; the batch of a step, on the backend in use. */
function batchAt(step: number): Batch {
  const labels = Int32Array.from({ length: batch }, (_, i) => (i + step) % classes);
  const centres = Array.from(labels, (label) =>
    Array.from({ length: inputs }, (_, j) => (j % classes === label ? 1 : 0)),
  );
  return tidy("batch", () => ({
    x: add(normal(foldIn(key(1), step % 16), [batch, inputs]), tensor(centres)),
    y: tensor(labels, { dtype: "int32" }),
  }));
}

/** What `train` needs, made on the backend in use. */
export const problem = () => ({
  params: model.init(key(4)),
  optimizer: adam({ learningRate: 0.02 }),
  loss: (params: ReturnType<typeof model.init>, { x, y }: Batch): Tensor =>
    softmaxCrossEntropy(model.apply(params, x), y),
  batchAt,
});
