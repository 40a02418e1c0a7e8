import { dataset, folds, grouped, shift } from "@downhill/data";
import { columns, percent } from "@downhill/grader/tables";
import { foldIn, key, normal, permutation, reference, uniform, useBackend } from "@downhill/tensor";
import { pixels, side } from "./provided/clothes.ts";
import { distances, errorOn, vote } from "./provided/nearest.ts";

/*
 * Tables about noise (sets that choose, features chosen before the loop), and about the nearest neighbours among
 * pictures, measured by folds.
 */

export const line = columns(10, 16);
export const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;
const deviation = (list: readonly number[]): number =>
  Math.sqrt(mean(list.map((each) => (each - mean(list)) ** 2)));

/** The numbers of so many rows. */
export const all = (size: number): number[] => Array.from({ length: size }, (_, i) => i);

/** The best of some models that guess one of ten classes: on 100 rows that choose it, on 1,000 fresh ones, and on 19 other hundreds. */
export async function chosen(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const classes = async (of: number, count: number): Promise<readonly number[]> =>
    [...(await uniform(key(of), [count]).data())].map((u) => Math.floor(10 * u));
  const share = (guesses: readonly number[], labels: readonly number[]): number =>
    mean(guesses.map((guess, i) => Number(guess === labels[i])));
  const sets = await Promise.all(
    Array.from({ length: 20 }, (_, set) => classes(set === 0 ? 0 : 3000 + set, 100)),
  );
  const guesses = await Promise.all(Array.from({ length: 1000 }, (_, model) => classes(100 + model, 100)));
  const fresh = await classes(1, 1000);
  const rows = [line(["models", "best", "fresh", "bound"], 10, 8) + "best of 20 sets".padStart(18)];
  for (const count of [1, 10, 50, 1000]) {
    const scores = guesses.slice(0, count).map((each) => share(each, sets[0]!));
    const winner = scores.indexOf(Math.max(...scores));
    const tops = sets.map((labels) =>
      Math.max(...guesses.slice(0, count).map((each) => share(each, labels))),
    );
    const cells = [
      Math.max(...scores),
      share(await classes(1100 + winner, 1000), fresh),
      0.1 + 0.03 * Math.sqrt(2 * Math.log(count)),
    ];
    const range = `${percent(Math.min(...tops), 0)}–${percent(Math.max(...tops), 0)}`;
    rows.push(line([count, ...cells.map((each) => percent(each))], 10, 8) + range.padStart(18));
  }
  return rows;
}

const [rowsOfNoise, features, kept] = [50, 500, 20];
/** Features of noise: the twenty that go best with the labels, chosen on all rows or within each fold. */
export async function wrongWay(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const found: Record<"chosen first" | "chosen in each fold" | "fresh rows", number[]> = {
    "chosen first": [],
    "chosen in each fold": [],
    "fresh rows": [],
  };
  for (let seed = 0; seed < 10; seed++) {
    const x = await normal(key(seed), [features, rowsOfNoise]).data();
    const fresh = await normal(foldIn(key(seed), 1), [kept, 200]).data();
    const y = all(rowsOfNoise).map((row) => row % 2);
    const best = (rows: readonly number[]): readonly number[] => {
      const score = (feature: number): number => {
        const values = rows.map((row) => x[feature * rowsOfNoise + row]!);
        const center = mean(values);
        const sum = rows.reduce((total, row, i) => total + (values[i]! - center) * (y[row]! - 0.5), 0);
        return Math.abs(sum) / deviation(values);
      };
      const scores = all(features).map(score);
      return all(features)
        .toSorted((a, b) => scores[b]! - scores[a]!)
        .slice(0, kept);
    };
    const nearest = (
      of: (i: number) => number,
      chosen: readonly number[],
      rows: readonly number[],
    ): number => {
      const far = rows.map((row) =>
        chosen.reduce((sum, feature, i) => sum + (of(i) - x[feature * rowsOfNoise + row]!) ** 2, 0),
      );
      return y[rows[far.indexOf(Math.min(...far))]!]!;
    };
    const order = [...permutation(foldIn(key(seed), 2), rowsOfNoise)];
    const everything = best(all(rowsOfNoise));
    const error = (choose: (train: readonly number[]) => readonly number[]): number =>
      mean(
        all(5).flatMap((fold) => {
          const train = order.filter((_, i) => i % 5 !== fold);
          const features = choose(train);
          return order
            .filter((_, i) => i % 5 === fold)
            .map((row) =>
              Number(nearest((i) => x[features[i]! * rowsOfNoise + row]!, features, train) !== y[row]),
            );
        }),
      );
    found["chosen first"].push(error(() => everything));
    found["chosen in each fold"].push(error(best));
    // The chosen features of rows not seen are noise like all others.
    found["fresh rows"].push(
      mean(
        all(200).map((row) =>
          Number(nearest((i) => fresh[i * 200 + row]!, everything, all(rowsOfNoise)) !== row % 2),
        ),
      ),
    );
  }
  return [
    line(["20 of 500 features", "error", "lowest", "highest"], 10, 22),
    ...Object.entries(found).map(([name, errors]) =>
      line(
        [name, ...[mean(errors), Math.min(...errors), Math.max(...errors)].map((each) => percent(each, 0))],
        10,
        22,
      ),
    ),
  ];
}

interface Draw {
  readonly y: Int32Array;
  readonly own: readonly Float64Array[];
  readonly fresh: readonly Float64Array[];
  readonly freshLabels: Int32Array;
  readonly order: readonly number[];
}
const neighbours = [1, 3, 10, 30, 100] as const;
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
