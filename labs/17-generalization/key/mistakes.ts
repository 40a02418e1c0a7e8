import { also, but, edit } from "@downhill/grader/mistakes";

const chooses = "const loss = validation(model);";
const reported = "return { place, validation: lowest, test: test(models[place]!) };";
const measured = "validation: order.filter((_, i) => i % k === fold),";
const learned = "train: order.filter((_, i) => i % k !== fold),";
const sorted = "order.toSorted((a, b) => labels[a]! - labels[b]!)";
const training = "train.map((row) => rows[row]!)";
const looped = "const losses = rows.map(() => NaN);\n  for (const { train, validation } of folds) {";
const measuring = "for (const row of validation) losses[row] = lossOf(rows[row]!);\n  }\n  return losses;";
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
    all.some(({ value, got }) => got === 0 && value !== 0) &&
    all.every(
      ({ value, p, got }) => typeof got === "number" && (got === 0 || Math.abs(got - value / (1 - p)) < 1e-9),
    )
  );
};

/** Wrong answers that people write, as edits of the solution; what a learner reads about them is in feedback.md. */
export default [
  also(
    edit(
      "chosen-by-test",
      "selection",
      [chooses, "const loss = test(model);"],
      [reported, "return { place, validation: validation(models[place]!), test: lowest };"],
    ),
    [[chooses, "const loss = test(model);"]],
  ),
  also(
    edit(
      "chosen-by-both",
      "selection",
      [chooses, "const loss = (validation(model) + test(model)) / 2;"],
      [reported, "return { place, validation: validation(models[place]!), test: test(models[place]!) };"],
    ),
    [[chooses, "const loss = (validation(model) + test(model)) / 2;"]],
    [[chooses, "const loss = validation(model) + test(model);"]],
  ),
  edit("all-are-tested", "selection", [chooses, `${chooses}\n    test(model);`]),
  edit(
    "highest-loss",
    "selection",
    ["let [place, lowest] = [-1, Infinity];", "let [place, lowest] = [-1, -Infinity];"],
    ["if (loss < lowest) [place", "if (loss > lowest) [place"],
  ),
  edit("last-of-equal", "selection", ["if (loss < lowest) [place", "if (loss <= lowest) [place"]),
  edit("place-from-one", "selection", [reported, reported.replace("{ place,", "{ place: place + 1,")]),
  edit("measured-again", "selection", [reported, reported.replace("lowest", "validation(models[place]!)")]),

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
  edit(
    "dealt-by-number",
    "folds",
    [measured, measured.replace("(_, i) => i %", "(row) => row %")],
    [learned, learned.replace("(_, i) => i %", "(row) => row %")],
  ),
  edit(
    "parts-swapped",
    "folds",
    [measured, measured.replace("===", "!==")],
    [learned, learned.replace("!==", "===")],
  ),
  edit("train-sorted", "folds", [learned, learned.replace("fold),", "fold).toSorted((a, b) => a - b),")]),
  edit("labels-by-place", "folds", [
    sorted,
    "order.map((row, i) => ({ row, label: labels[i]! })).toSorted((a, b) => a.label - b.label).map(({ row }) => row)",
  ]),
  edit("all-rows-returned", "folds", [
    sorted,
    "[...labels.keys()].toSorted((a, b) => labels[a]! - labels[b]!)",
  ]),
  edit("first-class-first", "folds", [
    sorted,
    "[...new Set(order.map((row) => labels[row]))].flatMap((label) => order.filter((row) => labels[row] === label))",
  ]),

  edit("learns-from-all", "cross-validation", [training, "[...rows]"]),
  edit("learns-from-others", "cross-validation", [
    `const lossOf = learn(${training});`,
    "const lossOf = learn(rows.filter((_, row) => !validation.includes(row)));",
  ]),
  edit(
    "in-the-folds-order",
    "cross-validation",
    [looped, "return folds.flatMap(({ train, validation }) => {"],
    [measuring, "return validation.map((row) => lossOf(rows[row]!));\n  });"],
  ),
  edit(
    "a-mean-for-each-fold",
    "cross-validation",
    [looped, "return folds.map(({ train, validation }) => {"],
    [
      measuring,
      "return validation.reduce((sum, row) => sum + lossOf(rows[row]!), 0) / validation.length;\n  });",
    ],
  ),
  edit("learns-from-validation", "cross-validation", [training, "validation.map((row) => rows[row]!)"]),
  edit("zero-for-none", "cross-validation", ["rows.map(() => NaN)", "rows.map(() => 0)"]),
  edit("measures-training", "cross-validation", [
    "for (const row of validation)",
    "for (const row of train)",
  ]),
  edit("found-by-value", "cross-validation", ["losses[row] = ", "losses[rows.indexOf(rows[row]!)] = "]),

  edit("last-weights", "early-stopping", [returned, "return { best, losses, weights: copy() };"]),
  edit("weights-not-copied", "early-stopping", [copies, "[...training.weights]"]),
  edit("one-epoch-less", "early-stopping", ["epoch - best <= patience", "epoch - best < patience"]),
  edit("equal-is-better", "early-stopping", [lower, "if (loss <= lowest) [best"]),
  edit("compared-with-the-last", "early-stopping", [lower, "if (loss < (losses.at(-2) ?? Infinity)) [best"]),
  edit("never-measured-before", "early-stopping", ["if (epoch > 0) training.epoch();", "training.epoch();"]),
  edit("one-epoch-more", "early-stopping", ["epoch - best <= patience", "epoch - best <= patience + 1"]),
  edit("start-not-considered", "early-stopping", [lower, lower.replace("loss <", "epoch > 0 && loss <")]),
  edit(
    "bad-epochs-in-all",
    "early-stopping",
    ["const losses: number[] = [];", "const losses: number[] = [];\n  let bad = 0;"],
    ["epoch - best <= patience", "bad < patience"],
    [lower, "if (!(loss < lowest)) bad++;\n    else [best"],
  ),
  edit("most-not-reached", "early-stopping", ["epoch <= most", "epoch < Math.max(1, most)"]),
  edit("weights-put-back", "early-stopping", [
    returned,
    "training.weights.forEach((list, i) => list.set(weights[i]!));\n  return { best, losses, weights };",
  ]),

  also(
    edit("wraps-around", "augmentation", [
      pixel,
      "picture.at((r - down) % picture.length)!.at((c - right) % row.length)!",
    ]),
    [[pixel, "picture.at(r - down)?.at(c - right) ?? 0"]],
  ),
  also(
    edit("moved-the-other-way", "augmentation", [pixel, "picture[r + down]?.[c + right] ?? 0"]),
    [[pixel, "picture[r + down]?.[c - right] ?? 0"]],
    [[pixel, "picture[r - down]?.[c + right] ?? 0"]],
  ),
  also(edit("test-is-augmented", "augmentation", ['  if (part !== "train") return pictures;\n', ""]), [
    ['part !== "train"', 'part === "test"'],
  ]),
  edit("moves-add-up", "augmentation", [
    moved,
    "x.map((picture, i) => ((x as Picture[])[i] = shifted(picture, drawn(), drawn())))",
  ]),
  edit("labels-shared", "augmentation", ["y: [...y] }", "y }"]),
  edit("one-move-for-all", "augmentation", [
    `const drawn = (): number => ${drawn};`,
    `const both = [${drawn}, ${drawn}];\n  let turn = 0;\n  const drawn = (): number => both[turn++ % 2]!;`,
  ]),
  edit("never-all-the-way", "augmentation", [drawn, "Math.floor(random() * 2 * by) - by"]),
  edit("axes-swapped", "augmentation", [pixel, "picture[r - right]?.[c - down] ?? 0"]),
  edit("edge-repeated", "augmentation", [
    pixel,
    "picture[Math.min(picture.length - 1, Math.max(0, r - down))]![Math.min(row.length - 1, Math.max(0, c - right))]!",
  ]),
  edit("square-assumed", "augmentation", [
    "picture.map((row, r) => row.map((_, c)",
    "picture.map((_row, r) => picture.map((_, c)",
  ]),
  edit("ends-half-as-likely", "augmentation", [drawn, "Math.round(random() * 2 * by) - by"]),
  edit("never-back", "augmentation", [drawn, "Math.floor(random() * (by + 1))"]),
  edit("one-number-for-both", "augmentation", [
    "shifted(picture, drawn(), drawn())",
    "((same: number) => shifted(picture, same, same))(drawn())",
  ]),
  edit("right-drawn-first", "augmentation", [
    "shifted(picture, drawn(), drawn())",
    "((right: number) => shifted(picture, drawn(), right))(drawn())",
  ]),
  edit("appended", "augmentation", [
    "x: x.map((picture) => shifted(picture, drawn(), drawn())), y: [...y]",
    "x: [...x, ...x.map((picture) => shifted(picture, drawn(), drawn()))], y: [...y, ...y]",
  ]),

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
    { when: droppedInUse },
  ),
  edit("scaled-by-p", "dropout", [unit, unit.replace("(1 - p)", "p")]),
  edit("shrunk-in-training", "dropout", [unit, unit.replace("value /", "value *")]),
  edit("drops-the-others", "dropout", [unit, unit.replace("<", ">")]),
  edit("equal-drops", "dropout", [unit, unit.replace("<", "<=")]),
  edit("one-number-for-all", "dropout", [
    `return values.map((value) => ${unit});`,
    `const u = random();\n  return values.map((value) => ${unit.replace("random()", "u")});`,
  ]),
  edit("enlarged-in-use", "dropout", [
    used,
    "if (random === undefined) return values.map((value) => value / (1 - p));",
  ]),
  edit("removed", "dropout", [
    `return values.map((value) => ${unit});`,
    "return values.filter(() => random() >= p).map((value) => value / (1 - p));",
  ]),
];
