// Numbers in typed arrays; categories by their place in a Map.
import { shuffled } from "../provided/random.ts";

type Any = any;

export function clean(file: Any[], { columns, label, missing }: Any) {
  const names = Object.keys(columns);
  const kept = new Map<string, { row: Any; label: string }>();
  file.forEach((entry) => {
    const text = (name: string): string | null => {
      const cell = entry[name].trim();
      return missing.some((each: string) => each === cell) ? null : cell;
    };
    const row = Object.fromEntries(
      names.map((name) => {
        const cell = text(name);
        if (cell === null || columns[name] !== "number") return [name, cell];
        const [value] = Float64Array.of(cell === "" ? NaN : Number(cell));
        if (value! - value! !== 0) throw new RangeError(`${name}: ${cell}`);
        return [name, value];
      }),
    );
    const answer = text(label);
    const key = JSON.stringify([Object.values(row), answer]);
    if (answer !== null && !kept.has(key)) kept.set(key, { row, label: answer });
  });
  const rows = Array.from(kept.values());
  return { x: rows.map(({ row }) => row), y: rows.map((each) => each.label) };
}

export function split({ x, y }: Any, share: number, random: () => number) {
  const isTest = new Uint8Array(y.length);
  const order = Uint32Array.from(shuffled(Array.from(y.keys()) as number[], random));
  // Sorted by label, with the shuffle kept inside each: a stable sort.
  const labels = [...new Set<string>(y)];
  const numbers = new Map(labels.map((each, i) => [each, i]));
  const byLabel = Array.from(order).sort((a, b) => numbers.get(y[a])! - numbers.get(y[b])!);
  for (let from = 0; from < byLabel.length; ) {
    let to = from;
    while (to < byLabel.length && y[byLabel[to]!] === y[byLabel[from]!]) to++;
    const end = from + Math.round((to - from) * share);
    for (let i = from; i < end; i++) isTest[byLabel[i]!] = 1;
    from = to;
  }
  const part = (flag: number) => {
    const rows = Array.from(order.filter((row) => isTest[row] === flag));
    return { x: rows.map((row) => x[row]), y: rows.map((row) => y[row]) };
  };
  return { test: part(1), train: part(0) };
}

export function fit(rows: Any[], columns: Any) {
  const learn = (name: string, kind: string) => {
    const cells = rows.map((row) => row[name]).filter((cell) => cell !== null);
    if (kind === "text") return { categories: Array.from(new Set<string>(cells)).sort() };
    const values = Float64Array.from(cells).sort();
    const n = values.length;
    if (n < 1) throw new RangeError(`There is no value in ${name}.`);
    const mean = values.reduce((sum, value) => sum + value / n, 0);
    const away = values.map((value) => value - mean);
    const largest = away.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const deviation = largest * Math.sqrt(away.reduce((sum, each) => sum + (each / (largest || 1)) ** 2, 0) / n);
    const middle = values.subarray(Math.ceil(n / 2) - 1, Math.floor(n / 2) + 1);
    const median = middle.reduce((sum, value) => sum + value, 0) / middle.length;
    return { median, mean, deviation: values[0] === values[n - 1] ? 1 : deviation };
  };
  return Object.fromEntries(Object.entries<string>(columns).map(([name, kind]) => [name, learn(name, kind)]));
}

export function transform(row: Any, statistics: Any): Float64Array {
  const width = (of: Any): number => of.categories?.length ?? 1;
  const all = Object.entries<Any>(statistics);
  const made = new Float64Array(all.reduce((sum, [, of]) => sum + width(of), 0));
  let at = 0;
  for (const [name, of] of all) {
    if (of.categories === undefined) made[at] = ((row[name] ?? of.median) - of.mean) / of.deviation;
    else {
      const k = of.categories.indexOf(row[name]);
      if (k >= 0) made[at + k] = 1;
    }
    at += width(of);
  }
  return made;
}

export function prepare(parts: Any, columns: Any) {
  const statistics = fit(parts.train.x, columns);
  const made = ({ x, y }: Any) => ({ x: x.map((row: Any) => transform(row, statistics)), y: Array.from(y) });
  return { train: made(parts.train), test: made(parts.test), statistics };
}
