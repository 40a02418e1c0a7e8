import { todo } from "@downhill/grader/todo";
import type { Matrix } from "../matrix.ts";
import * as m from "../matrix.ts";

/** Takes the cotangent of an operation's value to the cotangents of its inputs, in their order. */
export type Vjp = (g: Matrix) => readonly Matrix[];

/** An operation: from its inputs' values to its own value, and to its vector-Jacobian product. */
export type Rule = (...x: Matrix[]) => { readonly value: Matrix; readonly vjp: Vjp };

export type OpName = "add" | "mul" | "matmul" | "tanh" | "sum";

/** The operations in the order in which they were applied. */
export type Tape = Node[];

/** A value and how it came about. A leaf was made by no operation: it is an input or a constant. */
export interface Node {
  readonly tape: Tape;
  readonly op: OpName | "leaf";
  readonly inputs: readonly Node[];
  readonly value: Matrix;
  readonly vjp: Vjp;
}

/** What an operation takes: a node, or a constant. */
export type Operand = Node | Matrix | number;

/** A node that no operation made. */
export const leaf = (tape: Tape, value: Matrix): Node => ({
  tape,
  op: "leaf",
  inputs: [],
  value,
  vjp: () => [],
});

/** Applies the operation to its inputs' values, and writes the new node down on the tape. */
export function record(_tape: Tape, _op: OpName, _inputs: readonly Node[]): Node {
  // TODO 1: rules[op] gives value and vjp; make the node, push it on the tape, return it.
  return todo("record");
}

/** Adds g up until it has x's shape: what broadcasting copied, the way back sums. */
export function sumTo(_g: Matrix, _x: Matrix): Matrix {
  // TODO 2: m.sumDown where x has one row and g more, m.sumAcross where x has one column and g more.
  return todo("rules");
}

/** The table of operations. It knows nothing of tapes. A vjp reads `(g) => [cotangent of a, cotangent of b]`. */
export const rules: Readonly<Record<OpName, Rule>> = {
  // TODO 2: the vjp of add, mul, tanh and sum.
  add: (a, b) => ({ value: m.add(a, b), vjp: () => todo("rules") }),
  mul: (a, b) => ({ value: m.mul(a, b), vjp: () => todo("rules") }),
  tanh: (x) => ({ value: m.tanh(x), vjp: () => todo("rules") }),
  sum: (x) => ({ value: m.sum(x), vjp: () => todo("rules") }),
  // TODO 3: the vjp of matmul.
  matmul: (a, b) => ({ value: m.matmul(a, b), vjp: () => todo("matmul") }),
};

const isNode = (x: Operand): x is Node => typeof x === "object" && "tape" in x;

/** An operation as one writes it in a formula: finds the tape, makes leaves of constants, and records. */
const applied =
  (op: OpName) =>
  (...operands: Operand[]): Node => {
    const tape = operands.find(isNode)?.tape ?? [];
    const inputs = operands.map((x) => (isNode(x) ? x : leaf(tape, typeof x === "number" ? [[x]] : x)));
    return record(tape, op, inputs);
  };

export const add: (a: Operand, b: Operand) => Node = applied("add");
export const mul: (a: Operand, b: Operand) => Node = applied("mul");
export const matmul: (a: Operand, b: Operand) => Node = applied("matmul");
export const tanh: (x: Operand) => Node = applied("tanh");
export const sum: (x: Operand) => Node = applied("sum");

/** The cotangent of every node that `output` depends on, when output's own is `g`. */
export function backward(_output: Node, _g: Matrix): Map<Node, Matrix> {
  // TODO 4: start with output's cotangent; go through output.tape from its end; hand each node's shares to its inputs.
  return todo("reverse");
}

/** A function of nodes that answers a single number: a loss. */
export type Loss = (...x: Node[]) => Node;

/**
 * Turns a loss into a function that answers the loss and its gradient with respect to every argument.
 *
 * @throws Error when the loss is not a single number.
 */
export const valueAndGrad =
  (_f: Loss) =>
  (..._x: Matrix[]): readonly [value: number, grads: Matrix[]] => {
    // TODO 5: a fresh tape, a leaf per argument, one run of f, one backward pass from [[1]].
    return todo("gradient");
  };

/** Only the gradient. */
export const grad =
  (f: Loss) =>
  (...x: Matrix[]): Matrix[] =>
    valueAndGrad(f)(...x)[1];

/** The slope of f at x along v, twice: from the gradient, and from f alone by a central difference of step h. */
export function checkGrads(
  _f: Loss,
  _x: readonly Matrix[],
  _v: readonly Matrix[],
  _h: number,
): { readonly exact: number; readonly numeric: number } {
  // TODO 5: exact is the sum of m.dot(gradient, v) over the arguments; numeric needs only f.
  return todo("gradient");
}

/** Linear regression by gradient descent from theta; losses[t] is the mean squared error before step t. */
export function fit(
  _x: Matrix,
  _y: Matrix,
  _theta: Matrix,
  _learningRate: number,
  _steps: number,
): { readonly theta: Matrix; readonly losses: number[] } {
  // TODO 6: the loss as a function of theta, its valueAndGrad, and the steps.
  return todo("regression");
}
