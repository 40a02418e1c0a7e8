/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures             all tables
 *                        npm run figures -- floor    one of them: reading, variance, floor, rates, scaling, orders, sorted, average, chapter
 *                        npm run -s figures -- opening > opening.svg
 */
import { batches } from "@downhill/data";
import { key } from "@downhill/tensor";
import {
  best,
  type Drawing,
  excess,
  opening,
  places,
  rates,
  rows,
  type Run,
  slopesOf,
  table,
  train,
} from "./runs.ts";
import type { Data, Vector } from "./key/solution.ts";

const line = (cells: readonly (string | number)[], width = 10): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? 14 : width)).join("");
const shown = (value: number): string =>
  value < 1e4 ? value.toFixed(3) : value.toExponential(0).replace("e+", "e");
const mean = (values: Vector): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const range = (values: Vector): string => `${shown(Math.min(...values))}–${shown(Math.max(...values))}`;

const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const perEpoch = (size: number): number => Math.ceil(rows / size);
/** The paths of 10 seeds. */
const all = (run: Omit<Run, "seed">): Promise<readonly Vector[]> =>
  Promise.all(seeds.map((seed) => train({ ...run, seed })));

/** The excess loss after a number of readings of the table, for several batch sizes and rates. */
const progress = async (
  at: Vector,
  tried: Readonly<Record<string, readonly [size: number, rate: Run["rate"]]>>,
): Promise<readonly string[]> => [
  line(["readings", ...at]),
  ...(await Promise.all(
    Object.entries(tried).map(async ([name, [size, rate]]) => {
      const paths = await all({ size, rate, epochs: at.at(-1)! });
      return line([
        name,
        ...at.map((epoch) => shown(mean(paths.map((path) => path[epoch * perEpoch(size)]!)))),
      ]);
    }),
  )),
];
const reading = () =>
  progress([1, 2, 5, 10, 20, 40], {
    "all 534 rows": [534, rates.whole],
    "batches of 8": [8, rates.constant],
    "rate cut": [8, rates.cut],
  });
const falling = () =>
  progress([1, 5, 20, 40, 80], {
    "η = 0.02": [8, rates.constant],
    "0.02·0.98^t": [8, (step) => 0.02 * 0.98 ** step],
    "1/t": [8, (step) => 0.02 / (1 + step / 1340)],
    cut: [8, rates.cut],
  });

const squares = (list: Vector): number => list.reduce((sum, each) => sum + each * each, 0);
/** The variance of one row's gradient, divided by one less than the number of rows. */
function oneRow(theta: Vector): number {
  const whole = slopesOf(table, places.x, theta);
  const away = table.y.map((_, i) => slopesOf(table, [i], theta).map((slope, j) => slope - whole[j]!));
  return away.reduce((sum, each) => sum + squares(each), 0) / (rows - 1);
}

function variance(): readonly string[] {
  const zero = best.map(() => 0);
  const [one, whole] = [oneRow(zero), slopesOf(table, places.x, zero)];
  const shuffled = [...batches(places, { size: rows, key: key(0), epochs: 2000 })].map(({ x }) => x);
  return [
    line(["B", "σ²/B", "× (1 − B/N)", "measured", "bias"], 13),
    ...[1, 2, 8, 64, 267, 533, 534].map((size) => {
      const slopes = shuffled.map((order) => slopesOf(table, order.subarray(0, size), zero));
      const away = slopes.map((each) => squares(each.map((slope, j) => slope - whole[j]!)));
      const middle = whole.map((slope, j) => mean(slopes.map((each) => each[j]!)) - slope);
      const numbers = [one / size, (one / size) * (1 - size / rows), mean(away), Math.sqrt(squares(middle))];
      return line([size, ...numbers.map((each) => each.toFixed(2))], 13);
    }),
  ];
}

async function floor(): Promise<readonly string[]> {
  const one = oneRow(best);
  const tried = [
    [0.005, 1, 20],
    [0.02, 8, 60],
    [0.04, 8, 40],
    [0.04, 16, 60],
    [0.08, 16, 40],
  ] as const;
  return [
    line(["η", "B", "ηV/4", "afresh", "shuffled"]),
    ...(await Promise.all(
      tried.map(async ([rate, size, epochs]) => {
        const run = { size, rate: () => rate, epochs, start: best };
        const later = async (drawing: Drawing): Promise<string> => {
          const paths = await all({ ...run, drawing });
          return shown(mean(paths.map((path) => mean(path.slice((epochs / 2) * perEpoch(size))))));
        };
        const formula = shown((rate * one) / size / 4);
        return line([rate, size, formula, await later("afresh"), await later("each")]);
      }),
    )),
  ];
}

