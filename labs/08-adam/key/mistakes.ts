import { apart, edit } from "@downhill/grader/mistakes";

const mHat = "mHat: div(m, sub(1, pow(beta1, t)))";
const vHat = "vHat: div(v, sub(1, pow(beta2, t)))";
const corrected = "const { mHat, vHat } = corrected(algebra, { ...at, m, v });";
const update = "neg(div(mul(learningRate, mHat), add(sqrt(vHat), epsilon)))";
const result = `return { update: ${update}, m, v };`;
const decayed = "sub(update, mul(mul(at.learningRate, at.weightDecay), at.p))";
const stepped = "optimizer.update(gradient, state, params, step)";

/** The solution's algebra, with further operations that a mistake needs. */
const withAlgebra = (line: string, ...more: readonly string[]) =>
  [line, line.replace("const { ", `const { ${more.join(", ")}, `)] as const;
const ofCorrection = "const { sub, div, pow } = algebra;";
const ofStep = "const { add, mul, div, neg, sqrt } = algebra;";
const ofDecay = "const { sub, mul } = algebra;";

export default [
  edit(
    "betas-swapped",
    "moments",
    ["mul(beta1, m), mul(sub(1, beta1), g)", "mul(beta2, m), mul(sub(1, beta2), g)"],
    ["mul(beta2, v), mul(sub(1, beta2), square(g))", "mul(beta1, v), mul(sub(1, beta1), square(g))"],
  ),
  edit(
    "weights-swapped",
    "moments",
    ["mul(beta1, m), mul(sub(1, beta1), g)", "mul(sub(1, beta1), m), mul(beta1, g)"],
    ["mul(beta2, v), mul(sub(1, beta2), square(g))", "mul(sub(1, beta2), v), mul(beta2, square(g))"],
  ),
  apart(
    "sum-for-mean",
    "moments",
    ["mul(sub(1, beta1), g)", "g"],
    ["mul(sub(1, beta2), square(g))", "square(g)"],
  ),
  edit("weight-squared", "moments", ["mul(sub(1, beta2), square(g))", "square(mul(sub(1, beta2), g))"]),

  edit("v-uncorrected", "bias-correction", [vHat, "vHat: v"]),
  edit("root-on-correction", "bias-correction", withAlgebra(ofCorrection, "sqrt"), [
    mHat,
    "mHat: div(m, sqrt(sub(1, pow(beta1, t))))",
  ]),
  edit(
    "t-from-zero",
    "bias-correction",
    ["pow(beta1, t)", "pow(beta1, sub(t, 1))"],
    ["pow(beta2, t)", "pow(beta2, sub(t, 1))"],
  ),
  edit(
    "t-one-ahead",
    "bias-correction",
    withAlgebra(ofCorrection, "add"),
    ["pow(beta1, t)", "pow(beta1, add(t, 1))"],
    ["pow(beta2, t)", "pow(beta2, add(t, 1))"],
  ),
  edit("one-beta-for-both", "bias-correction", ["pow(beta2, t)", "pow(beta1, t)"]),
  edit("exponent-missing", "bias-correction", ["pow(beta1, t)", "beta1"], ["pow(beta2, t)", "beta2"]),

  edit("climbs", "step", [update, update.slice("neg(".length, -1)]),
  edit("corrected-moments-kept", "step", [result, `return { update: ${update}, m: mHat, v: vHat };`]),
  edit(
    "epsilon-before-correction",
    "step",
    withAlgebra(ofStep, "sub", "pow"),
    ["const { learningRate, epsilon } = at;", "const { t, learningRate, beta1, beta2, epsilon } = at;"],
    [corrected, "const rate = div(mul(learningRate, sqrt(sub(1, pow(beta2, t)))), sub(1, pow(beta1, t)));"],
    [update, "neg(div(mul(rate, m), add(sqrt(v), epsilon)))"],
  ),
  edit("epsilon-inside-root", "step", ["add(sqrt(vHat), epsilon)", "sqrt(add(vHat, epsilon))"]),
  edit("no-correction", "step", [corrected, "const [mHat, vHat] = [m, v];"]),
  edit("root-missing", "step", ["add(sqrt(vHat), epsilon)", "add(vHat, epsilon)"]),
  edit("step-root-on-correction", "step", withAlgebra(ofStep, "sub", "pow"), [
    corrected,
    `${corrected.replace("mHat, ", "")} const mHat = div(m, sqrt(sub(1, pow(at.beta1, at.t))));`,
  ]),
  edit("step-v-uncorrected", "step", ["sqrt(vHat)", "sqrt(v)"]),

  edit("decay-after-step", "adamw", withAlgebra(ofDecay, "add"), [
    decayed,
    decayed.replace("at.p", "add(at.p, update)"),
  ]),
  edit("decay-without-rate", "adamw", [decayed, "sub(update, mul(at.weightDecay, at.p))"]),
  edit(
    "l2-for-decay",
    "adamw",
    withAlgebra(ofDecay, "add"),
    ["adam(algebra, at);", "adam(algebra, { ...at, g: add(at.g, mul(at.weightDecay, at.p)) });"],
    [decayed, "update"],
  ),

  edit("state-not-kept", "train", [
    `const [updates, next] = ${stepped};`,
    `const [updates] = ${stepped}; const next = state;`,
  ]),
  edit("step-from-one", "train", [stepped, stepped.replace("step)", "step + 1)")]),
  edit(
    "tensors-left",
    "train",
    ['tidy("trainStep", () => {', "(() => {"],
    ["state: next };\n  });", "state: next };\n  })();"],
  ),
];
