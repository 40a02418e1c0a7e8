import { but, edit } from "@downhill/grader/mistakes";

const velocity = "momentum * velocity + slopes[i]!";
const point = "place - learningRate * v[i]!";
const complex = "if (discriminant < 0) return Math.sqrt(momentum);";
const larger = "(Math.abs(sum) + Math.sqrt(discriminant)) / 2";
const ahead = "const ahead = state.x.map((place, i) => place - learningRate * momentum * state.v[i]!);";
const step = "return heavyBall(() => gradient(ahead), state, settings);";
const moved = "v: v.map((velocity) => (velocity / size[from]) * size[to])";
const rated = 'learningRate: to === "mean" ? rate / share : rate';
const before = 'const rate = from === "mean" ? learningRate * share : learningRate;';

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("two-minus-signs", "heavy-ball", [velocity, "momentum * velocity - slopes[i]!"]),
  edit("chapters-equations", "heavy-ball", [velocity, "momentum * velocity - learningRate * slopes[i]!"]),
  edit("climbs", "heavy-ball", [point, "place + learningRate * v[i]!"]),
  edit("mean-for-sum", "heavy-ball", [velocity, "momentum * velocity + (1 - momentum) * slopes[i]!"]),
  edit("rate-twice", "heavy-ball", [velocity, "momentum * velocity + learningRate * slopes[i]!"]),
  edit(
    "rate-in-velocity",
    "heavy-ball",
    [velocity, "momentum * velocity - learningRate * slopes[i]!"],
    [point, "place + v[i]!"],
  ),
  edit(
    "rate-in-velocity-up",
    "heavy-ball",
    [velocity, "momentum * velocity + learningRate * slopes[i]!"],
    [point, "place - v[i]!"],
  ),
  edit("velocity-not-kept", "heavy-ball", ["return { x, v };", "return { x, v: [...state.v] };"]),
  edit("forgets-velocity", "heavy-ball", [velocity, "0 * velocity + slopes[i]!"]),
  edit("no-friction", "heavy-ball", [velocity, "velocity + slopes[i]!"]),
  edit("old-velocity-moves", "heavy-ball", [point, "place - learningRate * state.v[i]!"]),
  edit(
    "one-velocity-for-all",
    "heavy-ball",
    [
      "const v = state.v.map((velocity, i) =>",
      "let shared = state.v[0] ?? 0;\n  const v = slopes.map((slope) => (shared =",
    ],
    [`${velocity});`, "momentum * shared + slope));"],
  ),
  edit("writes-into-state", "heavy-ball", [
    "return { x, v };",
    "for (const i of x.keys()) [state.x[i], state.v[i]] = [x[i]!, v[i]!];\n  return state;",
  ]),

  edit("beta-without-root", "convergence", [complex, "if (discriminant < 0) return momentum;"]),
  but(edit("not-a-number", "convergence", [`  ${complex}\n`, ""]), {
    when: ([gentle, oscillating, real]) => {
      const unknown = Object.values(oscillating as object);
      return (
        [gentle, real].every((each) => Object.values(each as object).some(Number.isFinite)) &&
        unknown.length > 0 &&
        unknown.every(Number.isNaN)
      );
    },
  }),
  edit("sign-for-size", "convergence", [larger, larger.replace("Math.abs(sum)", "sum")]),
  edit("plus-root-only", "convergence", [larger, "Math.abs(sum + Math.sqrt(discriminant)) / 2"]),
  edit("smaller-root", "convergence", [larger, larger.replace("+", "-")]),
  edit("descent-factor", "convergence", [
    "const sum = 1 + momentum - learningRate * curvature;",
    "return Math.abs(1 - learningRate * curvature);\n  const sum = 1 + momentum - learningRate * curvature;",
  ]),

  edit("nesterov-is-momentum", "nesterov", [step, step.replace("() => gradient(ahead)", "gradient")]),
  edit("looks-back", "nesterov", [ahead, ahead.replace("place - ", "place + ")]),
  edit("looks-too-far", "nesterov", [ahead, ahead.replace("learningRate * momentum", "learningRate")]),
  edit("starts-from-ahead", "nesterov", [
    step,
    "return heavyBall(() => gradient(ahead), { x: ahead, v: state.v }, settings);",
  ]),
  edit("stored-ahead", "nesterov", [
    step,
    "const slopes = gradient(state.x);\n  const { v } = heavyBall(() => slopes, state, settings);\n  return { x: state.x.map((place, i) => place - learningRate * (slopes[i]! + momentum * v[i]!)), v };",
  ]),

  edit(
    "rate-not-converted",
    "conventions",
    [rated, "learningRate: rate"],
    [before, "const rate = learningRate;"],
  ),
  edit(
    "rate-the-wrong-way",
    "conventions",
    [rated, rated.replace("/", "*")],
    [before, before.replace("*", "/")],
  ),
  edit("velocity-not-converted", "conventions", [moved, "v: [...v]"]),
  edit("step-without-sign", "conventions", ["step: -rate", "step: rate"]),
  edit("from-and-to-swapped", "conventions", [
    moved,
    "v: v.map((velocity) => (velocity / size[to]) * size[from])",
  ]),
  edit("velocity-by-its-own-rate", "conventions", ["step: -rate", "step: -learningRate"]),
];