async function scaling(): Promise<readonly string[]> {
  return [
    line(["B", "η", "steps", "1 reading", "5 readings", "floor"], 12),
    ...(await Promise.all(
      [1, 4, 16, 32, 64, 128, 256].map(async (size) => {
        const [rate, steps] = [0.0025 * size, perEpoch(size)];
        const paths = await all({ size, rate: () => rate, epochs: 30 });
        const after = [1, 5].map((epoch) => shown(mean(paths.map((path) => path[epoch * steps]!))));
        const level = mean(paths.map((path) => mean(path.slice(20 * steps))));
        return line([size, rate, steps, ...after, shown(level)], 12);
      }),
    )),
  ];
}

/** Where 40 epochs in batches of 8 end: the mean of ten seeds, the lowest and the highest; without a seed, the single result. */
const ends = async (rate: Run["rate"], drawing: Drawing, data: Data = table): Promise<readonly string[]> => {
  const last = (await all({ size: 8, rate, epochs: 40, drawing, data })).map((path) => path.at(-1)!);
  return [shown(mean(last)), ...(drawing === "never" ? [] : [range(last)])];
};

async function orders(): Promise<readonly string[]> {
  const row = async (name: string, drawing: Drawing): Promise<string> =>
    line([name, ...(await ends(rates.constant, drawing)), ...(await ends(rates.cut, drawing))], 15);
  return [
    line(["", "η = 0.02", "range", "η cut", "range"], 15),
    await row("each epoch", "each"),
    await row("once", "once"),
    await row("afresh", "afresh"),
  ];
}

/** Never shuffled: the rows in the order of the file, and by wage. */
async function sorted(): Promise<readonly string[]> {
  const byWage = table.y.map((_, i) => i).toSorted((a, b) => table.y[a]! - table.y[b]!);
  const data: Data = { x: byWage.map((i) => table.x[i]!), y: byWage.map((i) => table.y[i]!) };
  const row = async (name: string, rows: Data): Promise<string> =>
    line([name, ...(await ends(rates.constant, "never", rows)), ...(await ends(rates.cut, "never", rows))]);
  return [
    line(["never shuffled", "η = 0.02", "η cut"]),
    await row("as filed", table),
    await row("by wage", data),
  ];
}

/** The mean of the parameters over the last 20 of 40 epochs, compared with the parameters themselves. */
async function average(): Promise<readonly string[]> {
  const results = await Promise.all(
    seeds.map(async (seed) => {
      const sums = best.map(() => 0);
      const visit = (theta: Vector, step: number): void => {
        if (step > 20 * 67) for (const [j, value] of theta.entries()) sums[j]! += value / (20 * 67);
      };
      const path = await train({ size: 8, rate: rates.constant, epochs: 40, seed, visit });
      return [mean(path.slice(20 * 67)), excess(sums)] as const;
    }),
  );
  return [
    line(["", "mean", "range"], 15),
    ...(["each point", "their average"] as const).map((name, i) => {
      const values = results.map((each) => each[i]!);
      return line([name, shown(mean(values)), range(values)], 15);
    }),
  ];
}

/** Chapter 002's program, and the rows' gradients where it ends. */
function chapter(): readonly string[] {
  const printed = [1, 2, 3].map((i) => [i, 2 * i]);
  const withOne = [1, 2, 3].map((i) => [1, i]);
  const y = [1, 3, 5];
  const everything = [0, 1, 2];
  const loss = (x: readonly Vector[], theta: Vector): number =>
    mean(x.map((row, i) => (row.reduce((sum, value, j) => sum + value * theta[j]!, 0) - y[i]!) ** 2));
  const list = (values: Vector): string =>
    `(${values.map((each) => String(Number((each + 0).toFixed(4)))).join(", ")})`;
  const row = (name: string, x: readonly Vector[], start: Vector, rate: number): string => {
    let theta = start;
    for (let step = 0; step < 1000; step++) {
      const slopes = slopesOf({ x, y }, everything, theta);
      theta = theta.map((value, j) => value - rate * slopes[j]!);
    }
    const each = everything.map((i) => slopesOf({ x, y }, [i], theta)[0]!);
    return `${line([name, list(start)])}${list(theta).padStart(19)}${loss(x, theta).toFixed(4).padStart(9)}   ${list(each)}`;
  };
  return [
    `${line(["X", "start"])}${"end".padStart(19)}${"loss".padStart(9)}   rows' slopes in θ₁`,
    row("as printed", printed, [0, 0], 0.01),
    row("as printed", printed, [1, 0], 0.01),
    row("1 and x", withOne, [0, 0], 0.1),
  ];
}

const tables = { reading, variance, floor, rates: falling, scaling, orders, sorted, average, chapter };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(await opening());
else
  for (const [name, each] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await each()).join("\n")}\n`);
