/* Classes with private fields and getters; rules are methods of a class; the pass goes by places on the tape. */
import type { Matrix } from "../provided/matrix.ts";
import * as m from "../provided/matrix.ts";

type Vjp = (g: Matrix) => readonly Matrix[];
type Answer = { readonly value: Matrix; readonly vjp: Vjp };
type OpName = "add" | "mul" | "matmul" | "tanh" | "sum";
type Operand = Node | Matrix | number;

class Node {
  readonly #answer: Answer;
  readonly #inputs: readonly Node[];
  constructor(
    readonly tape: Node[],
    readonly op: OpName | "leaf",
    inputs: readonly Node[],
    answer: Answer,
  ) {
    this.#inputs = [...inputs];
    this.#answer = answer;
  }
  get value(): Matrix {
    return this.#answer.value;
  }
  get inputs(): readonly Node[] {
    return this.#inputs;
  }
  get vjp(): Vjp {
    return this.#answer.vjp;
  }
}

export const leaf = (tape: Node[], value: Matrix): Node =>
  new Node(tape, "leaf", [], { value, vjp: () => [] });

export function record(tape: Node[], op: OpName, inputs: readonly Node[]): Node {
  const node = new Node(tape, op, inputs, rules[op](...inputs.map(({ value }) => value)));
  tape[tape.length] = node;
  return node;
}

export function sumTo(g: Matrix, x: Matrix): Matrix {
  let result = g;
  if (x.length < result.length) result = m.sumDown(result);
  if (x[0]!.length < result[0]!.length) result = m.sumAcross(result);
  return result;
}

class Rules {
  add(...[a, b]: Matrix[]): Answer {
    return { value: m.add(a!, b!), vjp: (g) => [a!, b!].map((x) => this.back(g, x)) };
  }
  mul(...[a, b]: Matrix[]): Answer {
    return { value: m.mul(a!, b!), vjp: (g) => [this.back(m.mul(g, b!), a!), this.back(m.mul(a!, g), b!)] };
  }
  matmul(...[a, b]: Matrix[]): Answer {
    const [at, bt] = [m.transpose(a!), m.transpose(b!)];
    return { value: m.matmul(a!, b!), vjp: (g) => [m.matmul(g, bt), m.matmul(at, g)] };
  }
  tanh(...[x]: Matrix[]): Answer {
    return {
      value: m.tanh(x!),
      vjp: (g) => [
        m.mul(
          g,
          m.map(x!, (t) => 1 - Math.tanh(t) ** 2),
        ),
      ],
    };
  }
  sum(...[x]: Matrix[]): Answer {
    return { value: m.sum(x!), vjp: ([[g]]) => [m.map(x!, () => g!)] };
  }
  private back(g: Matrix, x: Matrix): Matrix {
    return sumTo(g, x);
  }
}

export const rules = new Rules();

const applied =
  (op: OpName) =>
  (...operands: Operand[]): Node => {
    const known = operands.find((x) => typeof x === "object" && "tape" in x) as Node | undefined;
    const tape = known?.tape ?? [];
    return record(
      tape,
      op,
      operands.map((x) => (typeof x === "number" ? leaf(tape, [[x]]) : Array.isArray(x) ? leaf(tape, x) : x)),
    );
  };
export const [add, mul, matmul, tanh, sum] = (["add", "mul", "matmul", "tanh", "sum"] as const).map(
  applied,
) as [
  (a: Operand, b: Operand) => Node,
  (a: Operand, b: Operand) => Node,
  (a: Operand, b: Operand) => Node,
  (x: Operand) => Node,
  (x: Operand) => Node,
];

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const found = new Map<Node, Matrix>();
  found.set(output, g);
  for (let at = output.tape.lastIndexOf(output); at >= 0; at--) {
    const node = output.tape[at]!;
    if (!found.has(node)) continue;
    const shares = node.vjp(found.get(node)!);
    for (let i = 0; i < shares.length; i++) {
      const to = node.inputs[i]!;
      found.set(to, found.has(to) ? m.add(shares[i]!, found.get(to)!) : shares[i]!);
    }
  }
  return found;
}

type Loss = (...x: Node[]) => Node;

export function valueAndGrad(f: Loss) {
  return (...x: Matrix[]): [number, Matrix[]] => {
    const tape: Node[] = [];
    const inputs = x.map((value) => leaf(tape, value));
    const output = f(...inputs);
    if (output.value.length !== 1 || output.value[0]!.length !== 1) throw new TypeError("not one number");
    const found = backward(output, [[1]]);
    return [output.value[0]![0]!, inputs.map((input) => found.get(input) ?? m.zerosLike(input.value))];
  };
}
export const grad =
  (f: Loss) =>
  (...x: Matrix[]) =>
    valueAndGrad(f)(...x)[1];

class Slopes {
  constructor(
    readonly f: Loss,
    readonly x: readonly Matrix[],
    readonly v: readonly Matrix[],
    readonly h: number,
  ) {}
  at(t: number): number {
    return valueAndGrad(this.f)(...this.x.map((x, i) => m.add(x, m.scale(this.v[i]!, t))))[0];
  }
  get exact(): number {
    return grad(this.f)(...this.x)
      .map((g, i) => m.dot(g, this.v[i]!))
      .reduce((a, b) => a + b, 0);
  }
  get numeric(): number {
    return (this.at(this.h) - this.at(-this.h)) / this.h / 2;
  }
}
export const checkGrads = (f: Loss, x: readonly Matrix[], v: readonly Matrix[], h: number) =>
  new Slopes(f, x, v, h);

class Fit {
  readonly losses: number[] = [];
  constructor(public theta: Matrix) {}
}
export function fit(x: Matrix, y: Matrix, theta: Matrix, learningRate: number, steps: number): Fit {
  const result = new Fit(theta);
  const mse = valueAndGrad((t) => {
    const e = add(m.scale(y, -1), matmul(x, t!));
    return mul(1 / x.length, sum(mul(e, e)));
  });
  while (result.losses.length < steps) {
    const [loss, [slope]] = mse(result.theta);
    result.losses.push(loss);
    result.theta = m.add(result.theta, m.scale(slope!, -learningRate));
  }
  return result;
}
