import { but, edit } from "@downhill/grader/mistakes";

type Record = Readonly<{ [call: string]: unknown }>;
/** What one call returned, as a list of numbers; `end` is how its arguments end. */
const answerTo = (answers: unknown, end: string): readonly unknown[] =>
  Object.entries(Object(answers) as Record)
    .filter(([call]) => call.endsWith(`(${end})`))
    .flatMap(([, answer]) => answer);

const squares = "(prediction - targets[i]!) ** 2";
const mean = "return squares / predictions.length;";
const slope = "(2 * (prediction - targets[i]!)) / predictions.length";
const right = "const right = loss(x.with(i, value + h));";
const left = "const left = loss(x.with(i, value - h));";
const measured = "return (right - left) / (2 * h);";
const side = "const u = labels[i] === 1 ? -logit : logit;";
const surprise = "surprise += Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));";
const meanSurprise = "return surprise / logits.length;";
const pull = "(1 / (1 + Math.exp(-logit)) - labels[i]!) / logits.length";
const weights = "const weights = logits.map((logit) => Math.exp(logit - largest));";
const share = "return weights.map((weight) => weight / total);";
const own = "const m = row.reduce((a, b) => Math.max(a, b), -Infinity);";
const rest = "sum += Math.log(total) - (row[labels[i]!]! - m);";
const meanOfRows = "return sum / logits.length;";
const rows = "softmax(row).map((p, k) => (p - (k === labels[i] ? 1 : 0)) / logits.length)";

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("sum-for-mean", "mse", [mean, "return squares;"], [slope, "2 * (prediction - targets[i]!)"]),
  edit("lost-factor-two", "mse", [slope, slope.replace("2 * ", "")]),
  edit(
    "half-the-square",
    "mse",
    [mean, "return squares / (2 * predictions.length);"],
    [slope, slope.replace("2 * ", "")],
  ),
  edit("sign-flipped", "mse", [slope, slope.replace("prediction - targets[i]!", "targets[i]! - prediction")]),
  edit("gradient-without-n", "mse", [slope, "2 * (prediction - targets[i]!)"]),
  edit("root-of-the-mean", "mse", [mean, "return Math.sqrt(squares / predictions.length);"]),
  edit("size-for-square", "mse", [squares, "Math.abs(prediction - targets[i]!)"]),

  edit("one-sided", "differences", [left, "const left = loss(x);"], [measured, "return (right - left) / h;"]),
  edit("h-not-doubled", "differences", [measured, "return (right - left) / h;"]),
  edit("left-minus-right", "differences", [measured, "return (left - right) / (2 * h);"]),
  edit(
    "all-at-once",
    "differences",
    [right, "const right = loss(x.map((each) => each + h));"],
    [left, "const left = loss(x.map((each) => each - h));"],
  ),
  edit(
    "moved-and-not-back",
    "differences",
    ["return x.map((value, i) => {", "const at = [...x];\n  return x.map((value, i) => {"],
    [right, "at[i] = value + h;\n    const right = loss([...at]);"],
    [left, "at[i] = value - h;\n    const left = loss([...at]);"],
  ),
  edit(
    "writes-into-x",
    "differences",
    [right, "x[i] = value + h;\n    const right = loss(x);"],
    [left, "x[i] = value - h;\n    const left = loss(x);\n    x[i] = value;"],
  ),

  edit(
    "sum-of-surprises",
    "binary",
    [meanSurprise, "return surprise;"],
    [pull, pull.replace(" / logits.length", "")],
  ),
  edit(
    "log-of-zero",
    "binary",
    [
      surprise,
      "const p = 1 / (1 + Math.exp(-logit));\n    surprise -= Math.log(labels[i] === 1 ? p : 1 - p);",
    ],
    [side, ""],
  ),
  edit("clipped", "binary", [
    surprise,
    "const p = Math.min(Math.max(1 / (1 + Math.exp(u)), 1e-7), 1 - 1e-7);\n    surprise -= Math.log(p);",
  ]),
  but(edit("exponent-overflows", "binary", [surprise, "surprise += Math.log1p(Math.exp(u));"]), {
    when: ([, , sure]) =>
      answerTo(sure, "[745], [0]")[0] === Infinity && answerTo(sure, "[40], [0]")[0] === 40,
  }),
  but(
    edit(
      "infinity-minus-infinity",
      "binary",
      [
        surprise,
        "surprise += Math.max(logit, 0) - logit * labels[i]! + Math.log1p(Math.exp(-Math.abs(logit)));",
      ],
      [side, ""],
    ),
    {
      when: ([, , sure, odd]) =>
        answerTo(sure, "[1000], [1]")[0] === 0 && Number.isNaN(answerTo(odd, "[Infinity], [1]")[0]),
    },
  ),
  edit("only-ones-count", "binary", [side, "if (labels[i] !== 1) continue;\n    const u = -logit;"]),
  edit("labels-swapped", "binary", [side, "const u = labels[i] === 1 ? logit : -logit;"]),
  edit("bits-for-nats", "binary", [meanSurprise, "return surprise / Math.LN2 / logits.length;"]),
  edit("label-minus-probability", "binary", [
    pull,
    "(labels[i]! - 1 / (1 + Math.exp(-logit))) / logits.length",
  ]),
  edit("squared-errors-slope", "binary", [
    `return logits.map((logit, i) => ${pull});`,
    "return logits.map((logit, i) => {\n    const p = 1 / (1 + Math.exp(-logit));\n    return (2 * (p - labels[i]!) * p * (1 - p)) / logits.length;\n  });",
  ]),

  but(edit("weights-overflow", "softmax", [weights, weights.replace(" - largest", "")]), {
    when: ([plain, , sure]) =>
      answerTo(sure, "[1000, 1000]").every(Number.isNaN) && answerTo(plain, "[0, 0]")[0] === 0.5,
  }),
  but(edit("largest-begins-at-zero", "softmax", ["let largest = -Infinity;", "let largest = 0;"]), {
    when: ([, , sure]) =>
      answerTo(sure, "[1000, 1000]")[0] === 0.5 &&
      answerTo(sure, "[-1000, -1001, -1002]").every(Number.isNaN),
  }),
  edit("weights-for-shares", "softmax", [share, "return total > 0 ? weights : weights.map(() => NaN);"]),
  edit("no-exponential", "softmax", [weights, "const weights = [...logits];"]),
  edit("each-by-itself", "softmax", [
    share,
    "return total > 0 ? logits.map((logit) => 1 / (1 + Math.exp(-logit))) : weights;",
  ]),

  edit("sum-of-rows", "cross-entropy", [meanOfRows, "return sum;"]),
  edit("mean-over-classes-too", "cross-entropy", [meanOfRows, "return sum / logits.flat().length;"]),
  edit(
    "wrong-axis",
    "cross-entropy",
    [
      own,
      "const column = logits.map((each) => each[labels[i]!]!);\n    const m = column.reduce((a, b) => Math.max(a, b), -Infinity);",
    ],
    [
      "for (const logit of row) total += Math.exp(logit - m);",
      "for (const logit of column) total += Math.exp(logit - m);",
    ],
  ),
  but(
    edit("log-of-softmax", "cross-entropy", [
      rest,
      "sum -= Math.log(Math.exp(row[labels[i]!]! - m) / total);",
    ]),
    {
      when: ([plain, , sure]) =>
        answerTo(sure, "[[1000, 0, -1000]], [1]")[0] === Infinity &&
        Number(answerTo(sure, "[[720, 0]], [1]")[0]).toFixed(6) === "720.000000" &&
        Number(answerTo(plain, "[[2, -1], [0, 3]], [0, 0]")[0]).toFixed(6) === "1.548587",
    },
  ),
  but(edit("labels-logit-for-the-largest", "cross-entropy", [own, "const m = row[labels[i]!]!;"]), {
    when: ([plain, , sure]) =>
      answerTo(sure, "[[720, 0]], [1]")[0] === Infinity &&
      answerTo(sure, "[[720, 0]], [0]")[0] === 0 &&
      Number(answerTo(plain, "[[2, -1], [0, 3]], [0, 0]")[0]).toFixed(6) === "1.548587",
  }),
  edit("epsilon-in-the-log", "cross-entropy", [
    rest,
    "sum -= Math.log(Math.exp(row[labels[i]!]! - m) / total + 1e-9);",
  ]),
  but(edit("sum-overflows", "cross-entropy", [own, "const m = 0;"]), {
    when: ([, , sure]) =>
      answerTo(sure, "[[1000, 0, -1000]], [0]")[0] === Infinity && answerTo(sure, "[[40, 0]], [1]")[0] === 40,
  }),
  but(
    edit("one-largest-for-all", "cross-entropy", [
      own,
      "const m = logits.flat().reduce((a, b) => Math.max(a, b), -Infinity);",
    ]),
    {
      when: ([, , sure]) =>
        answerTo(sure, "[[1000, 998], [0, 1], [-1000, -1003]], [0, 1, 1]")[0] === -Infinity,
    },
  ),
  edit("classes-from-one", "cross-entropy", [rest, rest.replace("labels[i]!", "labels[i]! - 1")]),
  edit("largest-not-added-back", "cross-entropy", [rest, "sum += Math.log(total) - row[labels[i]!]!;"]),

  edit("label-minus-softmax", "gradient", [
    rows,
    rows.replace("p - (k === labels[i] ? 1 : 0)", "(k === labels[i] ? 1 : 0) - p"),
  ]),
  edit("rows-not-averaged", "gradient", [rows, rows.replace(" / logits.length", "")]),
  edit("divided-by-classes", "gradient", [rows, rows.replace("logits.length", "row.length")]),
  edit("label-as-a-number", "gradient", [rows, rows.replace("(k === labels[i] ? 1 : 0)", "labels[i]!")]),
  edit("softmax-of-columns", "gradient", [
    rows,
    "row.map((_, k) => (softmax(logits.map((each) => each[k]!))[i]! - (k === labels[i] ? 1 : 0)) / logits.length)",
  ]),
];
