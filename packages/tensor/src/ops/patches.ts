import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { run } from "../run.ts";
import { ShapeError, showShape } from "../shape.ts";
import { wholePatchesAdd } from "./whole-patches-add.ts";
import { type Fixed, lay } from "./windows.ts";

// Each is the transpose of the other, which also gives the gradient rules.

/**
 * Every window of a batch of images, extracted: from `[batch, height, width, channels]` to
 * `[batch, down, across, window height, window width, channels]`. A reduction over axes 3 and 4 turns it into any pooling,
 * a product with a filter into any convolution. Windows stay inside the image.
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

/**
 * Puts windows back where {@link patches} took them from and adds them up where they overlap: from
 * `[batch, down, across, window height, window width, channels]` to `[batch, height, width, channels]`, where `size` is
 * the image's. The transpose of {@link patches}.
 *
 * @throws ShapeError when the image would not have that many windows.
 * @example
 * ```ts
 * import { ones, patchesAdd, reshape } from "@downhill/tensor";
 * const windows = ones([1, 1, 3, 1, 2, 1]);
 * reshape(patchesAdd(windows, { size: [1, 4], strides: [1, 1] }), [4]); // [1, 2, 2, 1]
 * ```
 * @see Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, §4.
 */
export const patchesAdd: Op<["x"], Fixed> = op({
  name: "patchesAdd",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\sum_{ns+i=k,\, ms+j=l} x_{nm,ij}`,
  options: ["strides", "size"],
  shape: ([x], { strides, size }) => {
    const [batch, down, across, rows, columns, channels] = x;
    const image = [batch!, ...size, channels!];
    const { count } = lay("patchesAdd", image, { strides, size: [rows!, columns!] });
    if (x.length !== 6 || count[0] !== down || count[1] !== across) {
      throw new ShapeError("shape-mismatch", {
        en: `patchesAdd: ${showShape(x)} are not the windows of an image of ${showShape(size)} with strides ${showShape(strides)}, which has ${showShape(count)}; give the size and strides that patches had`,
        zh: `patchesAdd：${showShape(x)} 不是 ${showShape(size)} 的图像按步幅 ${showShape(strides)} 切出的窗口，那样应有 ${showShape(count)} 个；请使用与 patches 相同的 size 和 strides`,
      });
    }
    return image;
  },
  forward: ({ x }, image) => (isFloat(x.dtype) ? run("patchesAdd", [x], image) : wholePatchesAdd(x, image)),
  vjp: {
    x: (ct, { x }, { strides }) => patches(ct, { strides, size: [x.shape[3]!, x.shape[4]!] }),
  },
  domain: (key) => [
    [normal(key, [2, 2, 3, 2, 2, 2]), { size: [3, 4], strides: [1, 1] }],
    [normal(key, [1, 2, 2, 3, 2, 2]), { size: [6, 5], strides: [2, 2] }],
    [normal(key, [1, 1, 2, 2, 1, 1]), { size: [4, 4], strides: [3, 2] }],
  ],
});
