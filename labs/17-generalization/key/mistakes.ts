import { but, edit, rewrite } from "@downhill/grader/mistakes";

const chooses = "const loss = validation(model);";
const reported = "return { place, validation: lowest, test: test(models[place]!) };";
const measured = "validation: order.filter((_, i) => i % k === fold),";
const learned = "train: order.filter((_, i) => i % k !== fold),";
const sorted = "order.toSorted((a, b) => labels[a]! - labels[b]!)";
const training = "train.map((row) => rows[row]!)";
const copies = "training.weights.map((list) => list.slice())";
const returned = "return { best, losses, weights };";
const lower = "if (loss < lowest) [best";
const pixel = "picture[r - down]?.[c - right] ?? 0";
const drawn = "Math.floor(random() * (2 * by + 1)) - by";
const moved = "x.map((picture) => shifted(picture, drawn(), drawn()))";
const unit = "(random() < p ? 0 : value / (1 - p))";
const used = "if (random === undefined) return [...values];";

/** Whether all values in use, the answers of the third question, are 0 or enlarged, and not all as they were given. */
const droppedInUse = ([first, , third]: readonly unknown[]): boolean => {
  type Seen = Readonly<Record<string, { readonly answer?: unknown; readonly values?: readonly number[] }>>;
  const known = Object.values(Object(first) as Seen)[0]?.answer;
  if (String(known) !== "0,4,6,0") return false;
  const all = Object.entries(Object(third) as Seen).flatMap(([call, { answer, values }]) => {
    const p = Number(/, ([\d.]+)\)/.exec(call)?.[1]);
    return (values ?? []).map((value, i) => ({
      value,
      p,
      got: Array.isArray(answer) ? (answer[i] as unknown) : undefined,
    }));
  });
  return (
    all.some(({ value, got }) => got !== value) &&
    all.every(
      ({ value, p, got }) => typeof got === "number" && (got === 0 || Math.abs(got - value / (1 - p)) < 1e-9),
    )
  );
};

/** Wrong answers that people write, as edits of the solution; what a learner reads about them is in feedback.md. */
export default [
  edit(
    "chosen-by-test",
    "selection",
    [chooses, "const loss = test(model);"],
    [reported, "return { place, validation: validation(models[place]!), test: lowest };"],
  ),
  edit(
    "chosen-by-both",
    "selection",
    [chooses, "const loss = (validation(model) + test(model)) / 2;"],
    [reported, "return { place, validation: validation(models[place]!), test: test(models[place]!) };"],
  ),
  edit("all-are-tested", "selection", [chooses, `${chooses}\n    test(model);`]),

  edit("overlapping", "folds", [
    measured,
    "validation: order.slice(fold, fold + Math.ceil(order.length / k)),",
  ]),
  edit("leaks", "folds", [learned, "train: [...order],"]),
  edit(
    "blocks",
    "folds",
    [measured, measured.replace("i % k === fold", "Math.floor((i * k) / order.length) === fold")],
    [learned, learned.replace("i % k !== fold", "Math.floor((i * k) / order.length) !== fold")],
  ),
  edit(
    "places-for-rows",
    "folds",
    [measured, measured.replace("order.filter", "order.map((_, i) => i).filter")],
    [learned, learned.replace("order.filter", "order.map((_, i) => i).filter")],
  ),
  edit("shuffle-lost", "folds", [sorted, "order.toSorted((a, b) => labels[a]! - labels[b]! || a - b)"]),

  edit("learns-from-all", "cross-validation", [training, "[...rows]"]),
  edit("learns-from-others", "cross-validation", [
    `const lossOf = learn(${training});`,
    "const lossOf = learn(rows.filter((_, row) => !validation.includes(row)));",
  ]),
  rewrite(
    "in-the-folds-order",
    "cross-validation",
    "crossValidate",
    `export function crossValidate<Row>(
  rows: readonly Row[],
  folds: readonly Fold[],
  learn: (training: Row[]) => (row: Row) => number,
): number[] {
  return folds.flatMap(({ train, validation }) => {
    const lossOf = learn(train.map((row) => rows[row]!));
    return validation.map((row) => lossOf(rows[row]!));
  });
}`,
  ),
  rewrite(
    "a-mean-for-each-fold",
    "cross-validation",
    "crossValidate",
    `export function crossValidate<Row>(
  rows: readonly Row[],
  folds: readonly Fold[],
  learn: (training: Row[]) => (row: Row) => number,
): number[] {
  return folds.map(({ train, validation }) => {
    const lossOf = learn(train.map((row) => rows[row]!));
    return validation.reduce((sum, row) => sum + lossOf(rows[row]!), 0) / validation.length;
  });
}`,
  ),

  edit("last-weights", "early-stopping", [returned, "return { best, losses, weights: copy() };"]),
  edit("weights-not-copied", "early-stopping", [copies, "[...training.weights]"]),
  edit("one-epoch-less", "early-stopping", ["epoch - best <= patience", "epoch - best < patience"]),
  edit("equal-is-better", "early-stopping", [lower, "if (loss <= lowest) [best"]),
  edit("compared-with-the-last", "early-stopping", [lower, "if (loss < (losses.at(-2) ?? Infinity)) [best"]),
  edit("never-measured-before", "early-stopping", ["if (epoch > 0) training.epoch();", "training.epoch();"]),

  edit("wraps-around", "augmentation", [
    pixel,
    "picture.at((r - down) % picture.length)!.at((c - right) % row.length)!",
  ]),
  edit("moved-the-other-way", "augmentation", [pixel, "picture[r + down]?.[c + right] ?? 0"]),
  edit("test-is-augmented", "augmentation", ['  if (part !== "train") return pictures;\n', ""]),
  edit("moves-add-up", "augmentation", [
    moved,
    "x.map((picture, i) => ((x as Picture[])[i] = shifted(picture, drawn(), drawn())))",
  ]),
  edit("one-move-for-all", "augmentation", [
    `const drawn = (): number => ${drawn};`,
    `const both = [${drawn}, ${drawn}];\n  let turn = 0;\n  const drawn = (): number => both[turn++ % 2]!;`,
  ]),
  edit("never-all-the-way", "augmentation", [drawn, "Math.floor(random() * 2 * by) - by"]),

  edit("scale-missing", "dropout", [unit, "(random() < p ? 0 : value)"]),
  edit("kept-with-p", "dropout", [unit, "(random() < p ? value / p : 0)"]),
  edit("shrunk-in-use", "dropout", [
    used,
    "if (random === undefined) return values.map((value) => value * (1 - p));",
  ]),
  but(
    edit(
      "dropped-in-use",
      "dropout",
      [used, ""],
      [unit, "((random ?? Math.random)() < p ? 0 : value / (1 - p))"],
    ),
    {
      when: droppedInUse,
    },
  ),
];
