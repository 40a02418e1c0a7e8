/*
 * The tables of this lab's lesson, computed by the course's packages. Nothing here is yours.
 *
 * Run it in this folder: npm run figures            all tables, about a minute
 *                        npm run figures -- noise   one of them: race, noise, records, walk, libraries, chapter, resets, rates,
 *                                                   cycles, patience, average
 *                        npm run -s figures -- opening > opening.svg
 */
import { onPlateau } from "@downhill/schedules";
import {
  at,
  checkpoints,
  frozen,
  opening,
  type Name,
  rate,
  run,
  type Run,
  runsOf,
  steered,
  tested,
  total,
  trained,
} from "./runs.ts";
import { chapter, libraries, line, mean, meansOf, rates, spread, walk } from "./tables.ts";

async function race(): Promise<readonly string[]> {
  const row = async (words: string, name: Name): Promise<string> => {
    const runs = await runsOf(name);
    const firsts = runs.map(({ rates }) => rates.findIndex((each) => each < rate / 2));
    const ends = runs.map((one) => tested(at(one, total)));
    const cut = ["cosine", "proportional"].includes(name)
      ? "gradual"
      : Math.max(...firsts) < 0
        ? "never"
        : `${Math.min(...firsts)}–${Math.max(...firsts)}`;
    return line(
      [
        words,
        cut,
        spread(
          runs.map((one) => trained(at(one, total))),
          3,
        ),
        spread(
          ends.map(({ loss }) => loss),
          3,
        ),
        spread(
          ends.map(({ accuracy }) => 100 * accuracy),
          1,
        ),
      ],
      13,
    );
  };
  return [
    line(["the rule reads", "first cut", "training", "test", "correct %"], 13),
    await row("nothing", "constant"),
    await row("1, P = 10", "batches"),
    await row("1, P = 999", "patient"),
    await row("250, P = 3", "quarters"),
    await row("500, P = 1", "epochs"),
    await row("η ∝ loss", "proportional"),
    await row("cosine", "cosine"),
  ];
}

/** Readings of the training at a constant rate, from step 2,000 on: their noise, and how far the loss falls between two. */
async function noise(): Promise<readonly string[]> {
  const [one] = await runsOf("constant");
  const losses = one!.losses.slice(2000);
  const still = await frozen(at(one!, 2500), 5000);
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
  const [one] = await runsOf("constant");
  const losses = await frozen(at(one!, 2500), 20_000);
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
async function resets(): Promise<readonly string[]> {
  const [hasty, again] = [await runsOf("hasty"), await runsOf("resets")];
  const row = (words: string, runs: readonly Run[]): string =>
    line(
      [
        words,
        ...checkpoints.map((step) =>
          spread(
            runs.map((one) => trained(at(one, step))),
            3,
          ),
        ),
      ],
      13,
      10,
    );
  const first = again[0]!;
  const means = meansOf(first.losses, 250);
  const turn = first.rates.findIndex((each, t) => t > 0 && each > first.rates[t - 1]!) / 250;
  const from = turn - 6;
  const around = means.slice(from, from + 14);
  return [
    line(["step", ...checkpoints], 13, 10),
    row("no reset", hasty),
    row("resets", again),
    "",
    line(["up to step", ...around.map((_, i) => 250 * (from + i + 1))], 6, 10),
    line(["rate", ...around.map((_, i) => Number(first.rates[250 * (from + i)]!.toPrecision(1)))], 6, 10),
    line(["loss", ...around.map((each) => each.toFixed(2))], 6, 10),
  ];
}

/** What three schedules have reached at the ends of the cycles. */
async function cycles(): Promise<readonly string[]> {
  const row = async (name: "constant" | "cosine" | "restarts"): Promise<string> => {
    const runs = await runsOf(name);
    return line(
      [
        name,
        ...checkpoints.map((step) =>
          spread(
            runs.map((one) => tested(at(one, step)).loss),
            3,
          ),
        ),
      ],
      13,
    );
  };
  return [
    line(["test loss at", ...checkpoints], 13),
    await row("constant"),
    await row("cosine"),
    await row("restarts"),
  ];
}

/** Second experiment: the mean probabilities of the networks at the ends of the cycles. */
async function average(): Promise<readonly string[]> {
  const row = async (name: "constant" | "cosine" | "restarts"): Promise<readonly string[]> => {
    const runs = await runsOf(name);
    const cells = ([words, steps]: readonly [string, readonly number[]]): string => {
      const all = runs.map((one) => tested(...steps.map((step) => at(one, step))));
      return line(
        [
          `${name}, ${words}`,
          spread(
            all.map(({ loss }) => loss),
            3,
          ),
          spread(
            all.map(({ accuracy }) => 100 * accuracy),
            1,
          ),
        ],
        13,
        20,
      );
    };
    return (
      [
        ["last", checkpoints.slice(3)],
        ["last two", checkpoints.slice(2)],
        ["all four", checkpoints],
      ] as const
    ).map(cells);
  };
  return [
    line(["", "test loss", "correct %"], 13, 20),
    ...(await row("constant")),
    ...(await row("restarts")),
  ];
}

/** First experiment: two rules with two factors, on the first seed: when each cuts, and what it ends with. */
async function patience(): Promise<readonly string[]> {
  const row = async (average: number, patience: number, factor: number): Promise<string> => {
    const rule = onPlateau({ factor, average, patience, minDelta: 0.01, relative: false });
    const one = await run(0, steered(rule));
    const cuts = one.rates.flatMap((each, t) => (each < (one.rates[t - 1] ?? 0) ? [t] : []));
    const { loss } = tested(at(one, total));
    return line(
      [
        `${average}, P = ${patience}`,
        factor,
        loss.toFixed(3),
        `  ${cuts.slice(0, 6).join(" ")}${cuts.length > 6 ? " …" : ""}`,
      ],
      10,
    );
  };
  return [
    line(["reads", "γ", "test loss", "  cuts"]),
    await row(50, 9, 0.1),
    await row(500, 1, 0.1),
    await row(50, 9, 0.5),
    await row(500, 1, 0.5),
  ];
}

const tables = { race, noise, records, walk, libraries, chapter, resets, rates, cycles, patience, average };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(await opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);
