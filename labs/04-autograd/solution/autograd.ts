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
export function record(tape: Tape, op: OpName, inputs: readonly Node[]): Node {
  const { value, vjp } = rules[op](...inputs.map((input) => input.value));
  const node: Node = { tape, op, inputs, value, vjp };
  tape.push(node);
  return node;
}

/** Adds g up until it has x's shape: what broadcasting copied, the way back sums. */
export function sumTo(g: Matrix, x: Matrix): Matrix {
  const [rows, columns] = m.shape(x);
  const down = rows === 1 && m.shape(g)[0] > 1 ? m.sumDown(g) : g;
  return columns === 1 && m.shape(g)[1] > 1 ? m.sumAcross(down) : down;
}

/** The table of operations. It knows nothing of tapes. */
export const rules: Readonly<Record<OpName, Rule>> = {
  add: (a, b) => ({
    value: m.add(a, b),
    vjp: (g) => [sumTo(g, a), sumTo(g, b)],
  }),
  mul: (a, b) => ({
    value: m.mul(a, b),
    vjp: (g) => [sumTo(m.mul(g, b), a), sumTo(m.mul(g, a), b)],
  }),
  tanh: (x) => {
    const y = m.tanh(x);
    return {
      value: y,
      vjp: (g) => [
        m.mul(
          g,
          m.map(y, (t) => 1 - t * t),
        ),
      ],
    };
  },
  sum: (x) => ({
    value: m.sum(x),
    vjp: (g) => [m.mul(g, m.onesLike(x))],
  }),
  matmul: (a, b) => ({
    value: m.matmul(a, b),
    vjp: (g) => [m.matmul(g, m.transpose(b)), m.matmul(m.transpose(a), g)],
  }),
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
export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map([[output, g]]);
  for (const node of output.tape.toReversed()) {
    const mine = cotangents.get(node);
    if (mine === undefined) continue;
    node.vjp(mine).forEach((share, i) => {
      const input = node.inputs[i]!;
      const sofar = cotangents.get(input);
      cotangents.set(input, sofar === undefined ? share : m.add(sofar, share));
    });
  }
  return cotangents;
}

/** A function of nodes that answers a single number: a loss. */
export type Loss = (...x: Node[]) => Node;

/**
 * Turns a loss into a function that answers the loss and its gradient with respect to every argument.
 *
 * @throws Error when the loss is not a single number.
 */
export const valueAndGrad =
  (f: Loss) =>
  (...x: Matrix[]): readonly [value: number, grads: Matrix[]] => {
    const tape: Tape = [];
    const inputs = x.map((value) => leaf(tape, value));
    const output = f(...inputs);
    const [rows, columns] = m.shape(output.value);
    if (rows !== 1 || columns !== 1) {
      throw new Error(
        `valueAndGrad: the loss must be one number, got shape [${rows},${columns}]; sum it first`,
      );
    }
    const cotangents = backward(output, [[1]]);
    return [output.value[0]![0]!, inputs.map((input) => cotangents.get(input) ?? m.zerosLike(input.value))];
  };

/** Only the gradient. */
export const grad =
  (f: Loss) =>
  (...x: Matrix[]): Matrix[] =>
    valueAndGrad(f)(...x)[1];

/** The slope of f at x along v, twice: from the gradient, and from f alone by a central difference of step h. */
export function checkGrads(
  f: Loss,
  x: readonly Matrix[],
  v: readonly Matrix[],
  h: number,
): { readonly exact: number; readonly numeric: number } {
  const at = (t: number): number => valueAndGrad(f)(...x.map((xi, i) => m.add(xi, m.scale(v[i]!, t))))[0];
  const grads = grad(f)(...x);
  return {
    exact: grads.reduce((slope, g, i) => slope + m.dot(g, v[i]!), 0),
    numeric: (at(h) - at(-h)) / (2 * h),
  };
}

/** Linear regression by gradient descent from theta; losses[t] is the mean squared error before step t. */
export function fit(
  x: Matrix,
  y: Matrix,
  theta: Matrix,
  learningRate: number,
  steps: number,
): { readonly theta: Matrix; readonly losses: number[] } {
  const loss = valueAndGrad((th) => {
    const error = add(matmul(x, th), m.scale(y, -1));
    return mul(sum(mul(error, error)), 1 / y.length);
  });
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const [value, grads] = loss(theta);
    losses.push(value);
    theta = m.add(theta, m.scale(grads[0]!, -learningRate));
  }
  return { theta, losses };
}
