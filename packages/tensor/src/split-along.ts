import { checkOptions } from "./options.ts";
import { slice } from "./ops/slice.ts";
import { resolveAxes, ShapeError, showShape } from "./shape.ts";
import { checkTensor, type Tensor } from "./tensor.ts";

/**
 * Splits a tensor along an axis (default the first) into a number of equal parts, or into parts of given
 * lengths. The parts are slices, and {@link concat} joins them again. (`split` divides random keys.)
 *
 * @throws ShapeError when the axis does not exist, or the parts do not fill it.
 * @example
 * ```ts
 * import { splitAlong, tensor } from "@downhill/tensor";
 * const [a, b] = splitAlong(tensor([1, 2, 3, 4]), 2); // [1, 2], [3, 4]
 * const [c, d] = splitAlong(tensor([[1, 2, 3]]), [1, 2], { axis: 1 }); // [[1]], [[2, 3]]
 * ```
 */
export function splitAlong(
  x: Tensor,
  parts: number | readonly number[],
  options: { readonly axis?: number } = {},
): Tensor[] {
  checkTensor("splitAlong", "x", x);
  checkOptions("splitAlong", options, ["axis"]);
  const { axis = 0 } = options;
  const along = resolveAxes("splitAlong", x.shape, axis)[0]!;
  const length = x.shape[along]!;
  const divides = typeof parts === "number" && parts >= 1 && parts < 2 ** 32 && length % parts === 0;
  const sizes = divides ? Array<number>(parts).fill(length / parts) : [parts].flat();
  const fits =
    divides === (typeof parts === "number") && sizes.every((size) => Number.isInteger(size) && size >= 0);
  if (!fits || sizes.reduce((total, size) => total + size, 0) !== length) {
    throw new ShapeError("uneven-split", {
      en: `splitAlong: ${typeof parts === "number" ? `${parts} equal parts` : `parts of ${showShape(sizes)}`} do not fill axis ${axis} of ${showShape(x.shape)}; give a divisor of ${length}, or lengths that add up to it`,
      zh: `splitAlong：${typeof parts === "number" ? `等分成 ${parts} 份` : `长度为 ${showShape(sizes)} 的各份`}填不满 ${showShape(x.shape)} 的轴 ${axis}；请给出 ${length} 的约数，或总和为 ${length} 的各个长度`,
    });
  }
  let before = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, other) => (other === along ? before : 0));
    before += size;
    return slice(x, { begin, size: x.shape.with(along, size) });
  });
}
