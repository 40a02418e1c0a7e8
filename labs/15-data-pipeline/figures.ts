/*
 * The tables of this lab's lesson, computed by the course's packages. Nothing here is yours.
 *
 * Run it in this folder: npm run figures             all tables
 *                        npm run figures -- leaks    one of them: cells, gaps, filled, strata, typo, units, shift, leaks, columns, groups
 *                        npm run -s figures -- opening > opening.svg
 */
import {
  columnOf,
  dropMissing,
  numbersOf,
  penguins,
  split,
  stratified,
  table,
  textsOf,
} from "@downhill/data";
import { columns as columnsOf, percent, printTables } from "@downhill/grader/tables";
import { key } from "@downhill/tensor";
import type { Columns, Data, Row } from "./key/solution.ts";
import {
  averaged,
  coins,
  correlation,
  type Leak,
  mean,
  type Outcome,
  packages,
  sexes,
  spread,
  strangers,
} from "./leaks.ts";
import { compared, opening } from "./picture.ts";
import { accuracy } from "./provided/nearest.ts";
import { measures } from "./provided/penguins.ts";
import { source } from "./provided/random.ts";

const line = columnsOf(11, 16);
const times = <T>(count: number, each: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => each(i));

const flock = await penguins();
/** The penguins whose label is known, with these columns. */
function birdsBy(label: string, columns: Columns): Data<Row> {
  const { table: birds } = dropMissing(flock, { columns: [label] });
  const cells = Object.keys(columns).map((name) => [name, columnOf(birds, name).values] as const);
  return {
    x: times(birds.size, (row) => Object.fromEntries(cells.map(([name, values]) => [name, values[row]!]))),
    y: textsOf(birds, label).map(String),
  };
}
const sexColumns: Columns = { ...measures, island: "text", species: "text" };
const bySpecies = birdsBy("species", { ...measures, island: "text" });
const bySex = birdsBy("sex", sexColumns);

/** What JavaScript makes of texts. */
function cells(): readonly string[] {
  const texts = ["3750", "", " ", "NA", "3,750", "3750 g", "1e999"];
  return [
    line(["text", "Number", "parseFloat"], 12, 10),
    ...texts.map((text) => line([JSON.stringify(text), Number(text), Number.parseFloat(text)], 12, 10)),
  ];
}

const masses = bySpecies.x.map((row) => row["body_mass_g"] as number | null);
const weighed = masses.filter((mass) => mass !== null);
const flippers = bySpecies.x.map((row) => row["flipper_length_mm"] as number | null);

/** The mass of penguins where gaps count as 0, or not at all, and with one mass ten times as large. */
function gaps(): readonly string[] {
  const row = columnsOf(11, 22);
  const shown = (name: string, list: readonly number[]): string => {
    const ordered = list.toSorted((a, b) => a - b);
    const middle = (ordered.length - 1) / 2;
    const median = (ordered[Math.floor(middle)]! + ordered[Math.ceil(middle)]!) / 2;
    return row([name, list.length, ...[median, mean(list), spread(list)].map((each) => each.toFixed(0))]);
  };
  const typo = weighed.map((mass, i) => (i === 0 ? 10 * mass : mass));
  return [
    row(["", "values", "median", "mean", "deviation"]),
    shown("gaps left out", weighed),
    shown("gaps read as 0", masses.map(Number)),
    shown("3750 typed as 37500", typo),
  ];
}

/** Some of the masses deleted at random and filled with the mean of the others: how far they vary, and with the flippers. */
function filled(): readonly string[] {
  const both = masses.flatMap((mass, i) => (mass === null ? [] : [[mass, flippers[i]!] as const]));
  const [all, long] = [both.map(([mass]) => mass), both.map(([, flipper]) => flipper)];
  const [deviation, r] = [spread(all), correlation(all, long)];
  const row = columnsOf(13, 10);
  return [
    row(["filled", "deviation", "σ√(1−p)", "correlation", "r√(1−p)"]),
    ...[0, 0.1, 0.3, 0.5].map((share) => {
      const runs = times(100, (seed) => {
        const random = source(seed);
        const kept = all.map((mass) => (random() < share ? null : mass));
        const left = kept.filter((mass) => mass !== null);
        const full = kept.map((mass) => mass ?? mean(left));
        return [spread(full), correlation(full, long)] as const;
      });
      const root = Math.sqrt(1 - share);
      const [deviations, correlations] = [0, 1].map((which) => mean(runs.map((run) => run[which]!)));
      return row([
        `${100 * share} %`,
        ...[deviations!, deviation * root].map((each) => each.toFixed(0)),
        ...[correlations!, r * root].map((each) => each.toFixed(2)),
      ]);
    }),
  ];
}

/** How many Chinstraps are among 34 penguins in the test set. */
function strata(): readonly string[] {
  const birds = table({ species: [...bySpecies.y] });
  const counts = (by?: ReturnType<typeof stratified>): number[] =>
    times(1000, (seed) => {
      const how = { test: 0.1, key: key(seed) };
      const { test } = split(birds, by === undefined ? how : { ...how, by });
      return test.columns["species"]!.values.filter((species) => species === "Chinstrap").length;
    });
  const shown = (name: string, list: readonly number[], predicted: string): string => {
    const ends = [Math.min(...list), Math.max(...list)];
    return line([name, mean(list).toFixed(2), ...ends, spread(list).toFixed(2), predicted]);
  };
  const [rows, held, share] = [344, 34, 68 / 344];
  const deviation = Math.sqrt((held * share * (1 - share) * (rows - held)) / (rows - 1));
  return [
    line(["34 of 344", "mean", "fewest", "most", "deviation", "predicted"]),
    shown("at random", counts(), deviation.toFixed(2)),
    shown("stratified", counts(stratified("species")), "0.00"),
  ];
}

