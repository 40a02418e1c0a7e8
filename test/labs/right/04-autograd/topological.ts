/* The pass counts users instead of reading the tape; errors are a subclass; the loss's gradient without valueAndGrad. */
import type { Matrix } from "../provided/matrix.ts";
import * as m from "../provided/matrix.ts";

export type Vjp = (g: Matrix) => readonly Matrix[];
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

export const record = (tape: Tape, op: OpName, inputs: readonly Node[]): Node => {
  const values = inputs.map((input) => input.value);
  // The rule is asked once more for its vjp, whenever that is needed.
  const node: Node = {
    tape,
    op,
    inputs,
    value: rules[op](...values).value,
    vjp: (g) => rules[op](...values).vjp(g),
  };
  tape.splice(tape.length, 0, node);
  return node;
};

/** A product with rows or columns of ones. */
export const sumTo = (g: Matrix, x: Matrix): Matrix => {
  const [rows, columns] = m.shape(x);
  const [gRows, gColumns] = m.shape(g);
  const left = rows === gRows ? undefined : [Array<number>(gRows).fill(1)];
  const right = columns === gColumns ? undefined : Array.from({ length: gColumns }, () => [1]);
  const down = left === undefined ? g : m.matmul(left, g);
  return right === undefined ? down : m.matmul(down, right);
};

const elementwise =
  (of: "add" | "mul") =>
  (...x: Matrix[]) => ({
    value: m[of](x[0]!, x[1]!),
    vjp: (g: Matrix) => x.map((each, i) => sumTo(of === "add" ? g : m.mul(x[1 - i]!, g), each)),
  });

export const rules: Record<OpName, (...x: Matrix[]) => { value: Matrix; vjp: Vjp }> = Object.assign(
  Object.create(null),
  {
    add: elementwise("add"),
    mul: elementwise("mul"),
    matmul: (a: Matrix, b: Matrix) => ({
      value: m.matmul(a, b),
      vjp: (g: Matrix) => [m.matmul(g, m.transpose(b)), m.transpose(m.matmul(m.transpose(g), a))],
    }),
    tanh: (x: Matrix) => ({
      value: m.tanh(x),
      vjp: (g: Matrix) => [
        g.map((row, i) => row.map((e, j) => e * (1 - Math.tanh(x[i]![j]!)) * (1 + Math.tanh(x[i]![j]!)))),
      ],
    }),
    sum: (x: Matrix) => ({ value: m.sum(x), vjp: ([[g]]: Matrix) => [m.scale(m.onesLike(x), g!)] }),
  },
);

function operation(op: OpName) {
  return (...operands: Operand[]): Node => {
    const isNode = (x: Operand): x is Node => typeof x === "object" && "tape" in x;
    const tape = operands.find(isNode)?.tape ?? [];
    return record(
      tape,
      op,
      operands.map((x) => (isNode(x) ? x : leaf(tape, typeof x === "number" ? [[x]] : x))),
    );
  };
}
export const add: (a: Operand, b: Operand) => Node = operation("add");
export const mul: (a: Operand, b: Operand) => Node = operation("mul");
export const matmul: (a: Operand, b: Operand) => Node = operation("matmul");
export const tanh: (x: Operand) => Node = operation("tanh");
export const sum: (x: Operand) => Node = operation("sum");

/** How many places use each node on the way to the output; a list of what is still to be seen, and no recursion. */
function users(output: Node): Map<Node, number> {
  const counts = new Map<Node, number>([[output, 0]]);
  const open = [output];
  while (open.length > 0)
    for (const input of open.pop()!.inputs) {
      if (!counts.has(input)) open.push(input);
      counts.set(input, (counts.get(input) ?? 0) + 1);
    }
  return counts;
}

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const waiting = users(output);
  const shares = new Map<Node, Matrix[]>([[output, [g]]]);
  const cotangents = new Map<Node, Matrix>();
  const ready = [output];
  while (ready.length > 0) {
    const node = ready.pop()!;
    const mine = shares.get(node)!.reduce(m.add);
    cotangents.set(node, mine);
    if (node.inputs.length === 0) continue;
    const handed = node.vjp(mine);
    node.inputs.forEach((input, i) => {
      const gathered = shares.get(input) ?? [];
      gathered.push(handed[i]!);
      shares.set(input, gathered);
      waiting.set(input, waiting.get(input)! - 1);
      if (waiting.get(input) === 0) ready.push(input);
    });
  }
  return cotangents;
}

class LossError extends RangeError {
  override name = "LossError";
}

export type Loss = (...x: Node[]) => Node;

export const valueAndGrad =
  (f: Loss) =>
  (...x: Matrix[]) => {
    const tape: Tape = [];
    const inputs = x.map((value) => leaf(tape, value));
    const output = f(...inputs);
    const numbers = output.value.flat();
    if (numbers.length !== 1) throw new LossError(`${numbers.length} numbers are not a loss`);
    const cotangents = backward(output, [[1]]);
    const grads = inputs.map((input) => cotangents.get(input) ?? input.value.map((row) => row.map(() => 0)));
    return [numbers[0]!, grads] as const;
  };

export const grad =
  (f: Loss) =>
  (...x: Matrix[]) =>
    valueAndGrad(f)(...x)[1];

export const checkGrads = (f: Loss, x: readonly Matrix[], v: readonly Matrix[], h: number) => {
  const [minus, plus] = [-h, h].map(
    (t) => valueAndGrad(f)(...x.map((xi, i) => m.add(m.scale(v[i]!, t), xi)))[0],
  );
  const products = grad(f)(...x).map((g, i) => m.sum(m.mul(v[i]!, g))[0]![0]!);
  return { exact: products.reduce((a, b) => a + b, 0), numeric: plus! / (2 * h) - minus! / (2 * h) };
};

export const fit = (x: Matrix, y: Matrix, theta: Matrix, learningRate: number, steps: number) => {
  const losses: number[] = [];
  for (; losses.length < steps;) {
    const tape: Tape = [];
    const parameter = leaf(tape, theta);
    const squares = Array.from([add(matmul(x, parameter), mul(-1, y))], (e) => mul(e, e))[0]!;
    const loss = mul(1 / y.length, sum(squares));
    losses.push(loss.value[0]![0]!);
    theta = m.add(theta, m.scale(backward(loss, [[1]]).get(parameter)!, -learningRate));
  }
  return { losses, theta };
};
