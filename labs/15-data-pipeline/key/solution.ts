import { shuffled } from "../provided/random.ts";

/** A row as it stands in a file: a text for each column. */
export type Entry = Readonly<Record<string, string>>;
/** What the columns of features hold. */
export type Columns = Readonly<Record<string, "number" | "text">>;
/** How a file is to be read. */
export interface Reading {
  readonly columns: Columns;
  /** The column that is to be predicted; a text. */
  readonly label: string;
  /** The texts that stand for a missing value, such as "NA". */
  readonly missing: readonly string[];
}
/** A cell after cleaning: a number, a text, or null where the value is missing. */
export type Cell = number | string | null;
/** A row after cleaning: a cell for each column of features. */
export type Row = Readonly<Record<string, Cell>>;

/** Rows and their labels: `y[i]` belongs to `x[i]`. */
export interface Data<X> {
  readonly x: readonly X[];
  readonly y: readonly string[];
}
export interface Parts<X> {
  readonly train: Data<X>;
  readonly test: Data<X>;
}

/** What `fit` learns of a column of numbers. */
export interface NumberStatistics {
  readonly median: number;
  readonly mean: number;
  readonly deviation: number;
}
/** What `fit` learns of a column of texts: its categories, sorted. */
export interface TextStatistics {
  readonly categories: readonly string[];
}
export type Statistics = Readonly<Record<string, NumberStatistics | TextStatistics>>;

/** Parts as lists of numbers, and the statistics that they were made with. */
export interface Prepared extends Parts<number[]> {
  readonly statistics: Statistics;
}

/** The rows of a file as cells, beside their labels: each row once, and none without a label. */
export function clean(file: readonly Entry[], reading: Reading): Data<Row> {
  // #task clean
  const { columns, label, missing } = reading;
  const textOf = (entry: Entry, name: string): string | null => {
    const text = entry[name]!.trim();
    return missing.includes(text) ? null : text;
  };
  const numberOf = (name: string, text: string): number => {
    const value = Number(text);
    if (text !== "" && Number.isFinite(value)) return value;
    throw new RangeError(`clean: "${text}" in the column ${name} is not a number`);
  };
  const data: { x: Row[]; y: string[] } = { x: [], y: [] };
  const seen = new Set<string>();
  for (const entry of file) {
    const cells = Object.entries(columns).map(([name, kind]): [string, Cell] => {
      const text = textOf(entry, name);
      return [name, text === null || kind === "text" ? text : numberOf(name, text)];
    });
    const answer = textOf(entry, label);
    const whole = JSON.stringify([cells, answer]);
    if (answer === null || seen.has(whole)) continue;
    seen.add(whole);
    data.x.push(Object.fromEntries(cells));
    data.y.push(answer);
  }
  return data;
  // #end
}

/** A share of the rows of each label for the test set, drawn at random, and the others for the training set. */
export function split<X>(data: Data<X>, share: number, random: () => number): Parts<X> {
  // #task split
  const part = (): { x: X[]; y: string[] } => ({ x: [], y: [] });
  const parts = { train: part(), test: part() };
  for (const label of new Set(data.y)) {
    const rows = shuffled(
      [...data.y.keys()].filter((row) => data.y[row] === label),
      random,
    );
    const held = Math.round(share * rows.length);
    for (const [place, row] of rows.entries()) {
      const { x, y } = place < held ? parts.test : parts.train;
      x.push(data.x[row]!);
      y.push(label);
    }
  }
  return parts;
  // #end
}

/** The statistics of the columns, from the values that these rows have. */
export function fit(rows: readonly Row[], columns: Columns): Statistics {
  // #task fit
  const valuesOf = (name: string): unknown[] => rows.map((row) => row[name]).filter((cell) => cell !== null);
  const ofNumbers = (name: string): NumberStatistics => {
    const values = valuesOf(name) as number[];
    if (values.length === 0) throw new RangeError(`fit: the column ${name} has no value in these rows`);
    values.sort((a, b) => a - b);
    const middle = (values.length - 1) / 2;
    const median = (values[Math.floor(middle)]! + values[Math.ceil(middle)]!) / 2;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const constant = values[0] === values.at(-1);
    return { median, mean, deviation: constant ? 1 : Math.sqrt(squares / values.length) };
  };
  const ofTexts = (name: string): TextStatistics => ({
    categories: [...new Set(valuesOf(name) as string[])].sort(),
  });
  return Object.fromEntries(
    Object.entries(columns).map(([name, kind]) => [
      name,
      kind === "number" ? ofNumbers(name) : ofTexts(name),
    ]),
  );
  // #end
}

/** A row as a list of numbers, by statistics that were learnt before. */
export function transform(row: Row, statistics: Statistics): number[] {
  // #task transform
  return Object.entries(statistics).flatMap(([name, learnt]) => {
    const cell = row[name]!;
    if ("categories" in learnt) return learnt.categories.map((category) => Number(cell === category));
    const { median, mean, deviation } = learnt;
    return [(((cell as number | null) ?? median) - mean) / deviation];
  });
  // #end
}

/** Both parts as numbers, by the statistics of the training set alone. */
export function prepare(parts: Parts<Row>, columns: Columns): Prepared {
  // #task prepare
  const statistics = fit(parts.train.x, columns);
  const prepared = ({ x, y }: Data<Row>): Data<number[]> => ({
    x: x.map((row) => transform(row, statistics)),
    y: [...y],
  });
  return { statistics, train: prepared(parts.train), test: prepared(parts.test) };
  // #end
}
