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
  fillMissing,
  numbersOf,
  oneHot,
  penguins,
  split,
  standardise,
  stratified,
  table,
  textsOf,
  trainingPart,
} from "@downhill/data";
import { key } from "@downhill/tensor";
import type { Columns, Data, Row } from "./key/solution.ts";
import { averaged, coins, type Leak, mean, type Outcome, sexes, type Tools } from "./leaks.ts";
import { compared, opening } from "./picture.ts";
import { accuracy } from "./provided/nearest.ts";
import { measures } from "./provided/penguins.ts";
import { source } from "./provided/random.ts";

const line = (cells: readonly (string | number)[], width = 11, first = 16): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? first : width)).join("");
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const spread = (list: readonly number[]): number => {
  const middle = mean(list);
  return Math.sqrt(mean(list.map((each) => (each - middle) ** 2)));
};
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

/** Rows as a table of the packages. */
const tableOf = (rows: readonly Row[], columns: Columns) =>
  table(
    Object.fromEntries(
      Object.entries(columns).map(([name, kind]) => {
        const values = rows.map((row) => row[name]!);
        return [name, { kind, values } as Parameters<typeof table>[0][string]];
      }),
    ),
  );
const numeric = (columns: Columns): string[] =>
  Object.keys(columns).filter((name) => columns[name] === "number");

