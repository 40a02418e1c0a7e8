import { apart, but, edit, rewrite } from "@downhill/grader/mistakes";

const squared = "expectation((z) => f(Math.sqrt(q) * z) ** 2)";
const slopes = "expectation((z) => slope(Math.sqrt(q) * z) ** 2)";
const deviation = "gain * Math.sqrt(2 / (fanIn + fanOut))";
const normalHe = "gain / Math.sqrt(inputs)";
const made = "return { w: draw(own, [inputs, outputs]), b: zeros([outputs]) };";
const change = "add(matmul(relu(x), w), b)";
const sum = "return add(x, mul(change, scale));";

/** All numbers of an answer. */
const numbersIn = (answer: unknown): readonly number[] =>
  typeof answer === "number"
    ? [answer]
    : typeof answer === "object" && answer !== null
      ? Object.values(answer).flatMap(numbersIn)
      : [];

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("own-weight-too", "chain", [
    "gradients.push(front);\n    front *= weight;",
    "front *= weight;\n    gradients.push(front);",
  ]),
  edit("front-only", "chain", ["gradients[l]! *= back;", "gradients[l]! *= 1;"]),
  edit("input-lost", "chain", ["let front = x;", "let front = 1;"]),
  but(
    rewrite(
      "divided",
      "chain",
      "chainGradients",
      `export function chainGradients(weights: readonly number[], x: number): number[] {
  const y = weights.reduce((product, weight) => product * weight, x);
  return weights.map((weight) => y / weight);
}`,
    ),
    {
      when: ([plain, , zeros, , , tiny]) =>
        numbersIn(plain).every(Number.isFinite) &&
        numbersIn(zeros).some(Number.isNaN) &&
        numbersIn(tiny)[0] === 0,
    },
  ),

  edit(
    "squares-vanish",
    "norms",
    ["(value / largest) ** 2", "value ** 2"],
    ["largest * Math.sqrt(sum)", "Math.sqrt(sum)"],
  ),
  edit("root-missing", "norms", ["largest * Math.sqrt(sum)", "largest * sum"]),
  edit("largest-only", "norms", ["largest * Math.sqrt(sum)", "largest"]),
  edit("sign-in-the-largest", "norms", ["Math.max(largest, Math.abs(value))", "Math.max(largest, value)"]),
  edit("mean-square", "norms", ["largest * Math.sqrt(sum)", "largest * Math.sqrt(sum / values.length)"]),
  but(edit("zero-over-zero", "norms", ["if (largest === 0) return 0;\n", ""]), {
    when: ([known, , , zeros]) =>
      Math.hypot(numbersIn(known)[0]! - 5, numbersIn(known)[1]! - 13) < 1e-9 &&
      numbersIn(zeros).some(Number.isNaN),
  }),

  apart(
    "variance-for-deviation",
    "propagation",
    [squared, squared.replace("Math.sqrt(q)", "q")],
    [slopes, slopes.replace("Math.sqrt(q)", "q")],
  ),
  apart(
    "gain-not-squared",
    "propagation",
    [`gain ** 2 * ${squared}`, `gain * ${squared}`],
    [`gain ** 2 * ${slopes}`, `gain * ${slopes}`],
  ),
  apart(
    "square-of-mean",
    "propagation",
    [squared, "expectation((z) => f(Math.sqrt(q) * z)) ** 2"],
    [slopes, "expectation((z) => slope(Math.sqrt(q) * z)) ** 2"],
  ),
  edit("mean-subtracted", "propagation", [
    squared,
    `(${squared} - expectation((z) => f(Math.sqrt(q) * z)) ** 2)`,
  ]),
  apart(
    "square-missing",
    "propagation",
    [squared, "expectation((z) => f(Math.sqrt(q) * z))"],
    [slopes, "expectation((z) => slope(Math.sqrt(q) * z))"],
  ),
  edit("gain-without-root", "propagation", [
    "1 / Math.sqrt(expectation((z) => f(z) ** 2))",
    "1 / expectation((z) => f(z) ** 2)",
  ]),
  edit("gain-inverted", "propagation", [
    "1 / Math.sqrt(expectation((z) => f(z) ** 2))",
    "Math.sqrt(expectation((z) => f(z) ** 2))",
  ]),
  apart(
    "variance-unused",
    "propagation",
    [squared, "expectation((z) => f(z) ** 2)"],
    [slopes, "expectation((z) => slope(z) ** 2)"],
  ),
  edit("variance-outside", "propagation", [squared, "q * expectation((z) => f(z) ** 2)"]),

  apart(
    "variance-as-deviation",
    "weights",
    [deviation, "gain ** 2 * (2 / (fanIn + fanOut))"],
    [normalHe, "gain ** 2 / inputs"],
  ),
  apart(
    "root-forgotten",
    "weights",
    [deviation, "(gain * 2) / (fanIn + fanOut)"],
    [normalHe, "gain / inputs"],
  ),
  edit("fans-swapped", "weights", ["const inputs = shape[0]!;", "const inputs = shape[1]!;"]),
  apart(
    "gain-missing",
    "weights",
    [deviation, "Math.sqrt(2 / (fanIn + fanOut))"],
    [normalHe, "1 / Math.sqrt(inputs)"],
  ),
  edit("two-missing", "weights", [deviation, "gain * Math.sqrt(1 / (fanIn + fanOut))"]),
  edit("he-gain-twice", "weights", [normalHe, "(gain * Math.SQRT2) / Math.sqrt(inputs)"]),
  edit("uniform-bound", "weights", [deviation, "gain * Math.sqrt(6 / (fanIn + fanOut))"]),

  edit("one-key", "layers", ["draw(own, [inputs, outputs])", "draw(key, [inputs, outputs])"]),
  edit(
    "random-biases",
    "layers",
    [made, "return { w: draw(own, [inputs, outputs]), b: reshape(draw(own, [1, outputs]), [outputs]) };"],
    ["  relu,\n", "  relu,\n  reshape,\n"],
  ),
  edit("transposed", "layers", ["draw(own, [inputs, outputs])", "draw(own, [outputs, inputs])"]),

  edit("after-activation", "residual", [change, "relu(add(matmul(x, w), b))"]),
  edit("no-rectifier", "residual", [change, "add(matmul(x, w), b)"]),
  edit(
    "activation-of-sum",
    "residual",
    [change, "add(matmul(x, w), b)"],
    [sum, "return relu(add(x, mul(change, scale)));"],
  ),
  edit("no-shortcut", "residual", [sum, "return mul(change, scale);"]),
  edit("scale-missing", "residual", [sum, "return add(x, change);"]),
  edit("scale-on-both", "residual", [sum, "return mul(add(x, change), scale);"]),
  edit("rectified-stream", "residual", [sum, "return add(relu(x), mul(change, scale));"]),
  edit(
    "bias-unscaled",
    "residual",
    [change, "matmul(relu(x), w)"],
    [sum, "return add(add(x, mul(change, scale)), b);"],
  ),
];
