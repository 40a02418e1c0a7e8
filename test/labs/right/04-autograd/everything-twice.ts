/* The starter filled in by somebody who says everything twice: helper functions, checks, a log, classes of errors. */
import type { Matrix } from "../provided/matrix.ts";
import * as m from "../provided/matrix.ts";

export type Vjp = (g: Matrix) => readonly Matrix[];
export type Rule = (...x: Matrix[]) => { readonly value: Matrix; readonly vjp: Vjp };
export type OpName = "add" | "mul" | "matmul" | "tanh" | "sum";
export type Tape = Node[];
export interface Node {
  readonly tape: Tape;
  readonly op: OpName | "leaf";
  readonly inputs: readonly Node[];
  readonly value: Matrix;
  readonly vjp: Vjp;
}
export type Operand = Node | Matrix | number;

export const leaf = (tape: Tape, value: Matrix): Node => ({
  tape,
  op: "leaf",
  inputs: [],
  value,
  vjp: () => [],
});

export function record(tape: Tape, op: OpName, inputs: readonly Node[]): Node {
  const rule = rules[op];
  if (!rule) throw new Error(`there is no rule for ${op}`);
  const value = rule(...inputs.map((input) => input.value)).value;
  const vjp = rule(...inputs.map((input) => input.value)).vjp;
  const node = { ...leaf(tape, value), op, inputs: Array.from(inputs), vjp };
  tape.push(node);
  if (tape.length % 10_000 === 0) console.log(`${tape.length} operations`);
  return node;
}

export function sumTo(g: Matrix, x: Matrix): Matrix {
  const same = m.shape(g).every((length, axis) => length === m.shape(x)[axis]);
  if (same) return g;
  if (m.shape(x)[0] === 1 && m.shape(x)[1] === 1) return m.sum(g);
  return m.shape(x)[0] === 1 ? m.sumDown(g) : m.sumAcross(g);
}

const tanhRule: Rule = (x) => {
  const value = m.tanh(x!);
  const square = m.mul(value, value);
  return { value, vjp: (g) => [m.add(g, m.scale(m.mul(g, square), -1))] };
};

export const rules: Readonly<Record<OpName, Rule>> = {
  add: (a, b) => ({
    value: m.add(a!, b!),
    vjp: (g) => [sumTo(g, a!), sumTo(g, b!)].map((c) => m.map(c, (e) => e)),
  }),
  mul: (a, b) => ({ value: m.mul(a!, b!), vjp: (g) => [sumTo(m.mul(b!, g), a!), sumTo(m.mul(a!, g), b!)] }),
  tanh: tanhRule,
  sum: (x) => ({ value: m.sum(x!), vjp: (g) => [m.map(m.zerosLike(x!), (zero) => zero + g[0]![0]!)] }),
  matmul: (a, b) => ({
    value: m.matmul(a!, b!),
    vjp: (g) => {
      const forA = m.matmul(g, m.transpose(b!));
      const forB = m.matmul(m.transpose(a!), g);
      return [forA, forB];
    },
  }),
};

const isNode = (x: Operand): x is Node => typeof x === "object" && "tape" in x;
const applied =
  (op: OpName) =>
  (...operands: Operand[]): Node => {
    const tape = operands.find(isNode)?.tape ?? [];
    return record(
      tape,
      op,
      operands.map((x) => (isNode(x) ? x : leaf(tape, typeof x === "number" ? [[x]] : x))),
    );
  };
export const add: (a: Operand, b: Operand) => Node = applied("add");
export const mul: (a: Operand, b: Operand) => Node = applied("mul");
export const matmul: (a: Operand, b: Operand) => Node = applied("matmul");
export const tanh: (x: Operand) => Node = applied("tanh");
export const sum: (x: Operand) => Node = applied("sum");

/** Cotangents in a list parallel to the tape, leaves in a separate map. */
export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const { tape } = output;
  const place = new Map(tape.map((node, i) => [node, i]));
  const start = place.get(output);
  if (start === undefined) return new Map([[output, g]]);
  const beside: (Matrix | null)[] = tape.map(() => null);
  const leaves = new Map<Node, Matrix>();
  beside[start] = g;
  const give = (to: Node, share: Matrix): void => {
    const at = place.get(to);
    if (at === undefined) leaves.set(to, leaves.has(to) ? m.add(leaves.get(to)!, share) : share);
    else beside[at] = beside[at] === null ? share : m.add(beside[at]!, share);
  };
  for (let i = start; i >= 0; i--) {
    const mine = beside[i];
    if (mine === null || mine === undefined) continue;
    const shares = tape[i]!.vjp(mine);
    tape[i]!.inputs.forEach((input, k) => give(input, shares[k]!));
  }
  const all = tape.flatMap((node, i) => (beside[i] ? [[node, beside[i]!] as const] : []));
  return new Map([...leaves, ...all]);
}

export type Loss = (...x: Node[]) => Node;

class NoNumber extends TypeError {}

export const valueAndGrad =
  (f: Loss) =>
  (...x: Matrix[]): [value: number, grads: Matrix[]] => {
    const tape: Tape = [];
    const inputs = x.map((value) =>
      leaf(
        tape,
        m.map(value, (entry) => entry),
      ),
    );
    const output = f(...inputs);
    if (output.value.some((row) => row.length !== 1) || output.value.length > 1)
      throw new NoNumber("sum the loss first");
    const cotangents = backward(output, m.onesLike(output.value));
    const grads: Matrix[] = [];
    for (const input of inputs) {
      const found = cotangents.get(input);
      if (found) grads.push(found);
      else grads.push(m.map(input.value, () => 0));
    }
    return [m.sum(output.value)[0]![0]!, grads];
  };

export const grad =
  (f: Loss) =>
  (...x: Matrix[]): Matrix[] =>
    valueAndGrad(f)(...x)[1];

export function checkGrads(f: Loss, x: readonly Matrix[], v: readonly Matrix[], h: number) {
  if (x.length !== v.length) throw new RangeError("a direction for each argument, please");
  const ahead = x.map((_, i) => m.add(x[i]!, m.scale(v[i]!, h)));
  const behind = x.map((_, i) => m.add(x[i]!, m.scale(v[i]!, -h)));
  const numeric = (valueAndGrad(f)(...ahead)[0] - valueAndGrad(f)(...behind)[0]) / (2 * h);
  const gs = grad(f)(...x);
  let exact = 0;
  for (let i = 0; i < gs.length; i++) exact = exact + m.dot(gs[i]!, v[i]!);
  return { exact, numeric };
}

function meanSquare(x: Matrix, y: Matrix): Loss {
  return (theta) => {
    const prediction = matmul(x, theta!);
    const error = add(prediction, mul(y, -1));
    const weight = 1 / m.shape(y)[0];
    return sum(mul(weight, mul(error, error)));
  };
}

export function fit(x: Matrix, y: Matrix, theta: Matrix, learningRate: number, steps: number) {
  const path = [theta];
  const losses = Array.from({ length: steps }, () => {
    const now = path.at(-1)!;
    const [value, grads] = valueAndGrad(meanSquare(x, y))(now);
    path.push(m.add(now, m.mul(grads[0]!, [[-learningRate]])));
    return value;
  });
  return { theta: path.at(-1)!, losses, path };
}
