import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { cast } from "./cast.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { least } from "./least.ts";
import { max } from "./max.ts";
import { mul } from "./mul.ts";
import { patches, patchesAdd } from "./patches.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { sum } from "./sum.ts";
import { layPool, type Laid, padded, type Windows } from "./windows.ts";

const within = { axes: [3, 4], keepDims: true } as const;

/** Positions outside the image never win. */
const margined = (x: Tensor, laid: Laid): Tensor => padded(x, laid, least[x.dtype]);

const kept = (y: Shape): Shape => [...y.slice(0, 3), 1, 1, y[3]!];

/**
 * The largest pixel of each window, channel by channel, $y_{nm} = \max_{ij} x_{ns+i,\,ms+j}$. From
 * `[batch, height, width, channels]` to `[batch, down, across, channels]`. Pixels that tie share the gradient equally.
 *
 * @throws ShapeError when no window fits.
 * @example
 * ```ts
 * import { maxPool, reshape, tensor } from "@downhill/tensor";
 * const image = reshape(tensor([1, 5, 4, 3]), [1, 1, 4, 1]);
 * reshape(maxPool(image, { size: [1, 2] }), [2]); // [5, 4]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §9.3.
 */
export const maxPool: Op<["x"], Windows> = op({
  name: "maxPool",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`\max_{ij} x_{ns+i,\,ms+j}`,
  options: ["size", "strides", "padding"],
  shape: ([x], windows) => [x[0]!, ...layPool("maxPool", x, windows).count, x[3]!],
  forward: ({ x }, windows) => {
    const laid = layPool("maxPool", x.shape, windows);
    const image = margined(x, laid);
    const { strides, size } = laid;
    return isFloat(x.dtype)
      ? run("maxPool", [image], { strides, size })
      : max(patches(image, { strides, size }), { axes: [3, 4] });
  },
  vjp: {
    x: (ct, { x, y }, windows) => {
      const laid = layPool("maxPool", x.shape, windows);
      const { strides, size } = laid;
      const winners = cast(
        equal(patches(margined(x, laid), { strides, size }), reshape(y, kept(y.shape))),
        ct.dtype,
      );
      const shares = mul(reshape(ct, kept(y.shape)), div(winners, sum(winners, within)));
      const wide = patchesAdd(shares, { strides: laid.strides, size: [laid.padded[1]!, laid.padded[2]!] });
      return slice(wide, { begin: laid.before, size: x.shape });
    },
  },
  domain: (key) => [
    [normal(key, [2, 4, 4, 2]), { size: 2 }],
    [normal(key, [1, 5, 4, 2]), { size: 3, strides: 2, padding: "same" }],
    [normal(key, [1, 3, 4, 1]), { size: [2, 3], strides: 1, padding: 1 }],
  ],
});
