import { but, edit } from "@downhill/grader/mistakes";

const geometric = "low * (high / low) ** share(step)";
const share = "step / (steps - 1)";
const recursion = "mean = beta * mean + (1 - beta) * loss;";
const corrected = "return mean / (1 - beta ** (t + 1));";
const bad = "return !(mean <= growth * lowest && mean < Infinity);";
const restores = "for (const [i, list] of training.state.entries()) list.set(saved[i]!);";
const smooths = "curve.means.push(smoothed(curve.losses, beta).at(-1)!);";
const stops = "if (stopAt(curve.means, growth) >= 0) break;";
const first = "let i = 2 * reach; i <= lowest && i + reach < means.length;";
const line = "slope += k * means[i + k]!;";
const steeper = "if (slope < steepest) [steepest, best] = [slope, rates[i]!];";
const returned = "  return best;";
/** Whether the first question's answers are this share of the rates of the lowest means, however errors are answered. */
const lowestTimes =
  (share: number) =>
  ([first]: readonly unknown[]): boolean => {
    const answers = Object.values(first as Record<string, number>);
    const rates = [7, 7, 10, 10, 14].map((place) => 0.001 * 1.5 ** place * share);
    return rates.every((rate, i) => Math.abs(answers[i]! / rate - 1) < 1e-9);
  };

/** Whether states that do not depend on the rates are left as the last step left them, at `high` and at a stop. */
const leftAsTheyWere = ([, , given]: readonly unknown[]): boolean => {
  const seen = given as Record<string, { "state at the end": number[][] }>;
  const left = ["never stops", "in the last step"].map((run) =>
    seen[run]!["state at the end"].map((list) => list[0]!).join(" "),
  );
  return left[0] === "1012345 4012345 5012345" && left[1] === "10123 40123 50123";
};

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("linear-ramp", "ramp", [geometric, "low + (high - low) * share(step)"]),
  edit("never-reaches-high", "ramp", [share, "step / steps"]),
  edit("starts-one-late", "ramp", [share, "(step + 1) / steps"]),

  edit("uncorrected", "smoothed", [corrected, "return mean;"]),
  edit("correction-one-behind", "smoothed", [corrected, "return mean / (1 - beta ** t);"]),
  edit(
    "starts-at-first-loss",
    "smoothed",
    [recursion, `if (t === 0) mean = loss;\n    ${recursion}`],
    [corrected, "return mean;"],
  ),
  edit(
    "weights-swapped",
    "smoothed",
    [recursion, "mean = (1 - beta) * mean + beta * loss;"],
    [corrected, "return mean / (1 - (1 - beta) ** (t + 1));"],
  ),
  edit("weights-swapped-once", "smoothed", [recursion, "mean = (1 - beta) * mean + beta * loss;"]),
  edit("corrected-fed-back", "smoothed", [corrected, corrected.replace("return mean /", "return mean /=")]),

  edit("never-stops", "stop", [bad, "return !(mean < Infinity);"]),
  edit("growth-of-the-first", "stop", [bad, bad.replace("lowest", "means[0]!")]),
  edit(
    "growth-of-the-last",
    "stop",
    ["lowest = Math.min(lowest, mean);", "const before = lowest;\n    lowest = mean;"],
    [bad, bad.replace("growth * lowest", "growth * before")],
  ),
  edit(
    "lowest-of-all",
    "stop",
    [
      "let lowest = Infinity;",
      "const lowest = means.reduce((least, mean) => Math.min(least, mean), Infinity);",
    ],
    ["    lowest = Math.min(lowest, mean);\n", ""],
  ),
  edit("stops-at-the-bound", "stop", [bad, bad.replace("<=", "<")]),
  edit("nan-goes-on", "stop", [bad, "return mean > growth * lowest;"]),
  edit("infinity-is-good", "stop", [bad, "return !(mean <= growth * lowest);"]),
  edit("counts-from-one", "stop", ["return means.findIndex(", "return 1 + means.findIndex("]),

  but(edit("not-restored", "range-test", [restores, ""]), { when: leftAsTheyWere }),
  edit("restores-one-list", "range-test", [restores, "training.state[0]!.set(saved[0]!);"]),
  edit("restores-every-step", "range-test", [
    "curve.rates.push(rate);",
    `${restores}\n      curve.rates.push(rate);`,
  ]),
  edit("not-restored-after-an-error", "range-test", ["try {", "{"], ["} finally {", "} {"]),
  edit("unsmoothed", "range-test", [smooths, "curve.means.push(curve.losses.at(-1)!);"]),
  edit("stops-at-one-bad-batch", "range-test", [stops, stops.replace("means", "losses")]),
  edit("never-stops-early", "range-test", [`      ${stops}\n`, ""]),
  edit("last-point-left-out", "range-test", [
    stops,
    "if (stopAt(curve.means, growth) >= 0) {\n        for (const list of Object.values(curve) as number[][]) list.pop();\n        break;\n      }",
  ]),

  but(edit("suggests-the-minimum", "suggestion", [returned, "  return rates[lowest]!;"]), {
    when: lowestTimes(1),
  }),
  but(edit("a-tenth-of-the-minimum", "suggestion", [returned, "  return rates[lowest]! / 10;"]), {
    when: lowestTimes(0.1),
  }),
  edit("slope-per-rate", "suggestion", [line, `${line.slice(0, -1)} / rates[i]!;`]),
  edit("raw-losses", "suggestion", [
    "const { rates, means } = curve;",
    "const { rates, losses: means } = curve;",
  ]),
  edit("steepest-rise", "suggestion", [steeper, steeper.replace("<", ">")]),
  edit("neighbours-only", "suggestion", [line, "if (k === 1) slope = means[i + 1]! - means[i - 1]!;"]),
  edit("ends-only", "suggestion", [line, "if (k === reach) slope = means[i + k]! - means[i - k]!;"]),
  edit("beyond-the-lowest", "suggestion", [first, first.replace("i <= lowest && ", "")]),
  edit("lowest-left-out", "suggestion", [first, first.replace("i <= lowest", "i < lowest")]),
  edit("first-points-count", "suggestion", [first, first.replace("2 * reach", "reach")]),
  edit("place-for-rate", "suggestion", [steeper, steeper.replace("rates[i]!", "i")]),
];
