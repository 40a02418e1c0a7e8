/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures            all tables, a few seconds
 *                        npm run figures -- noise   one of them: race, noise, records, walk, libraries, chapter, resets, rates,
 *                                                   cycles, patience, average
 *                        npm run figures -- record  trains everything again (a few minutes)
 *                        npm run -s figures -- opening > opening.svg
 */
import { chart } from "./picture.ts";
import {
  checkpoints,
  frozen,
  type Measured,
  type Name,
  rate,
  record,
  recorded,
  rules,
  run,
  total,
} from "./provided/trainings.ts";
import { chapter, libraries, line, mean, meansOf, rates, spread, walk } from "./tables.ts";

/** Loss and share recognised, lowest and highest of the seeds. */
const scores = (all: readonly Measured["tested"][number][]): readonly string[] => [
  spread(
    all.map(({ loss }) => loss),
    3,
  ),
  spread(
    all.map(({ accuracy }) => 100 * accuracy),
    1,
  ),
];

function race(): readonly string[] {
  const row = (words: string, name: Name): string => {
    const runs = recorded[name];
    const firsts = runs.flatMap(({ changes }) => changes[0]?.[0] ?? []);
    const cut = ["cosine", "proportional"].includes(name)
      ? "gradual"
      : firsts.length === 0
        ? "never"
        : spread(firsts, 0);
    const training = runs.map(({ trained }) => trained.at(-1)!);
    return line([words, cut, spread(training, 3), ...scores(runs.map(({ tested }) => tested.at(-1)!))], 13);
  };
  return [
    line(["the rule reads", "first cut", "training", "test", "correct %"], 13),
    row("nothing", "constant"),
    row("1, P = 10", "batches"),
    row("1, P = 999", "patient"),
    row("250, P = 3", "quarters"),
    row("500, P = 1", "epochs"),
    row("η ∝ loss", "proportional"),
    row("cosine", "cosine"),
  ];
}

/** The first seed's training at a constant rate: its losses, and its weights after 2,500 steps. */
let constant: ReturnType<typeof run> | undefined;
const steady = (): ReturnType<typeof run> => (constant ??= run(0, rules.constant, total, [2500]));

/** Readings of the training at a constant rate, from step 2,000 on: their noise, and how far the loss falls between two. */
async function noise(): Promise<readonly string[]> {
  const { losses: all, kept } = await steady();
  const losses = all.slice(2000);
  const still = frozen(kept.get(2500)!, 5000);
  const center = mean(still);
  const deviation = Math.sqrt(mean(still.map((each) => (each - center) ** 2)));
  const thirds = meansOf(losses, 2000);
  const progress = (thirds[0]! - thirds.at(-1)!) / (2000 * (thirds.length - 1));
  return [
    line(["A", "σ/√A", "measured", "progress Ad", "ratio"], 13, 8),
    ...[1, 10, 50, 250, 500].map((size) => {
      const all = meansOf(losses, size);
      const steps = all.slice(1).map((each, i) => each - all[i]!);
      const measured = Math.sqrt(mean(steps.map((each) => each * each)) / 2);
      const fall = progress * size;
      return line(
        [
          size,
          (deviation / Math.sqrt(size)).toFixed(4),
          measured.toFixed(4),
          fall.toFixed(5),
          (fall / measured).toFixed(4),
        ],
        13,
        8,
      );
    }),
    `σ = ${deviation.toFixed(3)}, d = ${progress.toExponential(1)}, A > ${(((Math.SQRT2 * deviation) / progress) ** (2 / 3)) | 0}; best ${Math.min(...still).toFixed(3)} of mean ${center.toFixed(3)}`,
  ];
}

/** How often none of the next ten batch losses is below the best of n, with weights that stay as they are. */
async function records(): Promise<readonly string[]> {
  const losses = frozen((await steady()).kept.get(2500)!, 20_000);
  const share = (n: number, next: number): number => {
    let [count, none] = [0, 0];
    for (let from = 0; from + n + next <= losses.length; from += n + next, count++) {
      const best = Math.min(...losses.slice(from, from + n));
      if (losses.slice(from + n, from + n + next).every((each) => each >= best)) none++;
    }
    return none / count;
  };
  const sizes = [1, 5, 10, 30, 100];
  return [
    line(["n", ...sizes], 9, 12),
    line(["n / (n + 11)", ...sizes.map((n) => (n / (n + 11)).toFixed(2))], 9, 12),
    line(["measured", ...sizes.map((n) => share(n, 11).toFixed(2))], 9, 12),
  ];
}

