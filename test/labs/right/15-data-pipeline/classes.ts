// Columns as objects with private fields; answers with getters.
import { shuffled } from "../provided/random.ts";

type Cell = number | string | null;
type Row = Readonly<Record<string, Cell>>;
type Kind = "number" | "text";

class Part {
  readonly #rows: unknown[] = [];
  readonly #labels: string[] = [];
  get x() {
    return this.#rows;
  }
  get y() {
    return this.#labels;
  }
  add(row: unknown, label: string): this {
    this.#rows.push(row);
    this.#labels.push(label);
    return this;
  }
}

class UnreadableCell extends RangeError {
  constructor(column: string, text: string) {
    super(`${column}: "${text}"`);
  }
}

class Numbers {
  readonly #sorted: Float64Array;
  constructor(name: string, cells: readonly Cell[]) {
    this.#sorted = Float64Array.from(cells.filter((cell) => cell !== null) as number[]).sort();
    if (this.#sorted.length === 0) throw new RangeError(`nothing in ${name}`);
  }
  get median(): number {
    const { length } = this.#sorted;
    const upper = this.#sorted[length >> 1]!;
    return length % 2 === 1 ? upper : (this.#sorted[(length >> 1) - 1]! + upper) / 2;
  }
  get mean(): number {
    return this.#sorted.reduce((a, b) => a + b) / this.#sorted.length;
  }
  get deviation(): number {
    if (this.#sorted[0] === this.#sorted[this.#sorted.length - 1]) return 1;
    const { mean } = this;
    return Math.sqrt(this.#sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / this.#sorted.length);
  }
}

export function clean(
  file: readonly Record<string, string>[],
  reading: { columns: Record<string, Kind>; label: string; missing: readonly string[] },
): Part {
  const part = new Part();
  const gone = new Set(reading.missing);
  const known = new Set<string>();
  for (const entry of file) {
    const row: Record<string, Cell> = {};
    for (const name in reading.columns) {
      const text = entry[name]!.trim();
      if (gone.has(text)) row[name] = null;
      else if (reading.columns[name] === "text") row[name] = text;
      else {
        if (text.length === 0 || !Number.isFinite(+text)) throw new UnreadableCell(name, text);
        row[name] = +text;
      }
    }
    const label = entry[reading.label]!.trim();
    if (gone.has(label)) continue;
    const key = JSON.stringify({ row, label });
    if (!known.has(key)) part.add(row, label);
    known.add(key);
  }
  return part;
}

export function split(data: { x: readonly unknown[]; y: readonly string[] }, share: number, random: () => number) {
  // One shuffle of all rows; of each label, the first ones go to the test set.
  const owed = new Map<string, number>();
  for (const label of data.y) owed.set(label, (owed.get(label) ?? 0) + 1);
  for (const [label, count] of owed) owed.set(label, Math.round(share * count));
  const [train, test] = [new Part(), new Part()];
  for (const row of shuffled([...data.y.keys()], random)) {
    const label = data.y[row]!;
    const left = owed.get(label)!;
    (left > 0 ? test : train).add(data.x[row], label);
    owed.set(label, left - 1);
  }
  return { train, test };
}

export function fit(rows: readonly Row[], columns: Readonly<Record<string, Kind>>) {
  const learnt: Record<string, Numbers | { categories: string[] }> = {};
  for (const [name, kind] of Object.entries(columns)) {
    const cells = rows.map((row) => row[name] ?? null);
    learnt[name] =
      kind === "number"
        ? new Numbers(name, cells)
        : { categories: Array.from(new Set(cells.filter((cell) => cell !== null) as string[])).sort() };
  }
  return learnt;
}

export function transform(
  row: Row,
  statistics: Readonly<Record<string, { categories: readonly string[] } | { median: number; mean: number; deviation: number }>>,
): number[] {
  const made: number[] = [];
  for (const name of Object.keys(statistics)) {
    const of = statistics[name]!;
    if ("categories" in of) for (const category of of.categories) made.push(row[name] === category ? 1 : 0);
    else made.push(((row[name] === null ? of.median : (row[name] as number)) - of.mean) / of.deviation);
  }
  return made;
}

export function prepare(
  parts: Readonly<Record<"train" | "test", { x: readonly Row[]; y: readonly string[] }>>,
  columns: Readonly<Record<string, Kind>>,
) {
  const statistics = fit(parts.train.x, columns);
  const made = ({ x, y }: { x: readonly Row[]; y: readonly string[] }): Part =>
    x.reduce((part, row, i) => part.add(transform(row, statistics), y[i]!), new Part());
  return { statistics, train: made(parts.train), test: made(parts.test) };
}
