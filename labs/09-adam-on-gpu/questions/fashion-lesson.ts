import { batches } from "@downhill/data/batches";
import { fashionMnist } from "@downhill/data/fashion-mnist";
import { dense, heNormal, relu, sequential } from "@downhill/nn";
import { key, leaves, reference, type Tensor, useBackend } from "@downhill/tensor";
import { layers, type Lesson } from "./net.ts";

const { inputs, hidden, classes } = layers;
const [batch, steps] = [16, 12];

/** A picture of 28 × 28 pixels as 7 × 7 means. */
function pooled(pictures: Float32Array): Float32Array {
  const means = new Float32Array(pictures.length / 16);
  pictures.forEach((pixel, i) => {
    const [picture, row, column] = [Math.floor(i / 784), Math.floor((i % 784) / 28), i % 28];
    means[picture * inputs + Math.floor(row / 4) * 7 + Math.floor(column / 4)]! += pixel / 16;
  });
  return means;
}

/**
 * Twelve batches of Fashion-MNIST in a sixteenth of its size, and the network's start. They come from the test set, the
 * smaller file: two trainings are compared here; unseen pictures do not matter.
 */
export async function fashionLesson(): Promise<Lesson> {
  const stream = batches(await fashionMnist({ split: "test" }), { size: batch, key: key(1), flat: true });
  const taken = Array.from({ length: steps }, (_, step) => stream.batchAt(step));
  using _ = useBackend(reference);
  const params = sequential(dense(inputs, hidden, { init: heNormal }), relu, dense(hidden, classes)).init(
    key(0),
  );
  const all = leaves<Tensor>(params);
  const start = await Promise.all(all.map(async (each) => Float32Array.from(await each.data())));
  for (const each of all) each.dispose();
  return {
    batch,
    steps,
    pictures: pooled(Float32Array.from(taken.flatMap(({ x }) => [...x]))),
    labels: Float32Array.from(taken.flatMap(({ y }) => [...y])),
    start,
  };
}
