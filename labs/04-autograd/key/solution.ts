/*
 * Reverse-mode differentiation of small matrices: operations are recorded on a tape, and one pass from its end to its
 * start gives every gradient. Values are rows of numbers; `m` holds their arithmetic (`provided/matrix.ts`).
 */
import type { Matrix } from "../provided/matrix.ts";
import * as m from "../provided/matrix.ts";

/** Takes the cotangent of an operation's value to the cotangents of its inputs, in their order. */
export type Vjp = (g: Matrix) => readonly Matrix[];

/** An operation: from its inputs' values to its own value and its vector-Jacobian product. */
export type Rule = (...x: Matrix[]) => { readonly value: Matrix; readonly vjp: Vjp };

export type OpName = "add" | "mul" | "matmul" | "tanh" | "sum";

/** The operations in the order in which they were applied. */
export type Tape = Node[];

/** A value and where it came from. A leaf is not the result of an operation: it is an input or a constant. */
export interface Node {
  readonly tape: Tape;
  readonly op: OpName | "leaf";
  readonly inputs: readonly Node[];
  readonly value: Matrix;
  readonly vjp: Vjp;
}

/** What an operation takes: a node, or a constant. */
export type Operand = Node | Matrix | number;

/** A node that no operation produced. It is not on a tape itself, but knows the tape on which its users are recorded. */
export const leaf = (tape: Tape, value: Matrix): Node => ({
  tape,
  op: "leaf",
  inputs: [],
  value,
  vjp: () => [],
});

/**
 * Applies the operation to its inputs' values: `rules[op]` returns value and vjp. Creates the node, pushes it onto the
 * tape and returns it.
 */
export function record(tape: Tape, op: OpName, inputs: readonly Node[]): Node {
  // #task record
  const { value, vjp } = rules[op](...inputs.map((input) => input.value));
  const node: Node = { tape, op, inputs, value, vjp };
  tape.push(node);
  return node;
  // #end
}

/**
 * Sums g until it has x's shape, since what broadcasting copied forwards is summed backwards. `m.sumDown` adds up each
 * column, `m.sumAcross` each row.
 */
export function sumTo(g: Matrix, x: Matrix): Matrix {
  // #task rules
  const [rows, columns] = m.shape(x);
  const down = rows === 1 ? m.sumDown(g) : g;
  return columns === 1 ? m.sumAcross(down) : down;
  // #end
}

/**
 * The table of operations. It knows nothing about tapes. A vjp reads `(g) => [cotangent of a, cotangent of b]`, and each
 * cotangent has its input's shape.
 */
export const rules: Readonly<Record<OpName, Rule>> = {
  add: (a, b) => ({
    value: m.add(a, b),
    // #task rules
    // #starter vjp: (g) => todo("rules"),
    vjp: (g) => [sumTo(g, a), sumTo(g, b)],
    // #end
  }),
  mul: (a, b) => ({
    value: m.mul(a, b),
    // #task rules
    // #starter vjp: (g) => todo("rules"),
    vjp: (g) => [sumTo(m.mul(g, b), a), sumTo(m.mul(g, a), b)],
    // #end
  }),
  tanh: (x) => {
    // #task rules
    // #starter return { value: m.tanh(x), vjp: (g) => todo("rules") };
    const y = m.tanh(x);
    const slope = m.map(y, (t) => 1 - t * t);
    return { value: y, vjp: (g) => [m.mul(g, slope)] };
    // #end
  },
  sum: (x) => ({
    value: m.sum(x),
    // #task rules
    // #starter vjp: (g) => todo("rules"),
    vjp: (g) => [m.mul(g, m.onesLike(x))],
    // #end
  }),
  matmul: (a, b) => ({
    value: m.matmul(a, b),
    // #task matmul
    // #starter vjp: (g) => todo("matmul"),
    vjp: (g) => [m.matmul(g, m.transpose(b)), m.matmul(m.transpose(a), g)],
    // #end
  }),
};

const isNode = (x: Operand): x is Node => typeof x === "object" && "tape" in x;

/**
 * An operation as you write it in a formula: takes the tape of the first operand that is a node, turns constants into
 * leaves, and records. Constants alone would start a new tape, so compute those with `m` instead.
 */
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

/**
 * The cotangent of every node that `output` depends on, given that of `output`, `g`. The pass starts at `output`, which
 * need not be the tape's last node; walks `output.tape` from its end; and passes each node's shares to its inputs.
 */
export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  // #task reverse
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
  // #end
}

/** A function of nodes that returns a single number: a loss. */
export type Loss = (...x: Node[]) => Node;

/**
 * Turns a loss into a function that returns the loss and its gradient with respect to every argument. Each call has a
 * fresh tape, a leaf per argument, one run of f, and one backward pass from [[1]].
 *
 * @throws Error when the loss is not a single number.
 */
export const valueAndGrad =
  (f: Loss) =>
  (...x: Matrix[]): readonly [value: number, grads: Matrix[]] => {
    // #task gradient
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
    // #end
  };

/** Only the gradient. */
export const grad =
  (f: Loss) =>
  (...x: Matrix[]): Matrix[] =>
    valueAndGrad(f)(...x)[1];

/**
 * The slope of f at x along v, twice. `exact` comes from the gradient: the sum of `m.dot(gradient, v)` over all
 * arguments. `numeric` comes from the values of f alone: a central difference of step h.
 */
export function checkGrads(
  f: Loss,
  x: readonly Matrix[],
  v: readonly Matrix[],
  h: number,
): { readonly exact: number; readonly numeric: number } {
  // #task gradient
  const at = (t: number): number => valueAndGrad(f)(...x.map((xi, i) => m.add(xi, m.scale(v[i]!, t))))[0];
  const exact = grad(f)(...x).reduce((slope, g, i) => slope + m.dot(g, v[i]!), 0);
  return { exact, numeric: (at(h) - at(-h)) / (2 * h) };
  // #end
}

/**
 * Linear regression by gradient descent from theta, with the gradient from your own tape. `losses[t]` is the mean squared
 * error before step t; the returned theta is the one after the last step.
 */
export function fit(
  x: Matrix,
  y: Matrix,
  theta: Matrix,
  learningRate: number,
  steps: number,
): { readonly theta: Matrix; readonly losses: number[] } {
  // #task regression
  const loss = valueAndGrad((th) => {
    const error = add(matmul(x, th), m.scale(y, -1));
    return mul(sum(mul(error, error)), 1 / y.length);
  });
  const losses: number[] = [];
  let now = theta;
  for (let step = 0; step < steps; step++) {
    const [value, grads] = loss(now);
    losses.push(value);
    now = m.add(now, m.scale(grads[0]!, -learningRate));
  }
  return { theta: now, losses };
  // #end
}
