import { sizeOf } from "@downhill/tensor";
import { batchGiven, listGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { type Labels, labelsLike, type Rows } from "../dataset.ts";

/**
 * Joins batches into one: the rows of the first, then the rows of the second, and so on.
 *
 * It turns the single rows that a {@link Dataset} yields in a pipeline into a batch.
 *
 * @returns `x` of shape `[n, ...shape]` with $n = \sum_i n_i$, and `y` of $n$ labels
 * @throws DataError if there is nothing to join, or examples differ in shape
 * @example
 * ```ts
 * import { dataset, join, pipeline } from "@downhill/data";
 * const points = dataset({ x: new Float32Array([0, 1, 2, 3]), shape: [2], y: new Int32Array([7, 8]) });
 * for await (const { x, shape, y } of pipeline(points).batch(2).map(join)) console.log(shape); // [ 2, 2 ]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §5.1.4, the design matrix.
 */
export function join<Y extends Labels>(parts: readonly Rows<Y>[]): Rows<Y> {
  listGiven("join", "the argument", parts, "the elements of .batch(64)");
  for (const part of parts) batchGiven("join", part);
  const [first] = parts;
  if (first === undefined) {
    throw new DataError("empty", {
      en: "join: there is nothing to join; give at least one batch.",
      zh: "join：没有可拼接的内容；请至少给出一个批次。",
    });
  }
  const example = first.shape.slice(1);
  const different = parts.find(({ shape }) => shape.slice(1).join() !== example.join());
  if (different !== undefined) {
    throw new DataError("shape-mismatch", {
      en: `join: examples of shape [${example.join(", ")}] and [${different.shape.slice(1).join(", ")}] do not fit into one batch; crop or pad them to one shape first.`,
      zh: `join：形状为 [${example.join(", ")}] 与 [${different.shape.slice(1).join(", ")}] 的样本不能组成一个批次；请先裁剪或填充成同一形状。`,
    });
  }
  const size = parts.reduce((sum, { y }) => sum + y.length, 0);
  const x = new Float32Array(size * sizeOf(example));
  const y = labelsLike(first.y, size);
  let row = 0;
  for (const part of parts) {
    x.set(part.x, row * sizeOf(example));
    y.set(part.y, row);
    row += part.y.length;
  }
  return { x, shape: [size, ...example], y };
}
