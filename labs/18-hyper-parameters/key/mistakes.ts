import { also, apart, but, edit, rewrite } from "@downhill/grader/mistakes";

const crossed = "rows.flatMap((row) => list.map((value) => ({ ...row, [name]: value })))";
const logUniform = "return low * (high / low) ** u;";
const whole = "return low + Math.floor(u * (high - low + 1));";
const drawn = "return Object.fromEntries(Object.entries(ranges)";
const share = "Math.floor(budget / trials)";
const loop = "for (let trial = 0; trial < trials; trial++) {\n    const seed = seedOf(search, trial);";
const begun = "const loss = await start(configuration, seed).train(images);";
const turn = `${loop}\n    const configuration = draw(ranges, randomOf(seed));\n    ${begun}`;
const counted =
  "while (Math.floor(counts.at(-1)! / factor) > 1) counts.push(Math.floor(counts.at(-1)! / factor));";
const each = "images: Math.floor(budget / (counts.length * count))";
const racing =
  "const seed = seedOf(search, trial);\n    const configuration = draw(ranges, randomOf(seed));\n    return";
const trained = "trial.loss = await trainings.get(trial)!.train(images);";
const sorted = "racing.toSorted((a, b) => worth(a) - worth(b))";
const compared = "trials.filter((trial) => trial.images === most && Number.isFinite(trial.loss))";
const chosen =
  "const { configuration } = compared.reduce((best, trial) => (trial.loss < best.loss ? trial : best));";
const tested = "await training.train(images);\n    losses.push(await training.test());";
const retrained = "const training = start(configuration, seed);";
const spread = "Math.sqrt(squares / (losses.length - 1))";

