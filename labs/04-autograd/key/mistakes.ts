import { edit, rewrite } from "@downhill/grader/mistakes";

const products = "m.matmul(g, m.transpose(b)), m.matmul(m.transpose(a), g)";
const gathered = "cotangents.set(input, sofar === undefined ? share : m.add(sofar, share));";

/** Wrong answers that people really write here, as changes to the solution; the explanations are in `feedback.md`. */
export default [
  edit("inputs-as-a-set", "record", ["op, inputs, value,", "op, inputs: [...new Set(inputs)], value,"]),
  edit(
    "broadcast-kept",
    "rules",
    ["[sumTo(g, a), sumTo(g, b)]", "[g, g]"],
    ["[sumTo(m.mul(g, b), a), sumTo(m.mul(g, a), b)]", "[m.mul(g, b), m.mul(g, a)]"],
  ),
  edit("tanh-of-input", "rules", ["m.map(y, (t)", "m.map(x, (t)"]),
  edit("sum-not-spread", "rules", ["[m.mul(g, m.onesLike(x))]", "[g]"]),
  edit("transpose-missing", "matmul", [products, "m.matmul(g, b), m.matmul(a, g)"]),
  edit("factors-swapped", "matmul", [products, "m.matmul(m.transpose(b), g), m.matmul(g, m.transpose(a))"]),
  edit("overwrites", "reverse", [gathered, "cotangents.set(input, share);"]),
  edit(
    "breadth-first",
    "reverse",
    ["new Map([[output, g]]);", "new Map([[output, g]]);\n  const queue = new Set([output]);"],
    ["of output.tape.toReversed()", "of queue"],
    [gathered, `${gathered}\n      queue.add(input);`],
  ),
  edit("tape-forwards", "reverse", ["output.tape.toReversed()", "output.tape"]),
  rewrite(
    "path-by-path",
    "reverse",
    "backward",
    `export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map<Node, Matrix>();
  const visit = (node: Node, share: Matrix): void => {
    const sofar = cotangents.get(node);
    cotangents.set(node, sofar === undefined ? share : m.add(sofar, share));
    node.vjp(share).forEach((next, i) => visit(node.inputs[i]!, next));
  };
  visit(output, g);
  return cotangents;
}`,
  ),
  edit(
    "second-backward-adds",
    "reverse",
    ["export function backward(", "const cotangents = new Map<Node, Matrix>();\n\nexport function backward("],
    ["const cotangents = new Map([[output, g]]);", "cotangents.set(output, g);"],
  ),
  edit("gradient-mutated", "reverse", [
    gathered,
    "if (sofar === undefined) cotangents.set(input, share);\n" +
      "      else share.forEach((row, r) => row.forEach((entry, c) => (sofar[r]![c]! += entry)));",
  ]),
  edit("one-sided", "gradient", ["(at(h) - at(-h)) / (2 * h)", "(at(h) - at(0)) / h"]),
  edit("half-the-step", "gradient", ["(at(h) - at(-h)) / (2 * h)", "(at(h) - at(-h)) / h"]),
  edit("sum-for-mean", "regression", ["mul(sum(mul(error, error)), 1 / y.length)", "sum(mul(error, error))"]),
  edit("not-watched", "regression", ["matmul(x, th)", "matmul(x, now)"]),
];
