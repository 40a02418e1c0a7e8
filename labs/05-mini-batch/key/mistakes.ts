import { but, edit, rewrite } from "@downhill/grader/mistakes";

/* What the judged questions saw, read by place: a random mistake has no specific numbers, but a pattern. */

const orders = ["0, 1, 2", "0, 2, 1", "1, 0, 2", "1, 2, 0", "2, 0, 1", "2, 1, 0"] as const;
type Answers = readonly unknown[];

/** The shares that the six orders of three numbers have, by the third question of "shuffle". */
const shares = (answers: Answers): readonly number[] => {
  const counts = answers[2] as Readonly<Record<string, number>>;
  return orders.map((order) => counts[order]! / 24_000);
};
/** Whether the shares are these, as far as can be told despite chance. */
const are = (answers: Answers, ...expected: readonly number[]): boolean =>
  shares(answers).every((share, i) => Math.abs(share - expected[i]!) <= 0.01);

/** The orders of six epochs over 20 rows, by the eighth question of "train"; none if it saw anything else. */
const orderly = (answers: Answers): readonly (readonly number[])[] => {
  const all = answers[7] as readonly (readonly number[])[];
  return all.length === 6 && all.every((order) => order.length === 20) ? all : [];
};
const epochs = (answers: Answers): readonly string[] => orderly(answers).map((order) => order.join());
const asFiled = Array.from({ length: 20 }, (_, i) => i).join();
const alike = (all: readonly string[]): boolean => new Set(all).size === 1;

/** The batches of two rows that each of these epochs is made of, whatever their order. */
const pairs = (answers: Answers): readonly string[] =>
  orderly(answers).map((order) =>
    order
      .flatMap((row, i) => (i % 2 === 0 ? [`${row}+${order[i + 1]}`] : []))
      .toSorted()
      .join(),
  );

