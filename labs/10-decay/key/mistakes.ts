import { apart, edit } from "@downhill/grader/mistakes";

const halved = "rate / (1 + step / steps)";
const time = "const steps = 1 + noise / (curvature ** 2 * start);";
const best = "timeBased(1 / (curvature * steps), steps)";
const times = "const times = step / decaySteps;";
const power = "(staircase ? Math.floor(times) : times)";
const left = "(1 - Math.min(step, steps) / steps) ** power";
const angle = "const angle = (Math.PI * Math.min(step, steps)) / steps;";
const warm = "(step < steps ? (step / steps) * schedule(step) : schedule(step))";
const turn = "part < own.length - 1 && since >= own[part]!.steps";
const now = "return own[part]!.schedule(since);";

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("noise-times-rate", "noise", ["rate ** 2 * noise", "rate * noise"]),
  edit("factor-once", "noise", ["(1 - rate * curvature) ** 2", "(1 - rate * curvature)"]),
  edit("counts-from-one", "noise", ["const rate = schedule(t);", "const rate = schedule(t + 1);"]),
  edit(
    "loss-for-error",
    "noise",
    [
      "const errors = [start];\n  for",
      "let error = start;\n  const errors = [(curvature * error) / 2];\n  for",
    ],
    [
      "errors.push((1 - rate * curvature) ** 2 * errors[t]! + rate ** 2 * noise)",
      "error = (1 - rate * curvature) ** 2 * error + rate ** 2 * noise;\n    errors.push((curvature * error) / 2)",
    ],
  ),
  edit("start-squared", "noise", ["const errors = [start];", "const errors = [start ** 2];"]),
  edit("noise-squared", "noise", ["rate ** 2 * noise", "(rate * noise) ** 2"]),

  edit("decay-rate-for-steps", "time-based", [halved, "rate / (1 + step * steps)"]),
  edit("stairs-of-time", "time-based", [halved, "rate / (1 + Math.floor(step / steps))"]),
  edit("root-of-time", "time-based", [halved, "rate / Math.sqrt(1 + step / steps)"]),
  edit("time-from-one", "time-based", [halved, "rate / (1 + (step + 1) / steps)"]),
  edit("start-forgotten", "time-based", [time, time.replace(" * start", "")]),
  edit("curvature-once", "time-based", [time, time.replace("curvature ** 2", "curvature")]),
  edit("always-one-over-curvature", "time-based", [best, "timeBased(1 / curvature, steps)"]),
  edit("time-without-one", "time-based", [time, time.replace("1 + ", "")]),

  edit("rounds", "exponential", ["Math.floor(times)", "Math.round(times)"]),
  edit("one-stair-early", "exponential", ["Math.floor(times)", "Math.ceil(times)"]),
  edit(
    "steps-and-rate-swapped",
    "exponential",
    [times, "const times = step / decayRate;"],
    ["rate * decayRate **", "rate * decaySteps **"],
  ),
  edit("stairs-and-slope-swapped", "exponential", [power, "(staircase ? times : Math.floor(times))"]),
  edit("natural-exponent", "exponential", [
    `rate * decayRate ** ${power}`,
    `rate * Math.exp(-decayRate * ${power})`,
  ]),
  edit("step-from-one", "exponential", [times, "const times = (step + 1) / decaySteps;"]),

  apart(
    "no-end",
    "horizon",
    ["1 - Math.min(step, steps) / steps", "1 - step / steps"],
    ["Math.PI * Math.min(step, steps)", "Math.PI * step"],
  ),
  apart(
    "starts-again",
    "horizon",
    ["1 - Math.min(step, steps) / steps", "1 - (step % steps) / steps"],
    ["Math.PI * Math.min(step, steps)", "Math.PI * (step % steps)"],
  ),
  apart(
    "final-one-step-early",
    "horizon",
    ["1 - Math.min(step, steps) / steps", "1 - Math.min(step / (steps - 1 || 1), 1)"],
    [angle, "const angle = Math.PI * Math.min(step / (steps - 1 || 1), 1);"],
  ),
  apart(
    "final-as-share",
    "horizon",
    ["final + (rate - final) * (1 - Math.min", "final * rate + (rate - final * rate) * (1 - Math.min"],
    [
      "final + ((rate - final) * (1 + Math.cos(angle))) / 2",
      "final * rate + ((rate - final * rate) * (1 + Math.cos(angle))) / 2",
    ],
  ),
  apart(
    "final-on-top",
    "horizon",
    ["(rate - final) * (1 - Math.min", "rate * (1 - Math.min"],
    ["((rate - final) * (1 + Math.cos(angle))) / 2", "(rate * (1 + Math.cos(angle))) / 2"],
  ),
  edit("power-of-what-is-done", "horizon", [left, "(1 - (Math.min(step, steps) / steps) ** power)"]),
  edit("quarter-cosine", "horizon", [
    "(rate - final) * (1 + Math.cos(angle))) / 2",
    "(rate - final) * Math.cos(angle / 2))",
  ]),

  edit("starts-at-full-rate", "warm-up", [warm, warm.replace("step / steps", "1 - step / steps")]),
  edit("one-share-early", "warm-up", [warm, warm.replace("step / steps", "(step + 1) / steps")]),
  edit("begins-after-warm-up", "warm-up", [
    warm,
    warm.replace(": schedule(step)", ": schedule(step - steps)"),
  ]),
  edit("never-stops-growing", "warm-up", [warm, "(steps === 0 ? 1 : step / steps) * schedule(step)"]),
  edit("warms-to-the-later-rate", "warm-up", [
    warm,
    warm.replace("* schedule(step) :", "* schedule(steps) :"),
  ]),

  edit("one-count-for-all", "composition", [now, now.replace("since", "step")]),
  edit("one-step-late", "composition", [turn, turn.replace(">=", ">")]),
  edit("skips-only-one", "composition", ["while (part < own.length", "if (part < own.length"]),
  edit("last-part-stops", "composition", [
    now,
    "return own[part]!.schedule(Math.min(since, own[part]!.steps - 1));",
  ]),
  edit("counts-from-part-before", "composition", [
    "since -= own[part++]!.steps",
    "(since = step - own[part++]!.steps)",
  ]),
  edit("lists-shared", "composition", ["parts.map((part) => ({ ...part }))", "parts"]),
  edit("parts-shared", "composition", ["parts.map((part) => ({ ...part }))", "[...parts]"]),
];