/** Wrong answers that people write, as edits of the solution; what a learner reads about them is in feedback.md. */
export default [
  edit("first-varies-fastest", "grid", [
    crossed,
    "list.flatMap((value) => rows.map((row) => ({ ...row, [name]: value })))",
  ]),
  rewrite(
    "one-at-a-time",
    "grid",
    "grid",
    `export function grid(values: Readonly<Record<string, readonly Value[]>>): Configuration[] {
  const usual = Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list[0]!]));
  const others = Object.entries(values).flatMap(([name, list]) =>
    list.slice(1).map((value) => ({ ...usual, [name]: value })),
  );
  return [usual, ...others];
}`,
  ),
  rewrite(
    "zipped",
    "grid",
    "grid",
    `export function grid(values: Readonly<Record<string, readonly Value[]>>): Configuration[] {
  const length = Math.min(...Object.values(values).map((list) => list.length));
  return Array.from({ length: Number.isFinite(length) ? length : 1 }, (_, i) =>
    Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list[i]!])),
  );
}`,
  ),
  edit("nothing-without-names", "grid", ["[{}],", "Object.keys(values).length === 0 ? [] : [{}],"]),
  edit("equal-values-removed", "grid", [crossed, crossed.replace("list.map", "[...new Set(list)].map")]),
  edit("empty-list-skipped", "grid", [crossed, `list.length === 0 ? rows : ${crossed}`]),

  edit("uniform-for-log", "draw", [logUniform, "return low + (high - low) * u;"]),
  also(
    edit("two-bases", "draw", [
      logUniform,
      "return Math.exp(Math.log10(low) + (Math.log10(high) - Math.log10(low)) * u);",
    ]),
    [[logUniform, "return 10 ** (Math.log(low) + (Math.log(high) - Math.log(low)) * u);"]],
  ),
  edit("last-never-drawn", "draw", [whole, "return low + Math.floor(u * (high - low));"]),
  edit("ends-half-as-likely", "draw", [whole, "return Math.round(low + u * (high - low));"]),
  edit("one-number-for-all", "draw", [drawn, `const same = random();\n  random = () => same;\n  ${drawn}`]),
  edit("exponent-for-value", "draw", [logUniform, "return 10 ** (low + (high - low) * u);"]),
  apart(
    "low-missing",
    "draw",
    [logUniform, "return (high / low) ** u;"],
    ["return low + (high - low) * u;", "return (high - low) * u;"],
    [whole, "return Math.floor(u * (high - low + 1));"],
  ),
  edit("cut-towards-zero", "draw", [whole, "return Math.trunc(low + u * (high - low + 1));"]),
  edit("last-choice-never", "draw", [
    "Math.floor(u * range.values.length)",
    "Math.floor(u * (range.values.length - 1))",
  ]),
  also(
    edit("no-number-for-one-value", "draw", [
      "valueOf(range, random())",
      'valueOf(range, range.kind !== "choice" && range.low === range.high ? 0 : random())',
    ]),
    [
      [
        "valueOf(range, random())",
        'valueOf(range, range.kind === "choice" && range.values.length === 1 ? 0 : random())',
      ],
    ],
  ),

  edit("budget-not-shared", "random", [share, "budget"]),
  also(edit("overspends", "random", [share, "Math.ceil(budget / trials)"]), [
    [share, "Math.round(budget / trials)"],
  ]),
  edit("same-draws", "random", [turn, turn.replace("randomOf(seed)", "randomOf(search)")]),
  edit("seed-shared", "random", [begun, "const loss = await start(configuration, search).train(images);"]),
  edit("neighbouring-seeds", "random", [loop, loop.replace("seedOf(search, trial)", "search + trial")]),
  edit("looks-at-the-test-set", "random", [
    begun,
    "const training = start(configuration, seed);\n    await training.train(images);\n    const loss = await training.test();",
  ]),
  edit("trials-from-one", "random", [
    loop,
    loop.replace("seedOf(search, trial)", "seedOf(search, trial + 1)"),
  ]),
  edit("one-generator", "random", [
    turn,
    `const random = randomOf(search);\n  ${turn.replace("randomOf(seed)", "random")}`,
  ]),
  edit("search-seed-reported", "random", [
    "found.push({ configuration, seed,",
    "found.push({ configuration, seed: search,",
  ]),
  edit("parts-of-images", "random", [share, "budget / trials"]),
  edit("sorted-by-loss", "random", [
    "  return found;",
    "  return found.toSorted((a, b) => a.loss - b.loss);",
  ]),
  edit("diverged-dropped", "random", [
    "    found.push({ configuration, seed,",
    "    if (!Number.isFinite(loss)) continue;\n    found.push({ configuration, seed,",
  ]),

  also(
    edit("drops-a-share", "rungs", [
      counted,
      "while (counts.at(-1)! - Math.ceil(counts.at(-1)! / factor) > 1) counts.push(counts.at(-1)! - Math.ceil(counts.at(-1)! / factor));",
    ]),
    [
      [
        counted,
        "while (counts.at(-1)! > 2 && counts.length < 100) counts.push(counts.at(-1)! - Math.max(1, Math.floor(counts.at(-1)! / factor)));",
      ],
    ],
  ),
  edit("whole-budget-each-rung", "rungs", [each, "images: Math.floor(budget / count)"]),
  edit("same-images-each-rung", "rungs", [
    each,
    "images: Math.floor(budget / counts.reduce((sum, more) => sum + more))",
  ]),
  edit("lone-rung", "rungs", [counted, counted.replace("> 1", ">= 1")]),
  edit("logarithm-rounds", "rungs", [
    counted,
    "while (counts.length < Math.floor(Math.log(trials) / Math.log(factor))) counts.push(Math.floor(counts.at(-1)! / factor));",
  ]),
  also(
    edit("counts-rounded-up", "rungs", [
      counted,
      counted.replaceAll("Math.floor", "Math.ceil").replace("> 1", "> 1 && counts.at(-1)! > 2"),
    ]),
    [[counted, counted.replaceAll("Math.floor", "Math.round")]],
  ),
  also(edit("last-race-missing", "rungs", [counted, counted.replace("> 1", "> 2")]), [
    [counted, counted.replace("> 1", ">= factor")],
  ]),
  edit("images-of-the-first-rung", "rungs", [each, "images: Math.floor(budget / (counts.length * trials))"]),
  edit("images-in-all", "rungs", [
    "  return all;",
    "  let sum = 0;\n  return all.map(({ trials: count, images }) => ({ trials: count, images: (sum += images) }));",
  ]),
  edit("always-halves", "rungs", [counted, counted.replaceAll("factor", "2")]),
  edit("images-not-rounded", "rungs", [each, "images: budget / (counts.length * count)"]),

  edit("keeps-the-worst", "halving", [sorted, "racing.toSorted((a, b) => worth(b) - worth(a))"]),
  edit("from-scratch", "halving", [
    trained,
    "trial.loss = await start(trial.configuration, trial.seed).train(trial.images + images);",
  ]),
  edit("progress-lost", "halving", [
    trained,
    "trial.loss = await start(trial.configuration, trial.seed).train(images);",
  ]),
  but(edit("nan-compared", "halving", [sorted, "racing.toSorted((a, b) => a.loss - b.loss)"]), {
    unnamed: "what a sort makes of NaN depends on the sort",
  }),
  edit("all-by-loss", "halving", ["  return order;", "  return order.toSorted((a, b) => a.loss - b.loss);"]),
  edit("ranks-on-test", "halving", [
    trained,
    "await trainings.get(trial)!.train(images);\n      trial.loss = await trainings.get(trial)!.test();",
  ]),
  edit("images-of-the-last-rung", "halving", ["trial.images += images;", "trial.images = images;"]),
  edit("dropped-trials-missing", "halving", [
    "  return order;",
    "  return order.slice(0, plan.at(-1)!.trials);",
  ]),
  edit("dropped-first", "halving", ["order.unshift(", "order.push("]),
  edit("lowest-so-far", "halving", [
    trained,
    "trial.loss = Math.min(await trainings.get(trial)!.train(images), Number.isNaN(trial.loss) ? Infinity : trial.loss);",
  ]),
  edit("diverged-missing", "halving", [
    "order.unshift(...ranked.slice(racing.length));",
    "order.unshift(...ranked.slice(racing.length).filter(({ loss }) => Number.isFinite(loss)));",
  ]),
  edit("race-neighbouring-seeds", "halving", [
    racing,
    racing.replace("seedOf(search, trial)", "search + trial"),
  ]),
  edit("race-one-seed", "halving", [
    "start(trial.configuration, trial.seed)]",
    "start(trial.configuration, search)]",
  ]),

  edit("picks-on-test", "report", [
    chosen,
    `const looked: { configuration: Configuration; loss: number }[] = [];
  for (const trial of compared) {
    const training = start(trial.configuration, trial.seed);
    await training.train(images);
    looked.push({ configuration: trial.configuration, loss: await training.test() });
  }
  const { configuration } = looked.reduce((best, trial) => (trial.loss < best.loss ? trial : best));`,
  ]),
  edit("short-trials-compared", "report", [
    compared,
    "trials.filter((trial) => Number.isFinite(trial.loss))",
  ]),
  edit("validation-reported", "report", [tested, "losses.push(await training.train(images));"]),
  edit("trained-once", "report", [retrained, retrained.replace("seed)", "seeds[0]!)")]),
  edit("divided-by-n", "report", [spread, "Math.sqrt(squares / losses.length)"]),
  edit("standard-error", "report", [spread, `${spread} / Math.sqrt(losses.length)`]),
  edit("largest-loss", "report", [chosen, chosen.replace("<", ">")]),
  edit("last-of-equal", "report", [chosen, chosen.replace("<", "<=")]),
  edit("first-trial-taken", "report", [chosen, "const { configuration } = trials[0]!;"]),
  edit("variance", "report", [spread, "squares / (losses.length - 1)"]),
  edit("one-training-goes-on", "report", [
    "  for (const seed of seeds) {\n    const training = start(configuration, seed);",
    "  const training = start(configuration, seeds[0]!);\n  for (const _ of seeds) {",
  ]),
  edit("never-trained", "report", ["    await training.train(images);\n", ""]),
  edit("diverged-left-out", "report", [
    tested,
    "await training.train(images);\n    const loss = await training.test();\n    if (Number.isFinite(loss)) losses.push(loss);",
  ]),
  edit(
    "the-old-seed",
    "report",
    [chosen, chosen.replace("{ configuration }", "{ configuration, seed: old }")],
    [retrained, retrained.replace("seed)", "old)")],
  ),
  edit("images-of-the-trials", "report", [tested, tested.replace("images", "most")]),
];
