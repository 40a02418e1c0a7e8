import {
  fillMissing,
  numbersOf,
  oneHot,
  split,
  standardise,
  stratified,
  table,
  trainingPart,
} from "@downhill/data";
import { key } from "@downhill/tensor";
import type { Cell, Columns, Data, Parts, Row } from "./key/solution.ts";
import { accuracy } from "./provided/nearest.ts";
import { noise, only, strongest } from "./provided/noise.ts";
import { source } from "./provided/random.ts";

/* What a test reports of a model, and what rows that nothing has touched say of it, with a leak and without. */

/** A pipeline: the packages' below, a learner's in picture.ts. */
export interface Tools {
  split<X>(data: Data<X>, share: number, seed: number): Parts<X>;
  /** Lists of rows as numbers, by the statistics of the rows in `from`. */
  prepare(from: readonly Row[], columns: Columns, ...lists: readonly (readonly Row[])[]): number[][][];
}

/** Shares of right answers: in the test set, and on rows that were put aside before everything else. */
export interface Outcome {
  readonly reported: number;
  readonly fresh: number;
}

/** What goes wrong: nothing, statistics of all rows, the same with a wrong digit in the test set, or rows that are there twice. */
export type Leak = "none" | "statistics" | "typo" | "repeats";

/** The rows with a fifth of their numbers deleted, drawn at random. */
function withGaps(rows: readonly Row[], columns: Columns, random: () => number): Row[] {
  const thinned = (name: string, cell: Cell): Cell =>
    columns[name] === "number" && random() < 0.2 ? null : cell;
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, thinned(name, cell)])),
  );
}

/** A body mass with a digit too many, in the first row that has one. */
function withTypo(rows: readonly Row[]): Row[] {
  const at = rows.findIndex((row) => row["body_mass_g"] !== null);
  return rows.map((row, i) => (i === at ? { ...row, body_mass_g: 10 * Number(row["body_mass_g"]) } : row));
}

/** The sex of penguins by their nearest neighbour: a third of them is put aside, a quarter of the others is the test set. */
export function sexes(tools: Tools, birds: Data<Row>, columns: Columns, seed: number, leak: Leak): Outcome {
  const gappy = { x: withGaps(birds.x, columns, source(seed)), y: birds.y };
  const { train: known, test: fresh } = tools.split(gappy, 1 / 3, 2 * seed);
  const rows = leak === "repeats" ? { x: [...known.x, ...known.x], y: [...known.y, ...known.y] } : known;
  const { train, test } = tools.split(rows, 1 / 4, 2 * seed + 1);
  const tested = leak === "typo" ? withTypo(test.x) : test.x;
  const from = leak === "statistics" || leak === "typo" ? [...train.x, ...tested] : train.x;
  const [a = [], b = [], c = []] = tools.prepare(from, columns, train.x, tested, fresh.x);
  const model = { x: a, y: train.y };
  return {
    reported: accuracy(model, { x: b, y: test.y }),
    fresh: accuracy(model, { x: c, y: fresh.y }),
  };
}

/** Tosses of a coin by the nearest neighbour in 20 columns of noise: the 20 that go best with the labels of the training set, or of all rows. */
export function coins(tools: Tools, columns: number, seed: number, from: "train" | "all"): Outcome {
  const random = source(seed);
  const [known, fresh] = [noise(60, columns, random), noise(60, columns, random)];
  const { train, test } = tools.split(known, 1 / 4, seed);
  const chosen = strongest(from === "all" ? known : train, Math.min(20, columns));
  const model = only(train, chosen);
  return {
    reported: accuracy(model, only(test, chosen)),
    fresh: accuracy(model, only(fresh, chosen)),
  };
}

export const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;

/** The means over some seeds of what was reported and what was true. */
export function averaged(
  seeds: number,
  once: (seed: number) => Outcome,
): Outcome & { readonly error: number } {
  const all = Array.from({ length: seeds }, (_, seed) => once(seed));
  const gaps = all.map(({ reported, fresh }) => reported - fresh);
  const middle = mean(gaps);
  return {
    reported: mean(all.map(({ reported }) => reported)),
    fresh: mean(all.map(({ fresh }) => fresh)),
    /** The standard error of their difference. */
    error: Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - middle) ** 2, 0) / (seeds - 1) / seeds),
  };
}

/** The standard deviation. */
export const spread = (list: readonly number[]): number => {
  const middle = mean(list);
  return Math.sqrt(mean(list.map((each) => (each - middle) ** 2)));
};

/** How well two lists go with each other, from -1 to 1. */
export const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [ma, mb] = [mean(a), mean(b)];
  return mean(a.map((each, i) => (each - ma) * (b[i]! - mb))) / (spread(a) * spread(b));
};

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
export const packages: Tools = {
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

/**
 * The sex of penguins by a model that has not met one species: on those that it has met, on this one, and on this one where each species
 * is standardised by its own statistics.
 */
export function strangers(
  { x, y }: Data<Row>,
  left: string,
  columns: Columns,
): Outcome & { readonly own: number } {
  const pick = (wanted: boolean): Data<Row> => {
    const rows = x.flatMap((row, i) => ((row["species"] === left) === wanted ? [i] : []));
    return { x: rows.map((i) => x[i]!), y: rows.map((i) => y[i]!) };
  };
  const [known, other] = [pick(false), pick(true)];
  const seen = averaged(100, (seed) => {
    const { train, test } = packages.split(known, 1 / 4, seed);
    const [a = [], b = [], c = []] = packages.prepare(train.x, columns, train.x, test.x, other.x);
    const model = { x: a, y: train.y };
    return {
      reported: accuracy(model, { x: b, y: test.y }),
      fresh: accuracy(model, { x: c, y: other.y }),
    };
  });
  const made = new Map<Row, number[]>();
  for (const name of new Set(x.map((row) => row["species"]))) {
    const rows = x.filter((row) => row["species"] === name);
    for (const [i, list] of packages.prepare(rows, columns, rows)[0]!.entries()) made.set(rows[i]!, list);
  }
  const alike = (part: Data<Row>): Data<number[]> => ({ x: part.x.map((row) => made.get(row)!), y: part.y });
  return { ...seen, own: accuracy(alike(known), alike(other)) };
}
