import { also, apart, but, edit } from "@downhill/grader/mistakes";

const slopes = "(j === 0 ? 0 : l1 * Math.sign(weight) + l2 * weight)";
const pull = "l1 * Math.sign(weight) + l2 * weight";
const halved = "(l2 / 2) * weight ** 2";
const penalised =
  "const update = rule(sums, learningRate);\n    return theta.map((place, j) => place + update[j]!);";
const lost = "(j === 0 ? 0 : learningRate * decay * place)";
const decayed = `const update = rule(gradient, learningRate);
    const lost = (place: number, j: number): number => ${lost};
    return theta.map((place, j) => place + update[j]! - lost(place, j));`;
const thresholded = "Math.sign(value) * Math.max(Math.abs(value) - threshold, 0)";
const moved = `const update = rule(gradient, learningRate);
    const moved = theta.map((place, j) => place + update[j]!);`;
const shrunk = "(j === 0 ? place : softThreshold(place, learningRate * l1))";
const atZero = "if (weight === 0) return Math.max(Math.abs(slope) - l1, 0);";
const used = "Math.abs(slope + l1 * Math.sign(weight))";
const largest = "Math.max(largest, violation(weight, j))";
const begins = "let theta = start;\n  return lambdas.map((l1) => {";

/** Whether searches that are allowed too few steps stop after these, and a list of parameters is returned all the same. */
const stopsWithoutAWord = (answers: readonly unknown[]): boolean => {
  const seen = answers[4] as Record<string, { path: unknown; places: number } | undefined> | undefined;
  return [12, 0].every((steps) => {
    const { path, places } = seen?.[`steps: ${steps}`] ?? {};
    return Array.isArray(path) && [path[0]].flat().every(Number.isFinite) && places === steps + 1;
  });
};

