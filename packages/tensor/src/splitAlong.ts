import { slice } from "./ops/slice.ts";
import { resolveAxes, ShapeError, showShape } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Cuts a tensor along an axis (the first unless named) into as many equal parts as asked, or into parts of the lengths
 * given. The parts are slices, and {@link concat} puts them together again. (`split` divides random keys.)
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
  { axis = 0 }: { readonly axis?: number } = {},
): Tensor[] {
  const along = resolveAxes("splitAlong", x.shape, axis)[0]!;
  const length = x.shape[along]!;
  const sizes =
    typeof parts === "number" ? Array<number>(Math.max(0, Math.trunc(parts))).fill(length / parts) : parts;
  const fits = sizes.every((size) => Number.isInteger(size) && size >= 0);
  if (!fits || sizes.reduce((total, size) => total + size, 0) !== length) {
    throw new ShapeError(
      `splitAlong: ${typeof parts === "number" ? `${parts} equal parts` : `parts of ${showShape(parts)}`} do not fill axis ${axis} of ${showShape(x.shape)}; give a divisor of ${length}, or lengths that add up to it`,
    );
  }
  let before = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, other) => (other === along ? before : 0));
    before += size;
    return slice(x, { begin, size: x.shape.with(along, size) });
  });
}
