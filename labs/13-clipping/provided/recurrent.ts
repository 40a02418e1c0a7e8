import { key, normal } from "@downhill/tensor";
import type { Vector } from "./tree.ts";

/*
 * A recurrent network (Elman, 1990) that reads a text letter by letter, and predicts at each one which comes next:
 *
 *   h ← tanh(input[letter] + h·recurrent + bias)      p = softmax(h·output + outputBias)
 *
 * Its gradient is computed by hand, backwards through the letters; a test compares it with the course's autograd.
 */

type Matrix = Vector[];
/** The parameters, and a gradient too. A type, not an interface, so that it is a tree as well. */
export type Network = {
  readonly input: Matrix;
  readonly recurrent: Matrix;
  readonly bias: Vector;
  readonly output: Matrix;
  readonly outputBias: Vector;
};

const [letters, hidden] = [27, 16];
const zeros = (length: number): Vector => Array.from({ length }, () => 0);
const table = (rows: number, columns: number): Matrix => Array.from({ length: rows }, () => zeros(columns));
const nothing = (): Network => ({
  input: table(letters, hidden),
  recurrent: table(hidden, hidden),
  bias: zeros(hidden),
  output: table(hidden, letters),
  outputBias: zeros(letters),
});

/** A random network. The recurrent weights have standard deviation `gain`/4, where 4 is the root of the number of units. */
export async function network(seed: number, gain = 2): Promise<Network> {
  const draws = await normal(key(seed), [2 * letters + hidden, hidden], { dtype: "float64" }).data();
  const row = (i: number, size: number): Vector =>
    Array.from(draws.slice(i * hidden, (i + 1) * hidden), (draw) => size * draw);
  const columns = Array.from({ length: letters }, (_, k) => row(letters + hidden + k, 0.1));
  return {
    ...nothing(),
    input: Array.from({ length: letters }, (_, i) => row(i, 0.5)),
    recurrent: Array.from({ length: hidden }, (_, i) => row(letters + i, gain / Math.sqrt(hidden))),
    output: Array.from({ length: hidden }, (_, i) => columns.map((column) => column[i]!)),
  };
}

/** sums ← sums + values · rows, a vector times a matrix. */
function addProduct(sums: Vector, values: Vector, rows: Matrix): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const row = rows[i]!;
    for (let j = 0; j < sums.length; j++) sums[j]! += value * row[j]!;
  }
}

/** rows ← rows + the product of each value with each slope. */
function addOuter(rows: Matrix, values: Vector, slopes: Vector): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const row = rows[i]!;
    for (let j = 0; j < slopes.length; j++) row[j]! += value * slopes[j]!;
  }
}

const dot = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

function softmax(scores: Vector): Vector {
  const largest = scores.reduce((a, b) => (a > b ? a : b));
  const powers = scores.map((score) => Math.exp(score - largest));
  const whole = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / whole);
}

/** The next state of the hidden units, and the probability of each letter to come. */
export function next(
  { input, recurrent, bias, output, outputBias }: Network,
  letter: number,
  before: Vector,
) {
  const sums = bias.map((each, j) => each + input[letter]![j]!);
  addProduct(sums, before, recurrent);
  const state = sums.map(Math.tanh);
  const scores = [...outputBias];
  addProduct(scores, state, output);
  return { state, p: softmax(scores) };
}

export const rest = (): Vector => zeros(hidden);

/** The mean surprise at letters 1 to n of a text, each from those before it; its gradient; and the state at the end. */
export function read(net: Network, text: Vector, start: Vector = rest()) {
  const steps = text.length - 1;
  const [states, errors]: [Matrix, Matrix] = [[start], []];
  let loss = 0;
  for (let t = 0; t < steps; t++) {
    const [{ state, p }, right] = [next(net, text[t]!, states[t]!), text[t + 1]!];
    loss -= Math.log(p[right]!) / steps;
    states.push(state);
    errors.push(p.map((each, k) => (each - (k === right ? 1 : 0)) / steps));
  }
  const gradient = nothing();
  let later = rest();
  for (let t = steps - 1; t >= 0; t--) {
    const [error, state] = [errors[t]!, states[t + 1]!];
    const inner = state.map((h, i) => (later[i]! + dot(net.output[i]!, error)) * (1 - h * h));
    addOuter(gradient.output, state, error);
    addOuter(gradient.recurrent, states[t]!, inner);
    for (let k = 0; k < letters; k++) gradient.outputBias[k]! += error[k]!;
    addOuter([gradient.input[text[t]!]!, gradient.bias], [1, 1], inner);
    later = net.recurrent.map((row) => dot(row, inner));
  }
  return { loss, gradient, state: states[steps]! };
}
