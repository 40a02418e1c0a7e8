import { dataset, folds, stratified } from "@downhill/data";
import { foldIn, key, normal, permutation, reference, uniform, useBackend } from "@downhill/tensor";

/* Tables about noise: sets that choose, folds that lack a class, and features chosen before the loop. */

export const line = (cells: readonly (string | number)[], width = 10, first = 16): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? first : width)).join("");
export const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;
export const deviation = (list: readonly number[]): number =>
  Math.sqrt(mean(list.map((each) => (each - mean(list)) ** 2)));
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

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

/** How the ten rows of a rare class among 300 fall into five folds. */
export function strata(): readonly string[] {
  const rare = dataset({
    x: new Float32Array(300),
    shape: [1],
    y: Int32Array.from(all(300), (row) => Number(row < 10)),
  });
  const row = (name: string, by?: ReturnType<typeof stratified>): string => {
    const counts = all(200).map((seed) =>
      folds(rare, { k: 5, key: key(seed), ...(by === undefined ? {} : { by }) }).map(
        ({ validation }) => validation.y.filter((label) => label === 1).length,
      ),
    );
    const none = counts.filter((each) => each.includes(0)).length;
    return (
      line([name, Math.min(...counts.flat()), Math.max(...counts.flat())]) +
      percent(none / counts.length, 0).padStart(22)
    );
  };
  return [
    line(["", "fewest", "most"]) + "some fold has none".padStart(22),
    row("at random"),
    row("class by class", stratified()),
  ];
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
