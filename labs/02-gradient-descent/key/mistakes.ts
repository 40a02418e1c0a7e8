import { edit } from "@downhill/grader/mistakes";

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("lost-factor-two", "gradient", ["return 2 * (x - 3);", "return x - 3;"]),
  edit("multiplied-out", "gradient", ["return (x - 3) ** 2;", "return x ** 2 - 6 * x + 9;"]),
  edit("ascends", "step", ["x - rate * gradient(x)", "x + rate * gradient(x)"]),
  edit("one-step-short", "walk", ["let t = 0;", "let t = 1;"]),
  edit("start-left-out", "walk", [
    "let x = x0;\n  const path = [x];",
    "let x = x0;\n  const path: number[] = [];",
  ]),
  edit(
    "gradient-computed-once",
    "walk",
    ["let x = x0;", "const slope = gradient(x0);\n  let x = x0;"],
    ["x = step(x, rate);", "x = x - rate * slope;"],
  ),
  edit(
    "one-after-another",
    "vector-step",
    ["const slopes = gradient(x);", "const next = [...x];"],
    [
      "return x.map((value, i) => value - rate * slopes[i]!);",
      "for (let i = 0; i < next.length; i++) next[i]! -= rate * gradient(next)[i]!;\n  return next;",
    ],
  ),
  edit("mutates-x0", "vector-step", [
    "return x.map((value, i) => value - rate * slopes[i]!);",
    "for (let i = 0; i < x.length; i++) x[i]! -= rate * slopes[i]!;\n  return x;",
  ]),
  edit(
    "stops-before-first-step",
    "descend",
    [
      "for (let iterations = 0; ; iterations++) {",
      "let [iterations, length] = [0, 0];\n  while (iterations < maxIterations && length > gradientTolerance && problem.loss(x) > lossThreshold) {",
    ],
    ["const length = Math.sqrt(squares);", "length = Math.sqrt(squares);\n    iterations++;"],
    ['    if (problem.loss(x) <= lossThreshold) return { x, path, iterations, reason: "loss" };\n', ""],
    ['    if (length <= gradientTolerance) return { x, path, iterations, reason: "gradient" };\n', ""],
    ['    if (iterations >= maxIterations) return { x, path, iterations, reason: "iterations" };\n', ""],
    [
      "() => slopes);\n    path.push(x);\n  }",
      '() => slopes);\n    path.push(x);\n  }\n  if (problem.loss(x) <= lossThreshold) return { x, path, iterations, reason: "loss" };\n  return { x, path, iterations, reason: length <= gradientTolerance ? "gradient" : "iterations" };',
    ],
  ),
  edit(
    "steps-before-looking",
    "descend",
    [
      "for (let iterations = 0; ; iterations++) {",
      "for (let iterations = 1; ; iterations++) {\n    x = stepVector(x, learningRate, problem.gradient);\n    path.push(x);",
    ],
    ["    x = stepVector(x, learningRate, () => slopes);\n    path.push(x);\n", ""],
  ),
  edit("gradient-against-loss-threshold", "descend", [
    "problem.loss(x) <= lossThreshold",
    "length <= lossThreshold",
  ]),
  edit(
    "sum-for-length",
    "descend",
    ["squares += slope * slope", "squares += slope"],
    ["Math.sqrt(squares)", "Math.abs(squares)"],
  ),
  edit(
    "path-of-one-list",
    "descend",
    ["let x = [...x0];", "const x = [...x0];"],
    [
      "x = stepVector(x, learningRate, () => slopes);",
      "for (let i = 0; i < x.length; i++) x[i]! -= learningRate * slopes[i]!;",
    ],
  ),
  edit("lets-nan-pass", "descend", ["!(learningRate > 0 && learningRate < Infinity)", "learningRate <= 0"]),
];