/** A hasty rule without and with resets: the loss at each quarter, and where the resets of the first seed are. */
function resets(): readonly string[] {
  const row = (words: string, runs: readonly Measured[]): string =>
    line(
      [
        words,
        ...checkpoints.map((_, i) =>
          spread(
            runs.map(({ trained }) => trained[i]!),
            3,
          ),
        ),
      ],
      13,
      10,
    );
  const { losses, changes } = recorded.resets[0]!;
  const [turn] = changes.find(([, now], i) => i > 0 && now > changes[i - 1]![1])!;
  const from = turn / 250 - 6;
  const around = losses.slice(from, from + 14);
  const rateAt = (step: number): number => changes.findLast(([changed]) => changed <= step)?.[1] ?? rate;
  return [
    line(["step", ...checkpoints], 13, 10),
    row("no reset", recorded.hasty),
    row("resets", recorded.resets),
    "",
    line(["up to step", ...around.map((_, i) => 250 * (from + i + 1))], 6, 10),
    line(["rate", ...around.map((_, i) => Number(rateAt(250 * (from + i)).toPrecision(1)))], 6, 10),
    line(["loss", ...around.map((each) => each.toFixed(2))], 6, 10),
  ];
}

/** What three schedules have reached at the ends of the cycles. */
function cycles(): readonly string[] {
  const row = (name: Name): string =>
    line(
      [name, ...checkpoints.map((_, i) => scores(recorded[name].map(({ tested }) => tested[i]!))[0]!)],
      13,
    );
  return [line(["test loss at", ...checkpoints], 13), row("constant"), row("cosine"), row("restarts")];
}

/** Second experiment: the mean probabilities of the networks at the ends of the cycles. */
function average(): readonly string[] {
  const rowsOf = (name: Name): readonly string[] =>
    [
      ["last", ({ tested }: Measured) => tested.at(-1)!] as const,
      ["last two", ({ ensembles }: Measured) => ensembles[0]!] as const,
      ["all four", ({ ensembles }: Measured) => ensembles[1]!] as const,
    ].map(([words, of]) => line([`${name}, ${words}`, ...scores(recorded[name].map(of))], 13, 20));
  return [line(["", "test loss", "correct %"], 13, 20), ...rowsOf("constant"), ...rowsOf("restarts")];
}

/** First experiment: two rules with two factors, on the first seed: when each cuts, and what it ends with. */
function patience(): readonly string[] {
  const row = (words: string, factor: number, name: Name): string => {
    const { changes, tested } = recorded[name][0]!;
    const cuts = changes.map(([step]) => step);
    const shown = `  ${cuts.slice(0, 6).join(" ")}${cuts.length > 6 ? " …" : ""}`;
    return line([words, factor, tested.at(-1)!.loss.toFixed(3), shown], 10);
  };
  return [
    line(["reads", "γ", "test loss", "  cuts"]),
    row("50, P = 9", 0.1, "50, P = 9, γ = 0.1"),
    row("500, P = 1", 0.1, "epochs"),
    row("50, P = 9", 0.5, "50, P = 9, γ = 0.5"),
    row("500, P = 1", 0.5, "500, P = 1, γ = 0.5"),
  ];
}

/** The first 3,000 steps of two trainings whose rules read each batch, and means of 50. */
async function opening(): Promise<string> {
  const trainings = {
    means: await run(0, rules["50, P = 9, γ = 0.1"], 3000),
    batches: await run(0, rules.batches, 3000),
  };
  return chart("race-11", trainings, meansOf);
}

const tables = { race, noise, records, walk, libraries, chapter, resets, rates, cycles, patience, average };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(await opening());
else if (asked.includes("record")) await record();
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);