/** Wrong answers that people write, as edits of the solution; what a learner reads about them is in feedback.md. */
export default [
  apart("penalises-bias", "penalty", ["theta.slice(1)", "theta"], [slopes, pull]),
  also(
    edit("half-missing", "penalty", [halved, "l2 * weight ** 2"]),
    [[pull, pull.replace("l2 *", "2 * l2 *")]],
    [[pull, pull.replace("l2 *", "(l2 / 2) *")]],
  ),
  edit("no-half-at-all", "penalty", [halved, "l2 * weight ** 2"], [pull, pull.replace("l2 *", "2 * l2 *")]),
  also(edit("sign-of-zero", "penalty", [pull, pull.replace("Math.sign(weight)", "(weight >= 0 ? 1 : -1)")]), [
    [pull, pull.replace("Math.sign(weight)", "(weight > 0 ? 1 : -1)")],
  ]),
  apart(
    "averaged",
    "penalty",
    ["return sum;", "return sum / Math.max(1, theta.length - 1);"],
    [slopes, slopes.replace(pull, `(${pull}) / (theta.length - 1)`)],
  ),
  edit("no-absolute-value", "penalty", ["l1 * Math.abs(weight)", "l1 * weight"]),
  edit("no-sign", "penalty", [pull, "l1 + l2 * weight"]),
  edit("bias-slope-missing", "penalty", [
    `theta.map((weight, j) => ${slopes})`,
    `theta.slice(1).map((weight) => ${pull})`,
  ]),

  edit("decay-unscaled", "decay", [lost, lost.replace("learningRate * ", "")]),
  edit("l2-for-decay", "decay", [
    decayed,
    "const sums = gradient.map((slope, j) => slope + (j === 0 ? 0 : decay * theta[j]!));\n    const update = rule(sums, learningRate);\n    return theta.map((place, j) => place + update[j]!);",
  ]),
  edit("decays-bias", "decay", [lost, "learningRate * decay * (j < 0 ? 0 : place)"]),
  edit("decay-after-step", "decay", ["lost(place, j));", "lost(place + update[j]!, j));"]),
  edit("penalty-after-rule", "decay", [
    penalised,
    "const update = rule(gradient, learningRate);\n    return theta.map((place, j) => place + update[j]! - learningRate * (sums[j]! - gradient[j]!));",
  ]),
  edit("decay-grows", "decay", ["- lost(place, j));", "+ lost(place, j));"]),
  apart(
    "update-subtracted",
    "decay",
    [penalised, penalised.replace("place + update", "place - update")],
    ["place + update[j]! - lost(place, j)", "place - update[j]! - lost(place, j)"],
  ),
  apart(
    "rate-twice",
    "decay",
    [penalised, penalised.replace("place + update", "place + learningRate * update")],
    ["place + update[j]! - lost(place, j)", "place + learningRate * update[j]! - lost(place, j)"],
  ),

  edit("hard-threshold", "threshold", [thresholded, "Math.abs(value) > threshold ? value : value * 0"]),
  edit("jumps-over", "threshold", [thresholded, "value - Math.sign(value) * threshold"]),
  edit("shrinks-by-factor", "threshold", [thresholded, "value / (1 + threshold)"]),
  edit("only-positive", "threshold", [thresholded, "Math.max(value - threshold, 0)"]),
  edit("sign-lost", "threshold", [thresholded, "Math.max(Math.abs(value) - threshold, 0)"]),
  edit("always-minus", "threshold", [
    thresholded,
    "(Math.abs(value) > threshold ? value - threshold : value * 0)",
  ]),
  edit("clamped", "threshold", [thresholded, "Math.max(-threshold, Math.min(threshold, value))"]),
  edit("nan-becomes-zero", "threshold", [
    thresholded,
    "value > threshold ? value - threshold : value < -threshold ? value + threshold : 0",
  ]),

  edit("threshold-not-scaled", "proximal", [shrunk, shrunk.replace("learningRate * ", "")]),
  edit("thresholds-bias", "proximal", [shrunk, "softThreshold(place, j < 0 ? 0 : learningRate * l1)"]),
  edit(
    "thresholds-before",
    "proximal",
    [`return moved.map((place, j) => ${shrunk});`, `return theta.map((place, j) => ${shrunk} + update[j]!);`],
    ["const moved = theta.map((place, j) => place + update[j]!);", ""],
  ),
  edit("penalty-twice", "proximal", [
    moved,
    moved.replace(
      "rule(gradient,",
      "rule(gradient.map((slope, j) => slope + (j === 0 ? 0 : l1 * Math.sign(theta[j]!))),",
    ),
  ]),
  edit("step-backwards", "proximal", [moved, moved.replace("place + update", "place - update")]),
  edit(
    "update-thresholded",
    "proximal",
    [moved, moved.replace("const moved = theta.map((place, j) => place + update[j]!);", "")],
    ["return moved.map((place, j) => ", "return update.map((place, j) => theta[j]! + "],
  ),

  edit("zero-needs-zero-slope", "optimality", [atZero, ""]),
  edit("zero-always-fine", "optimality", [atZero, "if (weight === 0) return slope * 0;"]),
  edit("sign-turned", "optimality", ["slope + l1 * Math.sign(weight)", "slope - l1 * Math.sign(weight)"]),
  edit("nan-passes", "optimality", [
    largest,
    "(violation(weight, j) > largest ? violation(weight, j) : largest)",
  ]),
  edit("bias-with-penalty", "optimality", ["    if (j === 0) return Math.abs(slope);\n", ""]),
  also(edit("bias-never-asked", "optimality", ["return Math.abs(slope);\n", "return 0;\n"]), [
    ["return Math.abs(slope);\n", "return 0 * slope;\n"],
  ]),
  edit("satisfied-counts", "optimality", [
    atZero,
    atZero.replace("Math.max(Math.abs(slope) - l1, 0)", "Math.abs(Math.abs(slope) - l1)"),
  ]),
  also(edit("sign-ignored", "optimality", [used, "Math.abs(Math.abs(slope) - l1)"]), [
    [used, "Math.abs(Math.abs(slope) - l1 + 0 * weight)"],
  ]),
  also(edit("slope-alone", "optimality", [used, "Math.abs(slope)"]), [
    [used, "Math.abs(slope + 0 * weight)"],
  ]),
  edit("one-sided", "optimality", [atZero, atZero.replace("Math.abs(slope) - l1", "slope - l1")]),
  edit("violations-added", "optimality", [largest, "largest + violation(weight, j)"]),

  edit("cold-starts", "path", [begins, "return lambdas.map((l1) => {\n    let theta = start;"]),
  but(
    edit("never-refuses", "path", [
      "throw new RangeError(`lassoPath: ${steps} steps are too few for λ₁ = ${l1}`)",
      "return [...theta]",
    ]),
    { when: stopsWithoutAWord },
  ),
  edit(
    "shared-budget",
    "path",
    [begins, begins.replace("let theta = start;", "let theta = start;\n  let taken = 0;")],
    ["for (let taken = 0; ; taken++)", "for (; ; taken++)"],
  ),
  also(edit("one-list", "path", ["return [...theta];", "return theta;"]), [
    ["return [...theta];", "return theta;"],
    ["let theta = start;", "let theta = [...start];"],
  ]),
  also(
    edit("step-before-gap", "path", [
      "    for (let taken = 0; ; taken++) {",
      "    theta = step(theta, gradient(theta), learningRate);\n    for (let taken = 1; ; taken++) {",
    ]),
    [
      [
        "    for (let taken = 0; ; taken++) {",
        "    theta = step(theta, gradient(theta), learningRate);\n    for (let taken = 0; ; taken++) {",
      ],
    ],
  ),
];
