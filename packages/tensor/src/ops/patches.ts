import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { patchesAdd } from "./patches-add.ts";
import { type Fixed, lay } from "./windows.ts";

/**
 * Every window of a batch of images, laid out: from `[batch, height, width, channels]` to
 * `[batch, down, across, window height, window width, channels]`. A reduction over axes 3 and 4 makes any pooling of it,
 * a product with a filter any convolution. Windows stay inside the image.
 *
 * @throws ShapeError when no window fits.
 * @example
 * ```ts
 * import { patches, reshape, tensor } from "@downhill/tensor";
 * const image = reshape(tensor([1, 2, 3, 4]), [1, 1, 4, 1]);
 * reshape(patches(image, { size: [1, 2], strides: [1, 1] }), [3, 2]); // [[1, 2], [2, 3], [3, 4]]
 * ```
 * @see Chellapilla, Puri and Simard, "High performance convolutional neural networks for document processing", 2006.
 */
export const patches: Op<["x"], Fixed> = op({
  name: "patches",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{ns+i,\, ms+j}`,
  options: ["strides", "size"],
  shape: ([x], windows) => {
    const { count, size } = lay("patches", x, windows);
    return [x[0]!, ...count, ...size, x[3]!];
  },
  forward: ({ x }, windows) => run("patches", [x], windows),
  vjp: {
    x: (ct, { x }, { strides }) => patchesAdd(ct, { strides, size: [x.shape[1]!, x.shape[2]!] }),
  },
  domain: (key) => [
    [normal(key, [2, 3, 4, 2]), { size: [2, 2], strides: [1, 1] }],
    [normal(key, [1, 6, 5, 2]), { size: [3, 2], strides: [2, 2] }],
    [normal(key, [2, 4, 4, 1]), { size: [2, 2], strides: [2, 2] }],
  ],
});
