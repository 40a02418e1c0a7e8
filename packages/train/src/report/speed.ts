import {
  add,
  type DType,
  matmul,
  moveTo,
  neg,
  ones,
  type Shape,
  slice,
  type Tensor,
  tidy,
} from "@downhill/tensor";
import { costOf } from "@downhill/tensor/trace";

/** The peak of the current device, in operations and in bytes per second. */
export interface Peak {
  /** Of a product of two square matrices. */
  readonly flops: number;
  /** Of negating or doubling a long vector: each number is read and written once. */
  readonly bandwidth: number;
}

/**
 * Runs something repeatedly, for about the given number of seconds in three rounds.
 *
 * @param work returns a tensor that is ready when the work is done; it is read, so it should be small.
 * @returns how often it ran per second in each round, the slowest first.
 */
export async function rates(work: () => Tensor, seconds: number): Promise<readonly number[]> {
  const round = async (times: number): Promise<number> => {
    const start = performance.now();
    for (let i = 1; i < times; i++) work().dispose();
    const last = work();
    await last.data();
    last.dispose();
    return Math.max((performance.now() - start) / 1000, 1e-6);
  };
  await round(1); // compiles, and allocates
  const times = Math.max(1, Math.ceil(seconds / 3 / (await round(1))));
  const found: number[] = [];
  for (let i = 0; i < 3; i++) found.push(times / (await round(times)));
  return found.toSorted((a, b) => a - b);
}

/**
 * The measured peak of the current device: products and vectors grow until one run takes a tenth of the time. For products the
 * best rate counts; for vectors the rate of the longest, because a short one fits in the cache.
 */
export async function measuredPeak(seconds: number): Promise<Peak> {
  const enough = 10 / seconds;
  let [flops, bandwidth] = [0, 0];
  for (let size = 64; size <= 2048; size *= 2) {
    const product = await best([size, size], (x) => matmul(x, x), seconds / 8);
    const attrs = { transposeA: false, transposeB: false };
    flops = Math.max(flops, product.rate * costOf("matmul", [product, product], product, attrs).flops);
    if (product.rate < enough) break;
  }
  for (let size = 2 ** 14; size <= 2 ** 23; size *= 8) {
    const copied = await best([size], neg, seconds / 8);
    const added = await best([size], (x) => add(x, x), seconds / 8);
    bandwidth = Math.max(
      copied.rate * costOf("neg", [copied], copied, {}).bytes,
      // Both operands are one vector, which is read once.
      added.rate * costOf("neg", [added], added, {}).bytes,
    );
    if (copied.rate < enough) break;
  }
  return { flops, bandwidth };
}

/** The best rate of a function of a tensor of ones, and the shape of the tensor. */
async function best(
  shape: Shape,
  fn: (x: Tensor) => Tensor,
  seconds: number,
): Promise<{ readonly rate: number; readonly shape: Shape; readonly dtype: DType }> {
  const x = ones(shape);
  moveTo(x, null);
  const first = { begin: shape.map(() => 0), size: shape.map(() => 1) };
  const found = await rates(() => {
    const value = tidy("peak", () => slice(fn(x), first));
    moveTo(value, null);
    return value;
  }, seconds);
  x.dispose();
  return { rate: found.at(-1)!, shape, dtype: x.dtype };
}
