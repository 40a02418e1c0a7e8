import { edit } from "@downhill/grader/mistakes";

const sum = "sum + slopes[i]! ** 2";
const whole = "(learningRate * slopes[i]!) / (Math.sqrt(v[i]!) + epsilon)";
const mean = "beta * mean + (1 - beta) * g[i]! ** 2";
const step = "(learningRate * g[i]!) / (Math.sqrt(v[i]!) + epsilon)";
const zeros = "v: start.map(() => 0)";
const falling = "settings.learningRate * (1 - t / steps)";
const next = "state = rmsprop(gradient, state, { ...settings, learningRate });";
const inner = "beta * state.v[i]! + (1 - beta) * slope * slope";
const divisor = "Math.sqrt(v[i]! + epsilon)";
const toInside = "epsilon * (epsilon + 2 * root)";
const toOutside = "epsilon / (Math.sqrt(v + epsilon) + root)";

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("sum-without-root", "adagrad", [whole, whole.replace("Math.sqrt(v[i]!)", "v[i]!")]),
  edit("old-sum", "adagrad", [whole, whole.replace("v[i]!", "state.v[i]!")]),
  edit("epsilon-under-sum", "adagrad", [
    whole,
    whole.replace("(Math.sqrt(v[i]!) + epsilon)", "Math.sqrt(v[i]! + epsilon)"),
  ]),
  edit("epsilon-left-out", "adagrad", [
    whole,
    whole.replace("(Math.sqrt(v[i]!) + epsilon)", "Math.sqrt(v[i]!)"),
  ]),
  edit(
    "sum-of-sizes",
    "adagrad",
    [sum, "sum + Math.abs(slopes[i]!)"],
    [whole, whole.replace("Math.sqrt(v[i]!)", "v[i]!")],
  ),
  edit("sum-climbs", "adagrad", [`place - ${whole}`, `place + ${whole}`]),
  edit("sum-forgotten", "adagrad", [sum, "0 * sum + slopes[i]! ** 2"]),
  edit("one-sum-for-all", "adagrad", [
    sum,
    "sum + slopes.reduce((total, slope) => total + slope ** 2, 0) + 0 * i",
  ]),
  edit("state-overwritten", "adagrad", [
    `${whole});\n  return { x, v };`,
    `${whole});\n  for (const i of x.keys()) [state.x[i], state.v[i]] = [x[i]!, v[i]!];\n  return state;`,
  ]),

  edit("sum-for-average", "rmsprop", [mean, "beta * mean + g[i]! ** 2"]),
  edit("adagrad-again", "rmsprop", [mean, "mean + g[i]! ** 2"]),
  edit("weights-swapped", "rmsprop", [mean, "(1 - beta) * mean + beta * g[i]! ** 2"]),
  edit("mean-without-root", "rmsprop", [step, step.replace("Math.sqrt(v[i]!)", "v[i]!")]),
  edit("epsilon-under-mean", "rmsprop", [
    step,
    step.replace("(Math.sqrt(v[i]!) + epsilon)", "Math.sqrt(v[i]! + epsilon)"),
  ]),
  edit("new-square-twice", "rmsprop", [
    step,
    step.replace("v[i]!", "beta * v[i]! + (1 - beta) * g[i]! ** 2"),
  ]),
  edit("old-mean", "rmsprop", [step, step.replace("v[i]!", "state.v[i]!")]),
  edit(
    "mean-of-sizes",
    "rmsprop",
    [mean, "beta * mean + (1 - beta) * Math.abs(g[i]!)"],
    [step, step.replace("Math.sqrt(v[i]!)", "v[i]!")],
  ),
  edit("share-squared", "rmsprop", [mean, "beta * mean + ((1 - beta) * g[i]!) ** 2"]),
  edit("mean-not-kept", "rmsprop", [
    `${step});\n  return { x, v };`,
    `${step});\n  return { x, v: [...state.v] };`,
  ]),
  edit("root-kept", "rmsprop", [
    `${step});\n  return { x, v };`,
    `${step});\n  return { x, v: v.map(Math.sqrt) };`,
  ]),

  edit("starts-at-one", "descend", [zeros, "v: start.map(() => 1)"]),
  edit("rate-stays", "descend", [falling, "settings.learningRate"]),
  edit("rate-falls-too-soon", "descend", [falling, falling.replace("t / steps", "(t + 1) / steps")]),
  edit("rate-to-zero", "descend", [falling, falling.replace("t / steps", "t / Math.max(steps - 1, 1)")]),
  edit("mean-forgotten", "descend", [
    next,
    "state = { ...rmsprop(gradient, state, { ...settings, learningRate }), v: start.map(() => 0) };",
  ]),
  edit("rate-compounds", "descend", [
    "  for (let t = 0; t < steps; t++) {\n    const learningRate = settings.learningRate * (1 - t / steps);",
    "  let learningRate = settings.learningRate;\n  for (let t = 0; t < steps; t++) {\n    learningRate *= 1 - t / steps;",
  ]),
  edit("gradient-falls", "descend", [
    next,
    "state = rmsprop((x) => gradient(x).map((g) => g * (1 - t / steps)), state, settings);",
  ]),
  edit("one-step-less", "descend", ["t < steps", "t < steps - 1"]),

  edit("still-outside", "epsilon-inside", [divisor, "(Math.sqrt(v[i]!) + epsilon)"]),
  edit("epsilon-in-mean", "epsilon-inside", [inner, `${inner} + epsilon`], [divisor, "Math.sqrt(v[i]!)"]),
  edit("epsilon-squared", "epsilon-inside", [divisor, "Math.sqrt(v[i]! + epsilon ** 2)"]),
  edit("both-places", "epsilon-inside", [divisor, `(${divisor} + epsilon)`]),

  edit("digits-lost-outside", "conventions", [toOutside, "Math.sqrt(v + epsilon) - root"]),
  edit("digits-lost-inside", "conventions", [toInside, "(root + epsilon) ** 2 - v"]),
  edit("square-and-root", "conventions", [toInside, "epsilon ** 2"], [toOutside, "Math.sqrt(epsilon)"]),
  edit("ways-swapped", "conventions", ['to === "inside"', 'to === "outside"']),
  edit("without-two", "conventions", [toInside, "epsilon * (epsilon + root)"]),
  edit("v-for-its-root", "conventions", ["const root = Math.sqrt(v);", "const root = v;"]),
];
