/* Loops and indices only; sums into its own arrays; losses in a Float64Array; unrequested fields. */
import {
  type Matrix,
  add as plus,
  matmul as times,
  mul as hadamard,
  sum as total,
  tanh as tanhOf,
} from "../provided/matrix.ts";

type Vjp = (g: Matrix) => readonly Matrix[];
type OpName = "add" | "mul" | "matmul" | "tanh" | "sum";
type Tape = Node[];
interface Node {
  tape: Tape;
  op: OpName | "leaf";
  inputs: Node[];
  value: Matrix;
  vjp: Vjp;
  id: number;
}
type Operand = Node | Matrix | number;

let count = 0;
const zeros = (rows: number, columns: number): Matrix => {
  const x: Matrix = [];
  for (let i = 0; i < rows; i++) x.push(new Array<number>(columns).fill(0));
  return x;
};

export function leaf(tape: Tape, value: Matrix): Node {
  return { tape, op: "leaf", inputs: [], value, vjp: () => [], id: count++ };
}

export function record(tape: Tape, op: OpName, inputs: readonly Node[]): Node {
  const values: Matrix[] = [];
  for (const input of inputs) values.push(input.value);
  const made = rules[op](...values);
  const node: Node = { ...made, tape, op, inputs: inputs.slice(), id: count++ };
  tape.push(node);
  return node;
}

export function sumTo(g: Matrix, x: Matrix): Matrix {
  const out = zeros(x.length, x[0]!.length);
  for (let i = 0; i < g.length; i++)
    for (let j = 0; j < g[i]!.length; j++) out[i % x.length]![j % x[0]!.length]! += g[i]![j]!;
  return out;
}

export const rules = {
  add: (...[a, b]: Matrix[]) => ({ value: plus(a!, b!), vjp: (g: Matrix) => [sumTo(g, a!), sumTo(g, b!)] }),
  mul: (...[a, b]: Matrix[]) => ({
    value: hadamard(a!, b!),
    vjp: (g: Matrix) => [sumTo(hadamard(g, b!), a!), sumTo(hadamard(g, a!), b!)],
  }),
  matmul: (...[a, b]: Matrix[]) => ({
    value: times(a!, b!),
    vjp: (g: Matrix) => {
      const da = zeros(a!.length, b!.length);
      const db = zeros(b!.length, b![0]!.length);
      for (let i = 0; i < a!.length; i++)
        for (let k = 0; k < b!.length; k++)
          for (let j = 0; j < b![0]!.length; j++) {
            da[i]![k]! += g[i]![j]! * b![k]![j]!;
            db[k]![j]! += a![i]![k]! * g[i]![j]!;
          }
      return [da, db];
    },
  }),
  tanh: (...[x]: Matrix[]) => ({
    value: tanhOf(x!),
    vjp: (g: Matrix) => [x!.map((row, i) => row.map((t, j) => g[i]![j]! / Math.cosh(t) ** 2))],
  }),
  sum: (...[x]: Matrix[]) => ({
    value: total(x!),
    vjp: (g: Matrix) => [x!.map((row) => row.map(() => g[0]![0]!))],
  }),
};

const node = (tape: Tape, x: Operand): Node =>
  typeof x === "number" ? leaf(tape, [[x]]) : Array.isArray(x) ? leaf(tape, x) : x;
const tapeOf = (...xs: Operand[]): Tape => {
  for (const x of xs) if (typeof x === "object" && !Array.isArray(x)) return x.tape;
  return [];
};
const two = (op: OpName) => (a: Operand, b: Operand) => {
  const tape = tapeOf(a, b);
  return record(tape, op, [node(tape, a), node(tape, b)]);
};
const one = (op: OpName) => (a: Operand) => record(tapeOf(a), op, [node(tapeOf(a), a)]);
export const add = two("add");
export const mul = two("mul");
export const matmul = two("matmul");
export const tanh = one("tanh");
export const sum = one("sum");

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map<Node, Matrix>([[output, g.map((row) => row.slice())]]);
  for (let k = output.tape.length - 1; k >= 0; k--) {
    const at = output.tape[k]!;
    const mine = cotangents.get(at);
    if (!mine) continue;
    const shares = at.vjp(mine);
    for (let i = 0; i < shares.length; i++) {
      const share = shares[i]!;
      let own = cotangents.get(at.inputs[i]!);
      // The arrays in the map are this function's own, so it may add into them.
      if (!own) cotangents.set(at.inputs[i]!, (own = share.map((row) => row.map(() => 0))));
      for (let r = 0; r < share.length; r++)
        for (let c = 0; c < share[r]!.length; c++) own[r]![c]! += share[r]![c]!;
    }
  }
  return cotangents;
}

type Loss = (...x: Node[]) => Node;

export function valueAndGrad(f: Loss): (...x: Matrix[]) => [number, Matrix[]] {
  return function (...x) {
    const tape: Tape = [];
    const leaves: Node[] = [];
    for (const value of x) leaves.push(leaf(tape, value));
    const loss = f(...leaves);
    if (loss.value.length * loss.value[0]!.length !== 1) throw new Error("a loss is one number");
    const cotangents = backward(loss, [[1]]);
    const grads: Matrix[] = [];
    for (const { value, ...rest } of leaves) {
      const mine = [...cotangents].find(([{ id }]) => id === rest.id)?.[1];
      grads.push(mine ?? zeros(value.length, value[0]!.length));
    }
    return [loss.value[0]![0]!, grads];
  };
}
export const grad =
  (f: Loss) =>
  (...x: Matrix[]) =>
    valueAndGrad(f)(...x)[1];

export function checkGrads(f: Loss, x: readonly Matrix[], v: readonly Matrix[], h: number) {
  const moved = (t: number): Matrix[] =>
    x.map((xi, k) => xi.map((row, i) => row.map((e, j) => e + t * v[k]![i]![j]!)));
  const valueAt = (t: number): number => {
    const tape: Tape = [];
    return f(...moved(t).map((value) => leaf(tape, value))).value[0]![0]!;
  };
  let exact = 0;
  grad(f)(...x).forEach((g, k) => g.forEach((row, i) => row.forEach((e, j) => (exact += e * v[k]![i]![j]!))));
  const numeric = (valueAt(h) - valueAt(-h)) / (2 * h);
  return { exact, numeric, difference: Math.abs(exact - numeric) };
}

export function fit(x: Matrix, y: Matrix, theta: Matrix, learningRate: number, steps: number) {
  const losses = new Float64Array(steps);
  const now = theta.map((row) => row.slice());
  for (let t = 0; t < steps; t++) {
    const [value, [g]] = valueAndGrad((th) => {
      const e = add(y, mul(matmul(x, th!), -1));
      return mul(sum(mul(e, e)), 1 / y.length);
    })(now);
    losses[t] = value;
    for (let i = 0; i < now.length; i++) now[i]![0]! -= learningRate * g![i]![0]!;
  }
  return { theta: now, losses, steps };
}
