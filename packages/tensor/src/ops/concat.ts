import { run } from "../run.ts";
import { normal, split } from "../random.ts";
import { resolveAxes, type Shape, ShapeError, showShape } from "../shape.ts";
import { slice } from "./slice.ts";
import { variadic, type VariadicOp } from "./variadic.ts";

function joined(shapes: readonly Shape[], axis: number): Shape {
  const [first] = shapes as [Shape];
  const along = resolveAxes("concat", first, axis)[0]!;
  const odd = shapes.find(
    (shape) =>
      shape.length !== first.length ||
      shape.some((length, other) => other !== along && length !== first[other]),
  );
  if (odd !== undefined) {
    throw new ShapeError("shape-mismatch", {
      en: `concat: ${showShape(first)} and ${showShape(odd)} do not join along axis ${axis}: all other axes must be equal; reshape or slice one, or use stack`,
      zh: `concat：${showShape(first)} 与 ${showShape(odd)} 不能沿轴 ${axis} 拼接，其余各轴必须等长；请改变其中一个的形状或截取一段，或改用 stack`,
    });
  }
  return first.with(
    along,
    shapes.reduce((total, shape) => total + shape[along]!, 0),
  );
}

/**
 * Tensors end to end along an existing axis (default the first), $(x_0,\,x_1,\,\dots)$; all other axes must be
 * equal. Any number of tensors, then `{ axis }`.
 *
 * @throws ShapeError when the axis does not exist, or other axes differ; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { concat, tensor } from "@downhill/tensor";
 * concat(tensor([1, 2]), tensor([3]), tensor([4])); // [1, 2, 3, 4]
 * concat(tensor([[1], [2]]), tensor([[3], [4]]), { axis: 1 }); // [[1, 3], [2, 4]]
 * ```
 * @see NumPy reference, `concatenate`.
 */
export const concat: VariadicOp = variadic((inputs) => ({
  name: "concat",
  inputs,
  takes: "value",
  tex: String.raw`(x_0,\, x_1,\, \dots)`,
  options: ["axis"],
  shape: (shapes, { axis = 0 } = {}) => joined(shapes, axis),
  forward: (named, { axis = 0 } = {}) => {
    const tensors = inputs.map((name) => named[name]!);
    return run("concat", tensors, { axis: resolveAxes("concat", tensors[0]!.shape, axis)[0]! });
  },
  vjp: Object.fromEntries(
    inputs.map((name, i) => [
      name,
      (ct, at, { axis = 0 } = {}) => {
        const size = at[name]!.shape;
        const along = resolveAxes("concat", size, axis)[0]!;
        const before = inputs.slice(0, i).reduce((total, other) => total + at[other]!.shape[along]!, 0);
        return slice(ct, { begin: size.map((_, other) => (other === along ? before : 0)), size });
      },
    ]),
  ),
  domain: (key) => {
    const [k0, k1] = split(key);
    return [
      [normal(k0, [2]), normal(k1, [3])],
      [normal(k0, [2, 3, 2]), normal(k1, [2, 1, 2]), { axis: 1 }],
      [normal(k0, [2, 3]), normal(k1, [2, 1]), { axis: -1 }],
    ];
  },
}));
