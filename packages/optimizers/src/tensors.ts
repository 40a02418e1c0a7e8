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

/** Numbers alone stay numbers (a bias correction needs no device); with a tensor among them it is its operation. */
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
 * The rule read as operations on tensors, on whatever backend they are.
 *
 * @example
 * ```ts
 * import { tensors } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * tensors.mul(tensor([1, 2]), 3); // [3, 6]
 * tensors.mul(2, 3); // 6: no device is asked for what two numbers make
 * ```
 */
export const tensors: Algebra<Operand> = {
  ...byName(Object.keys(operations) as (keyof typeof operations)[], lifted),
  named: (_, a) => a,
};