/** The species by the nearest neighbour, from the bill's length and the mass, in several units. */
function units(): readonly string[] {
  const row = columnsOf(16, 16);
  const of: Columns = { bill_length_mm: "number", body_mass_g: "number" };
  const whole = bySpecies.x.flatMap((row, i) => (row["body_mass_g"] === null ? [] : [i]));
  const birds: Data<Row> = { x: whole.map((i) => bySpecies.x[i]!), y: whole.map((i) => bySpecies.y[i]!) };
  const raw =
    (scale: number) =>
    (rows: readonly Row[]): number[][] =>
      rows.map((row) => [Number(row["bill_length_mm"]), scale * Number(row["body_mass_g"])]);
  const tried = (make: (train: readonly Row[], rows: readonly Row[]) => number[][]): string => {
    const all = times(100, (seed) => {
      const { train, test } = packages.split(birds, 1 / 4, seed);
      return accuracy({ x: make(train.x, train.x), y: train.y }, { x: make(train.x, test.x), y: test.y });
    });
    return `${percent(mean(all))} ± ${(100 * spread(all)).toFixed(1)}`;
  };
  const same = (make: (rows: readonly Row[]) => number[][]) => tried((_, rows) => make(rows));
  return [
    row(["bill, mass in", "right"]),
    row(["mm, g", same(raw(1))]),
    row(["mm, kg", same(raw(0.001))]),
    row(["mm, t", same(raw(0.000001))]),
    row(["standardised", tried((train, rows) => packages.prepare(train, of, rows)[0]!)]),
  ];
}

/** How far the mean of all rows is from that of the training set, in deviations of the mass. */
function shift(): readonly string[] {
  const all = table({ mass: [...weighed] });
  const deviation = spread(weighed) * Math.sqrt(weighed.length / (weighed.length - 1));
  return [
    line(["train", "test", "measured", "predicted"], 11, 9),
    ...["20 20", "60 20", "171 57", "257 85"].map((sizes) => {
      const [n = 0, m = 0] = sizes.split(" ").map(Number);
      const rest = 1 - (n + m) / weighed.length;
      const shifts = times(400, (seed) => {
        const [first, last] = [n / weighed.length, m / weighed.length];
        const fractions = rest > 1e-9 ? ([first, rest, last] as const) : ([first, last] as const);
        const parts = split(all, { fractions, key: key(seed) });
        const [train, test] = [parts[0], parts.at(-1)!].map((part) => numbersOf(part, "mass") as number[]);
        return (mean([...train!, ...test!]) - mean(train!)) / deviation;
      });
      const measured = Math.sqrt(mean(shifts.map((each) => each ** 2)));
      return line([n, m, measured.toFixed(3), Math.sqrt(m / (n * (n + m))).toFixed(3)], 11, 9);
    }),
  ];
}

/** Measured once, however many tables show it. */
const measured = new Map<string, ReturnType<typeof averaged>>();
function once(name: string, runs: number, run: (seed: number) => Outcome): ReturnType<typeof averaged> {
  const found = measured.get(name) ?? averaged(runs, run);
  measured.set(name, found);
  return found;
}
const ofBirds = (leak: Leak) => once(leak, 120, (seed) => sexes(packages, bySex, sexColumns, seed, leak));
const ofCoins = (columns: number, from: "train" | "all") =>
  once(`${from} ${columns}`, 80, (seed) => coins(packages, columns, seed, from));
const wide = columnsOf(12, 34);
const outcome = (name: string, { reported, fresh, error }: Outcome & { readonly error: number }): string => {
  const points = [reported - fresh, error].map((each) => (100 * each).toFixed(1)).join(" ± ");
  return wide([name, percent(reported), percent(fresh), points]);
};

/** An outcome as the table shows it, and the picture. */
const rounded = ({ reported, fresh }: Outcome): Outcome => ({
  reported: Number((100 * reported).toFixed(1)) / 100,
  fresh: Number((100 * fresh).toFixed(1)) / 100,
});
/** What a test reports and what is true, with each leak and without. */
const leaks = (): readonly string[] => [
  wide(["sex of a penguin", "reported", "fresh rows", "points"]),
  outcome("training set alone", ofBirds("none")),
  outcome("fill and scale by all rows", ofBirds("statistics")),
  outcome("the same, with a typo in the test", ofBirds("typo")),
  outcome("every row twice, then split", ofBirds("repeats")),
  wide(["toss of a coin, 2,000 columns", "reported", "fresh rows", "points"]),
  outcome("20 chosen by the training set", ofCoins(2000, "train")),
  outcome("20 chosen by all rows", ofCoins(2000, "all")),
];

/** The leak through a choice, by how many columns there are to choose from. */
const columns = (): readonly string[] => [
  line(["columns", "reported", "fresh rows"], 12, 10),
  ...[20, 60, 200, 2000].map((count) => {
    const { reported, fresh } = ofCoins(count, "all");
    return line([count, percent(reported), percent(fresh)], 12, 10);
  }),
];

/** The sex of penguins of a species that the model has never met, and of those that it has. */
function groups(): readonly string[] {
  const row = columnsOf(16, 12);
  const shown = (name: string): string => {
    const { reported, fresh, own } = strangers(bySex, name, measures);
    return row([name, ...[reported, fresh, own].map((share) => percent(share))]);
  };
  return [
    row(["left out", "known species", "this one", "own statistics"]),
    ...[...new Set(bySpecies.y)].map(shown),
  ];
}

const tables = { cells, gaps, filled, strata, units, shift, leaks, columns, groups };
await printTables(tables, {
  opening: () =>
    opening(
      compared(
        (leak) => rounded(ofBirds(leak)),
        (from) => rounded(ofCoins(2000, from)),
      ),
    ),
});
