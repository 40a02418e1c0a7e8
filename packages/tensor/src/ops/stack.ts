import { run } from "../run.ts";
import { normal, split } from "../random.ts";
import { resolveAxes, sameShape, type Shape, ShapeError, showShape } from "../shape.ts";
import { reshape } from "./reshape.ts";
import { slice } from "./slice.ts";
import { variadic, type VariadicOp } from "./variadic.ts";

/** The position of the new axis in the result, and the shape of a layer with that axis as 1. */
function layer(x: Shape, axis: number): { readonly place: number; readonly shape: Shape } {
  const place = resolveAxes("stack", [...x, 1], [axis])[0]!;
  return { place, shape: x.toSpliced(place, 0, 1) };
}

/**
 * Equally shaped tensors as layers along a new axis, by default the first: $y_{ij} = (x_i)_j$. Any number of tensors,
 * then `{ axis }`, which counts the result's axes.
 *
 * @throws ShapeError when the shapes differ, or the axis does not exist; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { stack, tensor } from "@downhill/tensor";
 * stack(tensor([1, 2]), tensor([3, 4])); // [[1, 2], [3, 4]]
 * stack(tensor([1, 2]), tensor([3, 4]), { axis: 1 }); // [[1, 3], [2, 4]]
 * ```
 * @see NumPy reference, `stack`.
 */
export const stack: VariadicOp = variadic((inputs) => ({
  name: "stack",
  inputs,
  takes: "value",
  tex: String.raw`\begin{pmatrix} x_0 \\ x_1 \\ \vdots \end{pmatrix}`,
  options: ["axis"],
  shape: (shapes, { axis = 0 } = {}) => {
    const [first] = shapes as readonly [Shape];
    const odd = shapes.find((shape) => !sameShape(shape, first));
    if (odd !== undefined) {
      throw new ShapeError("shape-mismatch", {
        en: `stack: ${showShape(first)} and ${showShape(odd)} are not layers of one shape; make them equal, or use concat`,
        zh: `stack：${showShape(first)} 与 ${showShape(odd)} 形状不同，不能叠成层；请让它们相同，或改用 concat`,
      });
    }
    return first.toSpliced(layer(first, axis).place, 0, shapes.length);
  },
  forward: (named, { axis = 0 } = {}) => {
    const tensors = inputs.map((name) => named[name]!);
    const { place, shape } = layer(tensors[0]!.shape, axis);
    return run(
      "concat",
      tensors.map((x) => reshape(x, shape)),
      { axis: place },
    );
  },
  vjp: Object.fromEntries(
    inputs.map((name, i) => [
      name,
      (ct, at, { axis = 0 } = {}) => {
        const { place, shape } = layer(at[name]!.shape, axis);
        const begin = shape.map((_, other) => (other === place ? i : 0));
        return reshape(slice(ct, { begin, size: shape }), at[name]!.shape);
      },
    ]),
  ),
  domain: (key) => {
    const [k0, k1] = split(key);
    return [
      [normal(k0, [3]), normal(k1, [3])],
      [normal(k0, [2, 3]), normal(k1, [2, 3]), { axis: 1 }],
      [normal(k0, [2, 3]), normal(k1, [2, 3]), { axis: -1 }],
    ];
  },
}));
