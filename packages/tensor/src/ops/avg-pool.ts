import { tensor } from "../create.ts";
import { arrayOf } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { div } from "./div.ts";
import { mul } from "./mul.ts";
import { patchesAdd } from "./patches.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { layPool, type Laid, padded, type Windows } from "./windows.ts";

/** How many pixels of the image each window covers: a number if it is the same for all, otherwise `[1, down, across, 1]`. */
function covered({ backend, dtype, shape }: Tensor, { size, strides, before, count, padded }: Laid) {
  if (sizeOf(padded) === sizeOf(shape)) return size[0] * size[1];
  const [down, across] = [0, 1].map((axis) =>
    Array.from({ length: count[axis]! }, (_, n) => {
      const first = n * strides[axis]! - before[axis + 1]!;
      return Math.min(shape[axis + 1]!, first + size[axis]!) - Math.max(0, first);
    }),
  ) as [number[], number[]];
  const counts = down.flatMap((rows) => across.map((columns) => rows * columns));
  return tensor(arrayOf[dtype].from(counts), { backend, dtype, shape: [1, ...count, 1] });
}

/**
 * The mean pixel of each window, channel by channel, $\frac{1}{hw}\sum_{ij} x_{ns+i,\,ms+j}$, over the pixels that lie
 * in the image. From `[batch, height, width, channels]` to `[batch, down, across, channels]`.
 *
 * @throws ShapeError when no window fits.
 * @example
 * ```ts
 * import { avgPool, reshape, tensor } from "@downhill/tensor";
 * const image = reshape(tensor([1, 5, 4, 2]), [1, 1, 4, 1]);
 * reshape(avgPool(image, { size: [1, 2] }), [2]); // [3, 3]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §9.3.
 */
export const avgPool: Op<["x"], Windows> = op({
  name: "avgPool",
  inputs: ["x"],
  tex: String.raw`\frac{1}{hw} \sum_{ij} x_{ns+i,\,ms+j}`,
  options: ["size", "strides", "padding"],
  shape: ([x], windows) => [x[0]!, ...layPool("avgPool", x, windows).count, x[3]!],
  forward: ({ x }, windows) => {
    const laid = layPool("avgPool", x.shape, windows);
    const mean = run("avgPool", [padded(x, laid)], { strides: laid.strides, size: laid.size });
    const pixels = covered(x, laid);
    return typeof pixels === "number" ? mean : mul(mean, div(laid.size[0] * laid.size[1], pixels));
  },
  vjp: {
    x: (ct, { x }, windows) => {
      const laid = layPool("avgPool", x.shape, windows);
      const [batch, down, across, channels] = ct.shape as readonly [number, number, number, number];
      const shares = reshape(div(ct, covered(x, laid)), [batch, down, across, 1, 1, channels]);
      const spread = broadcastTo(shares, [batch, down, across, ...laid.size, channels]);
      const wide = patchesAdd(spread, { strides: laid.strides, size: [laid.padded[1]!, laid.padded[2]!] });
      return slice(wide, { begin: laid.before, size: x.shape });
    },
  },
  domain: (key) => [
    [normal(key, [2, 4, 4, 2]), { size: 2 }],
    [normal(key, [1, 5, 4, 2]), { size: 3, strides: 2, padding: "same" }],
    [normal(key, [1, 3, 4, 1]), { size: [2, 3], strides: 1, padding: 1 }],
  ],
});
