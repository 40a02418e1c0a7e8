import { dataset, folds, grouped, shift } from "@downhill/data";
import { key, permutation } from "@downhill/tensor";
import { pixels, side } from "./provided/clothes.ts";
import { all, deviation, line, mean, percent } from "./resampling.ts";

/* Tables about the nearest neighbours among pictures: a model that remembers its rows, measured by folds. */

/** Squared distances between two lists of pictures. */
function distances(of: Float32Array, to: Float32Array): readonly Float64Array[] {
  const size = side * side;
  return Array.from({ length: of.length / size }, (_, i) =>
    Float64Array.from({ length: to.length / size }, (_, j) => {
      let sum = 0;
      for (let p = 0; p < size; p++) sum += (of[i * size + p]! - to[j * size + p]!) ** 2;
      return sum;
    }),
  );
}

/** The class that most of the nearest rows have, of those allowed; of equally many the one that is nearest. */
function vote(
  from: Float64Array,
  labels: ArrayLike<number>,
  near: number,
  allowed: readonly number[],
): number {
  if (near === 1) return labels[allowed.reduce((best, each) => (from[each]! < from[best]! ? each : best))]!;
  const nearest = allowed.toSorted((a, b) => from[a]! - from[b]!).slice(0, near);
  const votes = new Map<number, number>();
  for (const row of nearest) votes.set(labels[row]!, (votes.get(labels[row]!) ?? 0) + 1);
  return [...votes].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

interface Draw {
  readonly y: Int32Array;
  readonly own: readonly Float64Array[];
  readonly fresh: readonly Float64Array[];
  readonly freshLabels: Int32Array;
  readonly order: readonly number[];
}
const neighbours = [1, 3, 10, 30, 100] as const;
const errorOn = (
  rows: readonly Float64Array[],
  labels: ArrayLike<number>,
  truth: ArrayLike<number>,
  near: number,
  allowed: readonly number[],
): number => mean(rows.map((from, i) => Number(vote(from, labels, near, allowed) !== truth[i])));

/** The error on every row by the others' folds. */
function validated({ y, own, order }: Draw, k: number, near = 1): readonly number[] {
  const errors = Array.from(y, () => NaN);
  for (let fold = 0; fold < k; fold++) {
    const train = order.filter((_, i) => i % k !== fold);
    for (const row of order.filter((_, i) => i % k === fold))
      errors[row] = Number(vote(own[row]!, y, near, train) !== y[row]);
  }
  return errors;
}

/** Twenty draws of 300 pictures, and 300 fresh ones for each. */
let drawn: Promise<readonly Draw[]> | undefined;
const draws = (): Promise<readonly Draw[]> =>
  (drawn ??= Promise.all(
    all(20).map(async (seed) => {
      const [rows, others] = [
        await pixels("train", 300 * seed, 300),
        await pixels("train", 6000 + 300 * seed, 300),
      ];
      return {
        y: rows.y,
        own: distances(rows.x, rows.x),
        fresh: distances(others.x, rows.x),
        freshLabels: others.y,
        order: [...permutation(key(seed), 300)],
      };
    }),
  ));

/** How far the error that is measured on 300 pictures is from the true one of the nearest neighbour. */
export async function foldCounts(): Promise<readonly string[]> {
  const found = await draws();
  const truth = mean(found.map(({ y, fresh, freshLabels }) => errorOn(fresh, y, freshLabels, 1, all(300))));
  const row = (name: string, trainings: number, estimates: readonly number[]): string =>
    line([
      name,
      trainings,
      percent(mean(estimates)),
      percent(deviation(estimates)),
      percent(Math.min(...estimates)),
      percent(Math.max(...estimates)),
    ]);
  return [
    line(["", "trainings", "mean", "spread", "lowest", "highest"]),
    row(
      "60 held out",
      1,
      found.map((draw) =>
        mean(draw.order.filter((_, i) => i % 5 === 0).map((row) => validated(draw, 5)[row]!)),
      ),
    ),
    ...[2, 5, 10, 300].map((k) =>
      row(
        `${k} folds`,
        k,
        found.map((draw) => mean(validated(draw, k))),
      ),
    ),
    line(["fresh pictures", "", percent(truth)]),
  ];
}

/** The error of the nearest neighbours' vote: on its own rows, by five folds, and on fresh pictures. */
export async function remembered(): Promise<readonly string[]> {
  const found = await draws();
  return [
    line(["neighbours", "training", "5 folds", "fresh"]),
    ...neighbours.map((near) =>
      line([
        near,
        percent(mean(found.map(({ y, own }) => errorOn(own, y, y, near, all(300))))),
        percent(mean(found.map((draw) => mean(validated(draw, 5, near))))),
        percent(
          mean(found.map(({ y, fresh, freshLabels }) => errorOn(fresh, y, freshLabels, near, all(300)))),
        ),
      ]),
    ),
  ];
}

/** The nearest neighbour's error by five folds, where each of 300 pictures comes five times, moved a little: dealt out freely, or kept together. */
export async function copies(): Promise<readonly string[]> {
  const { x, y } = await pixels("train", 0, 300);
  const shape = [300, side, side];
  const moved = all(5).map((copy) => shift({ by: 1 })({ x, shape, y }, key(copy)));
  const rows = dataset({
    x: Float32Array.from(moved.flatMap((each) => [...each.x])),
    shape: [side * side],
    y: Int32Array.from(moved.flatMap((each) => [...each.y])),
  });
  const error = (by?: ReturnType<typeof grouped>): string => {
    const found = folds(rows, { k: 5, key: key(1), ...(by === undefined ? {} : { by }) });
    const wrong = found.map(({ train, validation }) => {
      const far = distances(validation.x as Float32Array, train.x as Float32Array);
      return errorOn(far, train.y, validation.y, 1, all(train.size)) * validation.size;
    });
    return percent(wrong.reduce((sum, each) => sum + each, 0) / rows.size);
  };
  const pictures = all(1500).map((row) => row % 300);
  return [
    line(["", "error"], 10, 30),
    line(["copies dealt out freely", error()], 10, 30),
    line(["copies in one fold", error(grouped(pictures))], 10, 30),
  ];
}
