import { but, edit, type Mistake } from "@downhill/grader/mistakes";

const factor = "1 - learningRate * curvature";
const limit = 'if (Math.abs(factor) === 1) return "limit";';
const divergent = "if (!(Math.abs(factor) < 1))";
const spread = "Math.hypot((a - d) / 2, b)";
const pair = "return [middle - spread, middle + spread];";
const best = "best: 2 / sum";
const share = "factor: (largest - smallest) / sum";
const total = "curvatures.reduce((all, each) => all + each, 0)";
const flat = "if (length === 0) return 0;";
const behind = "gradient(x.map((place, i) => place - h * v[i]!))";
const difference = "(ahead[i]! - behind[i]!) / (2 * h)";
const along = "curvature = v.reduce((sum, each, i) => sum + each * w[i]!, 0);";
const good = "loss <= growth * losses[0]! && loss < Infinity";
const bad = `    if (!(${good})) return { status: "diverged", losses, x: best };\n`;
const lower = "if (loss < lowest) [best, lowest] = [x, loss];";
const done = '    if (losses.length > steps) return { status: "done", losses, x: best };\n';

/** Whether each passes; false for an empty list, where an answer is missing. */
const all = (list: readonly unknown[], test: (each: unknown) => boolean): boolean =>
  list.length > 0 && list.every(test);
const values = (answer: unknown): readonly unknown[] => Object.values(Object(answer) as object);