/** The packages' pipeline: stratified parts, medians for gaps, mean 0 and deviation 1, and a column for each category. */
const packages: Tools = {
  split<X>(data: Data<X>, share: number, seed: number) {
    const places = table({ row: data.y.map((_, row) => row), label: [...data.y] });
    const parts = split(places, { test: share, key: key(seed), by: stratified("label") });
    const part = (of: typeof parts.train | typeof parts.test): Data<X> => {
      const rows = numbersOf(of, "row") as number[];
      return { x: rows.map((row) => data.x[row]!), y: rows.map((row) => data.y[row]!) };
    };
    return { train: part(parts.train), test: part(parts.test) };
  },
  prepare(from, columns, ...lists) {
    const [train, numbers] = [trainingPart(tableOf(from, columns)), numeric(columns)];
    const filler = fillMissing(Object.fromEntries(numbers.map((name) => [name, "median" as const]))).fit(
      train,
    );
    const scaler = standardise({ columns: numbers }).fit(filler.clean(train).table);
    const texts = Object.keys(columns).filter((name) => columns[name] === "text");
    const encoder = oneHot(texts, { unseen: "zeros" }).fit(train);
    return lists.map((rows) => {
      const made = encoder.transform(scaler.transform(filler.clean(tableOf(rows, columns)).table));
      const values = made.names.map((name) => numbersOf(made, name) as number[]);
      return rows.map((_, row) => values.map((column) => column[row]!));
    });
  },
};

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
  const sorted = (list: readonly number[]): number[] => list.toSorted((a, b) => a - b);
  const shown = (name: string, list: readonly number[]): string => {
    const ordered = sorted(list);
    const middle = (ordered.length - 1) / 2;
    const median = (ordered[Math.floor(middle)]! + ordered[Math.ceil(middle)]!) / 2;
    return line(
      [name, list.length, median.toFixed(0), mean(list).toFixed(0), spread(list).toFixed(0)],
      11,
      22,
    );
  };
  const typo = weighed.map((mass, i) => (i === 0 ? 10 * mass : mass));
  return [
    line(["", "values", "median", "mean", "deviation"], 11, 22),
    shown("gaps left out", weighed),
    shown("gaps read as 0", masses.map(Number)),
    shown("3750 typed as 37500", typo),
  ];
}

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((each, i) => (each - ma) * (b[i]! - mb))) / (spread(a) * spread(b));
};
/** Some of the masses deleted at random and filled with the mean of the others: how far they vary, and with the flippers. */
function filled(): readonly string[] {
  const both = masses.flatMap((mass, i) => (mass === null ? [] : [[mass, flippers[i]!] as const]));
  const [all, long] = [both.map(([mass]) => mass), both.map(([, flipper]) => flipper)];
  const [deviation, r] = [spread(all), correlation(all, long)];
  return [
    line(["filled", "deviation", "σ√(1−p)", "correlation", "r√(1−p)"], 13, 10),
    ...[0, 0.1, 0.3, 0.5].map((share) => {
      const runs = times(100, (seed) => {
        const random = source(seed);
        const kept = all.map((mass) => (random() < share ? null : mass));
        const left = kept.filter((mass) => mass !== null);
        const full = kept.map((mass) => mass ?? mean(left));
        return [spread(full), correlation(full, long)] as const;
      });
      const root = Math.sqrt(1 - share);
      return line(
        [
          `${100 * share} %`,
          mean(runs.map(([sd]) => sd)).toFixed(0),
          (deviation * root).toFixed(0),
          mean(runs.map(([, each]) => each)).toFixed(2),
          (r * root).toFixed(2),
        ],
        13,
        10,
      );
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
  const shown = (name: string, list: readonly number[], predicted: string): string =>
    line([
      name,
      mean(list).toFixed(2),
      Math.min(...list),
      Math.max(...list),
      spread(list).toFixed(2),
      predicted,
    ]);
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
    line(["bill, mass in", "right"], 16, 16),
    line(["mm, g", same(raw(1))], 16, 16),
    line(["mm, kg", same(raw(0.001))], 16, 16),
    line(["mm, t", same(raw(0.000001))], 16, 16),
    line(["standardised", tried((train, rows) => packages.prepare(train, of, rows)[0]!)], 16, 16),
  ];
}

/** How far the mean of all rows is from that of the training set, in deviations of the mass. */
function shift(): readonly string[] {
  const all = table({ mass: [...weighed] });
  const deviation = spread(weighed) * Math.sqrt(weighed.length / (weighed.length - 1));
  return [
    line(["train", "test", "measured", "predicted"], 11, 9),
    ...[
      [20, 20],
      [60, 20],
      [171, 57],
      [257, 85],
    ].map(([n = 0, m = 0]) => {
      const rest = 1 - (n + m) / weighed.length;
      const shifts = times(400, (seed) => {
        const fractions = [n, m].map((size) => size / weighed.length);
        const parts =
          rest > 1e-9
            ? split(all, { fractions: [fractions[0]!, rest, fractions[1]!], key: key(seed) })
            : split(all, { fractions: [fractions[0]!, fractions[1]!], key: key(seed) });
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
const outcome = (name: string, { reported, fresh, error }: Outcome & { readonly error: number }): string =>
  line(
    [
      name,
      percent(reported),
      percent(fresh),
      `${(100 * (reported - fresh)).toFixed(1)} ± ${(100 * error).toFixed(1)}`,
    ],
    12,
    34,
  );

/** An outcome as the table shows it, and the picture. */
const rounded = ({ reported, fresh }: Outcome): Outcome => ({
  reported: Number((100 * reported).toFixed(1)) / 100,
  fresh: Number((100 * fresh).toFixed(1)) / 100,
});
/** What a test reports and what is true, with each leak and without. */
const leaks = (): readonly string[] => [
  line(["sex of a penguin", "reported", "fresh rows", "points"], 12, 34),
  outcome("training set alone", ofBirds("none")),
  outcome("fill and scale by all rows", ofBirds("statistics")),
  outcome("the same, with a typo in the test", ofBirds("typo")),
  outcome("every row twice, then split", ofBirds("repeats")),
  line(["toss of a coin, 2,000 columns", "reported", "fresh rows", "points"], 12, 34),
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
  const species = [...new Set(bySpecies.y)];
  const pick = (wanted: (name: string) => boolean): Data<Row> => {
    const rows = bySex.x.flatMap((row, i) => (wanted(String(row["species"])) ? [i] : []));
    return { x: rows.map((i) => bySex.x[i]!), y: rows.map((i) => bySex.y[i]!) };
  };
  /** Rows as numbers, each species by its own statistics. */
  const own = ({ x, y }: Data<Row>): Data<number[]> => {
    const made = new Map<Row, number[]>();
    for (const name of species) {
      const rows = x.filter((row) => row["species"] === name);
      if (rows.length > 0)
        for (const [i, list] of packages.prepare(rows, measures, rows)[0]!.entries())
          made.set(rows[i]!, list);
    }
    return { x: x.map((row) => made.get(row)!), y };
  };
  return [
    line(["left out", "known species", "this one", "own statistics"], 16, 12),
    ...species.map((name) => {
      const [known, other] = [pick((each) => each !== name), pick((each) => each === name)];
      const seen = averaged(100, (seed) => {
        const { train, test } = packages.split(known, 1 / 4, seed);
        const [a = [], b = [], c = []] = packages.prepare(train.x, measures, train.x, test.x, other.x);
        const model = { x: a, y: train.y };
        return {
          reported: accuracy(model, { x: b, y: test.y }),
          fresh: accuracy(model, { x: c, y: other.y }),
        };
      });
      const adapted = accuracy(own(known), own(other));
      return line([name, percent(seen.reported), percent(seen.fresh), percent(adapted)], 16, 12);
    }),
  ];
}

const tables = { cells, gaps, filled, strata, units, shift, leaks, columns, groups };
const asked = process.argv.slice(2);
if (asked.includes("opening"))
  process.stdout.write(
    opening(
      compared(
        (leak) => rounded(ofBirds(leak)),
        (from) => rounded(ofCoins(2000, from)),
      ),
    ),
  );
else
  for (const [name, made] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${made().join("\n")}\n`);
