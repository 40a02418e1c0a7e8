// Rows flow through generators; lists are made at the end only.
type Any = any;
const isGap = (cell: unknown): cell is null | undefined => cell == null;

function* read(file: Iterable<Any>, { columns, label, missing }: Any): Generator<readonly [Any, string]> {
  const absent = new Set(missing);
  for (const entry of file) {
    const row: Any = {};
    for (const [name, kind] of Object.entries(columns)) {
      const text = entry[name].trim();
      row[name] = absent.has(text) ? null : kind === "text" ? text : parsed(text, name);
    }
    const answer = entry[label].trim();
    if (!absent.has(answer)) yield [row, answer];
  }
}
const parsed = (text: string, name: string): number => {
  const value = text === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) throw RangeError(`Column ${name}, cell ${text}: a finite number or a known gap, please.`);
  return value;
};
function* once<T>(all: Iterable<T>): Generator<T> {
  const keys = new Set<string>();
  for (const each of all) {
    const { size } = keys.add(JSON.stringify(each));
    if (size > counted.get(keys)!) yield each;
    counted.set(keys, size);
  }
}
const counted = new (class extends WeakMap<object, number> {
  override get(key: object) {
    return super.get(key) ?? 0;
  }
})();

function collect<X>(pairs: Iterable<readonly [X, string]>): { x: X[]; y: string[] } {
  const [x, y]: [X[], string[]] = [[], []];
  for (const [row, label] of pairs) x.push(row), y.push(label);
  return { x, y };
}
function* paired<X>({ x, y }: { x: readonly X[]; y: readonly string[] }): Generator<readonly [X, string]> {
  for (const [i, row] of x.entries()) yield [row, y[i]!];
}

export const clean = (file: Any[], reading: Any) => collect(once(read(file, reading)));

/** Selection sampling: each row is taken with the probability that is still owed to its label. */
export function split(data: Any, share: number, random: () => number) {
  const state = new Map<string, { left: number; owed: number }>();
  for (const label of data.y) {
    const of = state.get(label) ?? { left: 0, owed: 0 };
    of.left++;
    state.set(label, of);
  }
  for (const of of state.values()) of.owed = Math.round(of.left * share);
  const parts: Record<"train" | "test", [Any, string][]> = { train: [], test: [] };
  for (const pair of paired<Any>(data)) {
    const of = state.get(pair[1])!;
    const taken = random() * of.left-- < of.owed;
    if (taken) of.owed--;
    parts[taken ? "test" : "train"].push([...pair]);
  }
  return { train: collect(parts.train), test: collect(parts.test) };
}

function* column(rows: Iterable<Any>, name: string): Generator<Any> {
  for (const row of rows) if (!isGap(row[name])) yield row[name];
}
function numbersOf(rows: Any[], name: string) {
  const sorted = [...column(rows, name)].sort((a, b) => Number(a > b) - Number(a < b));
  const count = sorted.length;
  if (!count) throw new RangeError(name);
  let sum = 0;
  for (const value of sorted) sum += value;
  const mean = sum / count;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  const median = 0.5 * (sorted[(count - 1) >> 1] + sorted[count >> 1]);
  return { count, median, mean, deviation: new Set(sorted).size === 1 ? 1 : (squares / count) ** 0.5 };
}
export const fit = (rows: Any[], columns: Any): Any => {
  const all: Any = {};
  for (const [name, kind] of Object.entries(columns))
    all[name] = kind === "number" ? numbersOf(rows, name) : { categories: [...new Set(column(rows, name))].sort() };
  return all;
};

function* numbers(row: Any, statistics: Any): Generator<number> {
  for (const [name, of] of Object.entries<Any>(statistics)) {
    if (of.categories) for (const category of of.categories) yield Number(Object.is(row[name], category));
    else yield ((row[name] ?? of.median) - of.mean) / of.deviation;
  }
}
export const transform = (row: Any, statistics: Any): number[] => [...numbers(row, statistics)];

export const prepare = ({ train, test }: Any, columns: Any) => {
  const statistics = fit(train.x, columns);
  function* made(part: Any): Generator<readonly [number[], string]> {
    for (const [row, label] of paired<Any>(part)) yield [transform(row, statistics), label];
  }
  return { statistics, train: collect(made(train)), test: collect(made(test)) };
};