/** A mistake whose answers are texts, not numbers, is recognised by their first letters in some of the questions. */
const saying = (mistake: Mistake, words: Readonly<Record<number, string>>): Mistake =>
  but(mistake, {
    when: (answers) =>
      Object.entries(words).every(
        ([i, letters]) =>
          values(answers[Number(i)])
            .map((each) => String(each).charAt(0))
            .join("") === letters,
      ),
  });

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  saying(
    edit("limit-is-stable", "regimes", [`  ${limit}\n`, ""], [divergent, "if (!(Math.abs(factor) <= 1))"]),
    {
      0: "mmood",
      2: "mmmooomm",
    },
  ),
  saying(
    edit(
      "abs-lost",
      "regimes",
      [limit, limit.replace("Math.abs(factor)", "factor")],
      [divergent, "if (!(factor < 1))"],
    ),
    { 0: "mmooo", 2: "mmmoooll" },
  ),
  saying(edit("limit-at-one", "regimes", [factor, "1 - 2 * learningRate * curvature"]), {
    0: "moddd",
    2: "llldddll",
  }),
  saying(edit("nan-is-stable", "regimes", [divergent, "if (Math.abs(factor) > 1)"]), {
    0: "mmold",
    2: "mmmlllll",
    4: "ddddd",
    5: "omdomddmmdd",
  }),
  saying(edit("sign-turned", "regimes", ["return factor < 0", "return factor > 0"]), {
    0: "oomld",
    2: "mmmlllll",
  }),
  saying(edit("one-step-oscillates", "regimes", ["return factor < 0", "return factor <= 0"]), {
    0: "mmold",
    2: "ooolllll",
    3: "moododm",
  }),

  edit("mixed-ignored", "curvatures", [pair, "return [Math.min(a, d), Math.max(a, d)];"]),
  edit("spread-not-halved", "curvatures", [spread, "Math.hypot(a - d, b)"]),
  edit("middle-not-halved", "curvatures", ["(a + d) / 2", "a + d"]),
  edit("mixed-subtracted", "curvatures", [spread, "Math.sqrt(((a - d) / 2) ** 2 - b ** 2)"]),
  edit("larger-first", "curvatures", [pair, "return [middle + spread, middle - spread];"]),

  edit("limit-is-one-over-l", "rates", ["limit: 2 / largest", "limit: 1 / largest"]),
  edit("limit-of-the-gentlest", "rates", ["limit: 2 / largest", "limit: 2 / smallest"]),
  edit("mean-curvature", "rates", [best, `best: curvatures.length / ${total}`]),
  edit("best-is-one-over-l", "rates", [best, "best: 1 / largest"]),
  edit("two-lost", "rates", [best, "best: 1 / sum"]),
  edit("condition-inverted", "rates", [share, "factor: (smallest / largest - 1) / (smallest / largest + 1)"]),
  edit("factor-of-the-loss", "rates", [share, "factor: ((largest - smallest) / sum) ** 2"]),
  but(
    edit("infinite-condition", "rates", [
      share,
      "factor: (largest / smallest - 1) / (largest / smallest + 1)",
    ]),
    {
      when: ([some, , flatOnes]) => {
        const each = (answer: unknown, part: "best" | "factor"): readonly unknown[] =>
          values(answer).map((rates) => (rates as Partial<Record<typeof part, unknown>>)[part]);
        return (
          all(each(some, "factor"), Number.isFinite) &&
          all(each(flatOnes, "best"), Number.isFinite) &&
          all(each(flatOnes, "factor").slice(-2), Number.isNaN)
        );
      },
    },
  ),
  edit("sorts-the-list", "rates", [
    "for (const curvature of curvatures)",
    "for (const curvature of curvatures.sort((one, other) => one - other))",
  ]),

  edit("not-normalised", "sharpness", ["w.map((each) => each / length)", "w.map((each) => each)"]),
  edit("one-sided", "sharpness", [behind, "gradient(x)"], [difference, "(ahead[i]! - behind[i]!) / h"]),
  edit("difference-not-halved", "sharpness", [difference, "(ahead[i]! - behind[i]!) / h"]),
  edit("never-turns", "sharpness", [along, `${along}\n    w = direction;`]),
  edit("length-for-curvature", "sharpness", [
    along,
    "curvature = Math.sqrt(w.reduce((sum, each) => sum + each * each, 0));",
  ]),
  but(edit("flat-is-nan", "sharpness", [`    ${flat}\n`, ""]), {
    when: ([first, , , , some]) =>
      all(values(first), Number.isFinite) &&
      all(values(some).slice(0, 3), Number.isNaN) &&
      all(values(some).slice(3), Number.isFinite),
  }),
  edit("hides-nan", "sharpness", [flat, "if (!(length > 0)) return 0;"]),

  edit("nan-goes-on", "descend", [`!(${good})`, "loss > growth * losses[0]!"]),
  edit("any-rise-stops", "descend", [good, "loss <= (losses.at(-2) ?? loss) && loss < Infinity"]),
  edit("growth-of-the-lowest", "descend", [
    good,
    "loss <= growth * Math.min(...losses.slice(0, -1), loss) && loss < Infinity",
  ]),
  edit("growth-is-a-loss", "descend", [good, "loss <= growth && loss < Infinity"]),
  edit("bad-loss-left-out", "descend", [
    `    losses.push(loss);\n${bad}`,
    `${bad.replace("losses[0]!", "(losses[0] ?? loss)")}    losses.push(loss);\n`,
  ]),
  edit("returns-the-ruins", "descend", [bad, bad.replace("x: best", "x")]),
  edit("last-of-equals", "descend", [lower, lower.replace("<", "<=")]),
  edit("one-step-more", "descend", [done, done.replace("> steps", "> steps + 1")]),
  but(edit("done-comes-first", "descend", [`${bad}    ${lower}\n${done}`, `    ${lower}\n${done}${bad}`]), {
    when: (answers) => {
      const statuses = (i: number): readonly unknown[] =>
        values(answers[i]).map((each) => (each as { status?: unknown }).status);
      return all(statuses(6), (each) => each === "done") && all(statuses(2), (each) => each === "diverged");
    },
  }),
  edit(
    "writes-into-x0",
    "descend",
    [
      "let [x, best, lowest] = [[...x0], [...x0], Infinity];",
      "let [x, best, lowest] = [x0, [...x0], Infinity];",
    ],
    [
      "x = x.map((place, i) => place - learningRate * slopes[i]!);",
      "for (const i of x.keys()) x[i]! -= learningRate * slopes[i]!;",
    ],
    [lower, "if (loss < lowest) [best, lowest] = [[...x], loss];"],
  ),
];
