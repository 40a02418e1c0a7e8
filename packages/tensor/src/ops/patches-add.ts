import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { ShapeError, showShape } from "../shape.ts";
import { patches } from "./patches.ts";
import { type Fixed, lay } from "./windows.ts";
import { wholePatchesAdd } from "./whole-products.ts";

/**
 * Puts windows back to where {@link patches} took them and adds up where they overlap: from
 * `[batch, down, across, window height, window width, channels]` to `[batch, height, width, channels]`, where `size` is
 * the image's. The transpose of {@link patches}.
 *
 * @throws ShapeError when the image would not have so many windows.
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
      throw new ShapeError(
        `patchesAdd: ${showShape(x)} are not the windows of an image of ${showShape(size)} with strides ${showShape(strides)}, which has ${showShape(count)}; give the size and strides that patches had`,
        `patchesAdd：${showShape(x)} 不是 ${showShape(size)} 的图像按步幅 ${showShape(strides)} 切出的窗口，那样应有 ${showShape(count)} 个；请使用与 patches 相同的 size 和 strides`,
      );
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
