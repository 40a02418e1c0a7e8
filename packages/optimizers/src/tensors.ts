import {
  abs,
  add,
  defer,
  div,
  maximum,
  mul,
  neg,
  type Operand,
  pow,
  sign,
  sqrt,
  square,
  sub,
  Tensor,
} from "@downhill/tensor";
import { type Algebra, numbers } from "./algebra.ts";
import { byName } from "./rule.ts";

const operations = { add, sub, mul, div, pow, neg, sqrt, square, sign, abs, maximum };

/** Plain numbers stay numbers (a bias correction needs no device); with a tensor among them, it is the tensor operation. */
const lifted =
  (name: keyof typeof operations) =>
  (...operands: Operand[]): Operand => {
    const [onTensors, onNumbers] = [operations[name], numbers[name]] as [
      (...operands: Operand[]) => Tensor,
      (...operands: Operand[]) => number,
    ];
    return operands.some((each) => each instanceof Tensor)
      ? onTensors(...operands)
      : defer(name, onNumbers, ...operands);
  };

/**
 * The rule as operations on tensors, on whichever backend holds them.
 *
 * @example
 * ```ts
 * import { tensors } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * tensors.mul(tensor([1, 2]), 3); // [3, 6]
 * tensors.mul(2, 3); // 6: two numbers need no device
 * ```
 */
export const tensors: Algebra<Operand> = {
  ...byName(Object.keys(operations) as (keyof typeof operations)[], lifted),
  named: (_, a) => a,
};
