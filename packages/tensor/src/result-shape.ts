import { KindError } from "./kind-error.ts";
import type { AnyOp } from "./op-def.ts";
import { checkShape, type Shape } from "./shape.ts";
import { written } from "./written.ts";

/**
 * The shape that an operation's rule gives for these inputs.
 *
 * @throws KindError when the rule fails on invalid attributes; ShapeError when it does not return a shape.
 */
export function shapeOfResult(
  def: AnyOp,
  inputs: readonly { readonly shape: Shape }[],
  attrs: unknown,
): Shape {
  try {
    const shape = def.shape(
      inputs.map((input) => input.shape),
      attrs,
    );
    checkShape(def.name, shape);
    return shape;
  } catch (error) {
    if (!(error instanceof Error) || (error.name !== "TypeError" && error.name !== "RangeError")) throw error;
    const given = written(attrs);
    throw new KindError(
      "invalid-option",
      {
        en: `${def.name}: invalid options ${given} after the operands (${error.message}); see the documentation of ${def.name}`,
        zh: `${def.name}：操作数之后的选项 ${given} 无效（${error.message}）；请参阅 ${def.name} 的文档`,
      },
      { cause: error },
    );
  }
}
