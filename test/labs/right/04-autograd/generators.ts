/* Generators, a switch for the rules, leaves on the tape too, and zeros for every argument from the start. */
import {
  add as plus,
  type Matrix,
  dot,
  map,
  matmul as times,
  mul as by,
  onesLike,
  scale,
  shape,
  sum as total,
  sumAcross,
  sumDown,
  tanh as tanhOf,
  transpose,
  zerosLike,
} from "../provided/matrix.ts";

type Vjp = (g: Matrix) => readonly Matrix[];
type OpName = "add" | "mul" | "matmul" | "tanh" | "sum";
type Node = Readonly<{
  tape: Node[];
  op: OpName | "leaf";
  inputs: Iterable<Node> & readonly Node[];
  value: Matrix;
  vjp: Vjp;
  toString(): string;
}>;
type Operand = Node | Matrix | number;

export function leaf(tape: Node[], value: Matrix): Node {
  return { tape, op: "leaf", inputs: [], value, vjp: (_g) => [], toString: () => "leaf" };
}

export function record(tape: Node[], op: OpName, inputs: readonly Node[]): Node {
  const { value, vjp } = rules[op].apply(
    null,
    Array.from(inputs, (input) => input.value),
  );
  const node = {
    tape,
    op,
    inputs: [...inputs],
    value,
    vjp,
    toString: () => `${op}(${inputs.join(", ")})`,
  } satisfies Node;
  tape.push(node);
  return tape[tape.length - 1]!;
}

export function sumTo(g: Matrix, x: Matrix): Matrix {
  switch (
    shape(x)
      .map((length, axis) => (length === 1 && shape(g)[axis]! > 1 ? "1" : "n"))
      .join("")
  ) {
    case "11":
      return total(g);
    case "1n":
      return sumDown(g);
    case "n1":
      return sumAcross(g);
    default:
      return map(g, (entry) => entry);
  }
}

function rule(op: OpName, ...[a, b]: Matrix[]): { value: Matrix; vjp: Vjp } {
  switch (op) {
    case "add":
      return { value: plus(a!, b!), vjp: (g) => [sumTo(g, a!), sumTo(g, b!)] };
    case "mul":
      return { value: by(a!, b!), vjp: (g) => [sumTo(by(g, b!), a!), sumTo(by(g, a!), b!)] };
    case "matmul":
      return { value: times(a!, b!), vjp: (g) => [times(g, transpose(b!)), times(transpose(a!), g)] };
    case "tanh": {
      const y = tanhOf(a!);
      return { value: y, vjp: (g) => [by(g, plus(onesLike(y), scale(by(y, y), -1)))] };
    }
    case "sum":
      return {
        value: total(a!),
        vjp: (g) => [
          times(
            times(
              map(transpose([a!.map(() => 1)]), (e) => e),
              g,
            ),
            [a![0]!.map(() => 1)],
          ),
        ],
      };
  }
}

const names = ["add", "mul", "matmul", "tanh", "sum"] as const;
export const rules = Object.fromEntries(
  names.map((op) => [op, (...x: Matrix[]) => rule(op, ...x)]),
) as Record<OpName, (...x: Matrix[]) => { value: Matrix; vjp: Vjp }>;

const tapeIn = function* (xs: readonly Operand[]): Generator<Node[]> {
  for (const x of xs) if (typeof x === "object" && !Array.isArray(x)) yield x.tape;
  yield [];
};
const op =
  (name: OpName) =>
  (...xs: Operand[]) => {
    const [tape] = tapeIn(xs) as unknown as [Node[]];
    const toNode = (x: Operand): Node =>
      typeof x === "number" ? leaf(tape, [[x]]) : Array.isArray(x) ? leaf(tape, x) : x;
    return record(tape, name, xs.map(toNode));
  };
const [add, mul, matmul, tanh, sum] = [op("add"), op("mul"), op("matmul"), op("tanh"), op("sum")];
export { add, matmul, mul, sum, tanh };

function* backwards<T>(list: readonly T[], from: T): Generator<T> {
  for (let i = list.lastIndexOf(from); i >= 0; i--) yield list[i]!;
}

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new (class extends Map<Node, Matrix> {
    give(node: Node, share: Matrix): void {
      const sofar = this.get(node);
      this.set(node, sofar ? plus(sofar, share) : share);
    }
  })();
  cotangents.give(output, g);
  for (const node of backwards(output.tape, output)) {
    const mine = cotangents.get(node);
    if (mine === undefined || node.op === "leaf") continue;
    const shares = node.vjp(mine)[Symbol.iterator]();
    for (const input of node.inputs) cotangents.give(input, shares.next().value!);
  }
  return cotangents;
}

type Loss = (...x: Node[]) => Node;

export const valueAndGrad = (f: Loss) =>
  function at(...x: Matrix[]): [number, Matrix[]] {
    const tape: Node[] = [];
    const inputs = x.map((value) => {
      const node = leaf(tape, value);
      tape.push(node);
      return node;
    });
    const output = f(...inputs);
    const [[loss, ...across], ...down] = output.value as [number[], ...number[][]];
    if (across.length + down.length > 0 || loss === undefined) throw Error(`${output} is more than a number`);
    const all = new Map([
      ...inputs.map((input) => [input, zerosLike(input.value)] as const),
      ...backward(output, [[1]]),
    ]);
    return [loss, inputs.map((input) => all.get(input)!)];
  };

export const grad =
  (f: Loss) =>
  (...x: Matrix[]) =>
    valueAndGrad(f)(...x)[1];

export function checkGrads(f: Loss, x: readonly Matrix[], v: readonly Matrix[], h: number) {
  const steps = [h, -h].map((t) => x.map((xi, i) => plus(xi, scale(v[i]!, t))));
  const [[above], [below], [, grads]] = [...steps, x].map((at) => valueAndGrad(f)(...at)) as [
    [number],
    [number],
    [number, Matrix[]],
  ];
  let exact = 0;
  for (const [i, g] of grads.entries()) exact += dot(v[i]!, g);
  return { exact, numeric: (above - below) / (h + h) };
}

function* path(x: Matrix, y: Matrix, start: Matrix, rate: number): Generator<[number, Matrix]> {
  const negative = scale(y, -1);
  const loss = valueAndGrad((t) => {
    const error = add(negative, matmul(x, t!));
    return sum(mul(mul(error, 1 / y.length), error));
  });
  for (let theta = start; ;) {
    const [value, [slope]] = loss(theta);
    yield [value, (theta = plus(theta, scale(slope!, -rate)))];
  }
}

export function fit(x: Matrix, y: Matrix, theta: Matrix, learningRate: number, steps: number) {
  const losses: number[] = [];
  const walk = path(x, y, theta, learningRate);
  for (let step = 0; step < steps; step++) {
    const { value } = walk.next() as { value: [number, Matrix] };
    losses.push(value[0]);
    theta = value[1];
  }
  return { theta, losses };
}
