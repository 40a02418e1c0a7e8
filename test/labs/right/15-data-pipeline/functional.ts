// One expression each, as far as it goes.
import { shuffled } from "../provided/random.ts";

type Cell = number | string | null;
type Row = Record<string, Cell>;
type Columns = Record<string, "number" | "text">;
type Data<X> = { x: readonly X[]; y: readonly string[] };

const map = <A, B>(object: Readonly<Record<string, A>>, change: (value: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
const refuse = (message: string): never => {
  throw new RangeError(message);
};

export const clean = (
  file: readonly Record<string, string>[],
  { columns, label, missing }: { columns: Columns; label: string; missing: readonly string[] },
): Data<Row> => {
  const cell = (text: string): string | null => (missing.includes(text.trim()) ? null : text.trim());
  const number = (text: string, name: string): number =>
    text === "" || !Number.isFinite(Number(text)) ? refuse(`${name} cannot be "${text}"`) : Number(text);
  const read = file
    .map((entry) => ({
      row: map(columns, (kind, name): Cell => {
        const text = cell(entry[name]!);
        return text === null || kind === "text" ? text : number(text, name);
      }),
      answer: cell(entry[label]!),
    }))
    .filter(({ answer }) => answer !== null);
  const once = [...new Map(read.map((each) => [JSON.stringify(each), each])).values()];
  return { x: once.map(({ row }) => row), y: once.map(({ answer }) => answer!) };
};

export const split = <X>(
  { x, y }: Data<X>,
  share: number,
  random: () => number,
): { train: Data<X>; test: Data<X> } => {
  const groups = y.reduce(
    (all, label, row) => (all.get(label)?.push(row) ?? all.set(label, [row]), all),
    new Map<string, number[]>(),
  );
  const held = new Set(
    [...groups.values()].flatMap((rows) => shuffled(rows, random).slice(0, Math.round(share * rows.length))),
  );
  const part = (wanted: boolean): Data<X> => {
    const rows = [...y.keys()].filter((row) => held.has(row) === wanted);
    return { x: rows.map((row) => x[row]!), y: rows.map((row) => y[row]!) };
  };
  return { train: part(false), test: part(true) };
};

const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;

export const fit = (rows: readonly Row[], columns: Columns) =>
  map(columns, (kind, name) => {
    const cells = rows.map((row) => row[name]!).filter((cell) => cell !== null);
    if (kind === "text") return { categories: cells.filter((cell, i) => cells.indexOf(cell) === i).toSorted() as string[] };
    const sorted = (cells as number[]).toSorted((a, b) => a - b);
    const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
    if (lower === undefined || upper === undefined) return refuse(`no value in ${name}`);
    const middle = mean(sorted);
    return {
      median: lower + (upper - lower) / 2,
      mean: middle,
      deviation: sorted.every((each) => each === lower)
        ? 1
        : Math.sqrt(mean(sorted.map((each) => (each - middle) ** 2))),
    };
  });

export const transform = (
  row: Row,
  statistics: Record<string, { median: number; mean: number; deviation: number } | { categories: readonly string[] }>,
): number[] =>
  Object.keys(statistics)
    .map((name) => ({ cell: row[name], of: statistics[name]! }))
    .flatMap(({ cell, of }) =>
      "categories" in of
        ? of.categories.map((category) => (category === cell ? 1 : 0))
        : [((typeof cell === "number" ? cell : of.median) - of.mean) / of.deviation],
    );

export const prepare = ({ train, test }: { train: Data<Row>; test: Data<Row> }, columns: Columns) => {
  const statistics = fit(train.x, columns);
  const [first, second] = [train, test].map(({ x, y }) => ({ x: x.map((row) => transform(row, statistics)), y: y.slice() }));
  return { statistics, train: first, test: second };
};
