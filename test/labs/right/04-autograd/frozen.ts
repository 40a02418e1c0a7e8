/* Without types. Everything is frozen; the table that record uses is private, and the exported one is a copy of it. */
import * as m from "../provided/matrix.ts";
import type { Matrix } from "../provided/matrix.ts";

const columns = (x: Matrix): number => m.shape(x)[1];

export const sumTo = (g: Matrix, x: Matrix): Matrix =>
  [
    (y: Matrix) => (x.length === 1 && y.length > 1 ? m.sumDown(y) : y),
    (y: Matrix) => (columns(x) === 1 && columns(y) > 1 ? m.sumAcross(y) : y),
  ].reduce((y, step) => step(y), g);

const table: Record<
  string,
  (a: Matrix, b: Matrix) => { value: Matrix; vjp: (g: Matrix) => readonly Matrix[] }
> = {
  add: (a, b) => ({ value: m.add(a, b), vjp: (g) => Object.freeze([sumTo(g, a), sumTo(g, b)]) }),
  mul: (a, b) => ({
    value: m.mul(a, b),
    vjp: (g) => Object.freeze([sumTo(m.mul(g, b), a), sumTo(m.mul(g, a), b)]),
  }),
  matmul: (a, b) => ({
    value: m.matmul(a, b),
    vjp: (g) =>
      Object.freeze([m.transpose(m.matmul(b, m.transpose(g))), m.transpose(m.matmul(m.transpose(g), a))]),
  }),
  tanh: (x) => {
    const value = m.tanh(x);
    return { value, vjp: (g) => Object.freeze([m.add(g, m.mul(g, m.scale(m.mul(value, value), -1)))]) };
  },
  sum: (x) => ({ value: m.sum(x), vjp: (g) => Object.freeze([m.add(g, m.zerosLike(x))]) }),
};

export const rules = Object.freeze({ ...table });

export const leaf = (tape, value) =>
  Object.freeze({ tape, op: "leaf", inputs: Object.freeze([]), value, vjp: () => [] });

export function record(tape, op, inputs) {
  const { value, vjp } = table[op](...(inputs.map((input) => input.value) as [Matrix, Matrix]));
  const node = Object.freeze({ tape, op, inputs: Object.freeze([...inputs]), value, vjp });
  return tape.push(node) && node;
}

const toNode = (tape, x) => (x?.op ? x : leaf(tape, Array.isArray(x) ? x : [[x]]));
const apply = (op) =>
  Object.freeze((...xs) => {
    const tape = xs.find((x) => x?.op)?.tape ?? [];
    return record(
      tape,
      op,
      xs.map((x) => toNode(tape, x)),
    );
  });
export const add = apply("add");
export const mul = apply("mul");
export const matmul = apply("matmul");
export const tanh = apply("tanh");
export const sum = apply("sum");

export const backward = (output, g) =>
  output.tape.reduceRight(
    (cotangents, node) =>
      !cotangents.has(node)
        ? cotangents
        : node.vjp(cotangents.get(node)).reduce((all, share, i) => {
            const input = node.inputs[i];
            return all.set(input, all.has(input) ? m.add(all.get(input), share) : share);
          }, cotangents),
    new Map([[output, g]]),
  );

export const valueAndGrad =
  (f) =>
  (...x) => {
    const tape = [];
    const inputs = Object.freeze(x.map((value) => leaf(tape, value)));
    const output = f(...inputs);
    if (String(m.shape(output.value)) !== "1,1")
      throw new RangeError(`the loss has shape ${m.shape(output.value)}`);
    const cotangents = backward(output, Object.freeze([Object.freeze([1])]));
    return Object.freeze([
      m.dot(output.value, [[1]]),
      inputs.map((node) => cotangents.get(node) ?? m.zerosLike(node.value)),
    ]);
  };

export const grad =
  (f) =>
  (...x) =>
    valueAndGrad(f)(...x)[1];

export const checkGrads = (f, x, v, h) => {
  const value = (t) => valueAndGrad(f)(...x.map((xi, i) => m.add(xi, m.scale(v[i], t))))[0];
  const exact = grad(f)(...x)
    .flatMap((g, i) => m.dot(g, v[i]))
    .reduce((a, b) => a + b, 0);
  return Object.freeze({ numeric: (0.5 * (value(h) - value(-h))) / h, exact });
};

export const fit = (x, y, theta, learningRate, steps) =>
  Array.from({ length: steps }).reduce(
    ({ theta: now, losses }) => {
      const [value, [g]] = valueAndGrad((th) => {
        const error = add(matmul(x, th), m.scale(y, -1));
        // The mean of squares as a product of two nodes, with a row of ones for the sum.
        return mul(matmul([y.map(() => 1)], mul(error, error)), 1 / y.length);
      })(now);
      return Object.freeze({
        theta: m.add(now, m.scale(g, -learningRate)),
        losses: Object.freeze([...losses, value]),
      });
    },
    Object.freeze({ theta, losses: Object.freeze([]) }),
  );
