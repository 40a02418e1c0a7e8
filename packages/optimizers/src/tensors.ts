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

/** Two numbers stay numbers (a bias correction needs no device); anything else is an operation on tensors. */
const binary =
  (onNumbers: (a: number, b: number) => number, onTensors: (a: Operand, b: Operand) => Tensor) =>
  (a: Operand, b: Operand): Operand =>
    a instanceof Tensor || b instanceof Tensor ? onTensors(a, b) : defer(onTensors.name, onNumbers, a, b);

const unary =
  (onNumber: (a: number) => number, onTensor: (a: Operand) => Tensor) =>
  (a: Operand): Operand =>
    a instanceof Tensor ? onTensor(a) : defer(onTensor.name, onNumber, a);

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
  add: binary(numbers.add, add),
  sub: binary(numbers.sub, sub),
  mul: binary(numbers.mul, mul),
  div: binary(numbers.div, div),
  pow: binary(numbers.pow, pow),
  neg: unary(numbers.neg, neg),
  sqrt: unary(numbers.sqrt, sqrt),
  square: unary(numbers.square, square),
  sign: unary(numbers.sign, sign),
  abs: unary(numbers.abs, abs),
  maximum: binary(numbers.maximum, maximum),
  named: (_, a) => a,
};
