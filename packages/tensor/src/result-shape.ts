import { KindError } from "./kind-error.ts";
import type { AnyOp } from "./op-def.ts";
import { checkShape, type Shape } from "./shape.ts";
import { written } from "./written.ts";

/**
 * The shape that an operation's rule gives for these inputs.
 *
 * @throws KindError where the rule stumbles over attributes that are none; ShapeError where it answers no shape.
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
        en: `${def.name}: its shape rule stumbles over ${given}, which follows the operands (${error.message}); give what the documentation of ${def.name} names there`,
        zh: `${def.name}：操作数之后的 ${given} 让它的形状规则出错（${error.message}）；请按 ${def.name} 的文档给出这个参数`,
      },
      { cause: error },
    );
  }
}