const error = "const error = predicted - batch.y[i]!;";
const mean = "sum / batch.y.length";
const result = "return (variance / size) * (1 - size / count);";
const labels = "y: rows.map((row) => data.y[row]!)";
const features = "x: rows.map((row) => data.x[row]!)";
const cut = "start < order.length";
const loop = "for (const batch of batches(data, permutation(data.y.length, random), batchSize)) {";
const moved = "point = point.map((place, j) => place - rate * slopes[j]!);";
const swaps = (chosen: string): string =>
  `export function permutation(size: number, random: () => number): number[] {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < size; i++) {
    const chosen = ${chosen};
    [order[i], order[chosen]] = [order[chosen]!, order[i]!];
  }
  return order;
}`;
const made = (list: string): string =>
  `export function permutation(size: number, random: () => number): number[] {
  return Array.from({ length: size }, ${list};
}`;

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  rewrite("with-replacement", "shuffle", "permutation", made("() => Math.floor(random() * size))")),
  edit("last-batch-dropped", "batches", [cut, "start + size <= order.length"]),
  edit("sum-for-mean", "gradient", [mean, "sum"]),
  but(
    edit(
      "never-reshuffles",
      "train",
      ["let step = 0;", "let step = 0;\n  const order = permutation(data.y.length, random);"],
      [loop, loop.replace("permutation(data.y.length, random)", "order")],
    ),
    { when: (answers) => alike(epochs(answers)) && epochs(answers)[0] !== asFiled },
  ),
  edit("x-and-y-apart", "batches", [labels, "y: data.y.slice(start, start + size)"]),
  edit("rate-scaled-twice", "train", [moved, moved.replace("rate *", "(rate / batch.y.length) *")]),

  edit("half-gradient", "gradient", ["2 * error * feature", "error * feature"]),
  edit("error-reversed", "gradient", [error, "const error = batch.y[i]! - predicted;"]),
  edit("divided-by-features", "gradient", [mean, "sum / theta.length"]),
  edit("without-the-feature", "gradient", ["2 * error * feature", "2 * error"]),
  edit("one-error-for-all", "gradient", ["sums[j]! += 2 * error * feature", "sums[j] = 2 * error * feature"]),

  edit("divided-by-n", "noise", ["squares / (count - 1)", "squares / count"]),
  edit("independent-rows", "noise", [result, "return variance / size;"]),
  edit("two-corrections", "noise", [result, "return (variance / size) * ((count - size) / (count - 1));"]),
  edit("error-for-variance", "noise", [result, "return Math.sqrt((variance / size) * (1 - size / count));"]),
  edit("mean-not-subtracted", "noise", ["(slope - whole[j]!) ** 2", "slope ** 2"]),
  edit("size-squared", "noise", [result, "return (variance / size ** 2) * (1 - size / count);"]),

  but(rewrite("any-place", "shuffle", "permutation", swaps("Math.floor(random() * size)")), {
    when: (answers) =>
      are(answers, 4 / 27, 5 / 27, 5 / 27, 5 / 27, 4 / 27, 4 / 27) ||
      are(answers, 4 / 27, 5 / 27, 5 / 27, 4 / 27, 5 / 27, 4 / 27),
  }),
  but(edit("never-itself", "shuffle", ["random() * (last + 1)", "random() * last"]), {
    when: (answers) => are(answers, 0, 0, 0, 1 / 2, 1 / 2, 0),
  }),
  but(edit("rounded", "shuffle", ["Math.floor(random() * (last + 1))", "Math.round(random() * last)"]), {
    when: (answers) => are(answers, 1 / 8, 1 / 4, 1 / 8, 1 / 8, 1 / 4, 1 / 8),
  }),
  but(rewrite("coin-sort", "shuffle", "permutation", made("(_, i) => i).sort(() => random() - 0.5)")), {
    when: (answers) => are(answers, 3 / 8, 1 / 16, 1 / 8, 1 / 16, 1 / 16, 5 / 16),
  }),
  but(rewrite("not-shuffled", "shuffle", "permutation", made("(_, i) => i)")), {
    when: (answers) => are(answers, 1, 0, 0, 0, 0, 0),
  }),

  edit(
    "order-ignored",
    "batches",
    [features, "x: data.x.slice(start, start + size)"],
    [labels, "y: data.y.slice(start, start + size)"],
  ),
  edit("size-is-count", "batches", [
    "const all: Data[] = [];",
    "size = Math.ceil(order.length / size);\n  const all: Data[] = [];",
  ]),
  edit("one-row-too-many", "batches", [
    "order.slice(start, start + size)",
    "order.slice(start, start + size + 1)",
  ]),
  edit("last-batch-filled", "batches", [
    "const rows = order.slice(start, start + size);",
    "const rows = Array.from({ length: size }, (_, i) => order[(start + i) % order.length]!);",
  ]),

  but(
    edit("order-of-the-table", "train", [
      loop,
      loop.replace("permutation(data.y.length, random)", "[...data.y.keys()]"),
    ]),
    {
      when: (answers) => alike(epochs(answers)) && epochs(answers)[0] === asFiled,
    },
  ),
  but(
    edit(
      "only-batches-shuffled",
      "train",
      [
        "let step = 0;",
        "let step = 0;\n  const cut = batches(data, permutation(data.y.length, random), batchSize);",
      ],
      [loop, "for (const batch of permutation(cut.length, random).map((i) => cut[i]!)) {"],
    ),
    { when: (answers) => alike(pairs(answers)) && !alike(epochs(answers)) },
  ),
  edit("climbs", "train", [moved, moved.replace("place - rate", "place + rate")]),
  edit("steps-start-again", "train", ["epoch++) {", "epoch++) {\n    step = 0;"]),
  edit("steps-from-one", "train", ["learningRate(step++)", "learningRate(++step)"]),
  edit("epochs-for-steps", "train", ["learningRate(step++)", "learningRate(epoch)"]),
  edit("gradient-at-the-start", "train", ["gradient(batch, point)", "gradient(batch, theta)"]),
  edit(
    "writes-into-theta",
    "train",
    ["let point = [...theta];", "let point = theta;"],
    [moved, "for (const j of point.keys()) point[j]! -= rate * slopes[j]!;"],
  ),
];
