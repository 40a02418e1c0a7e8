import { folds, table } from "@downhill/data";
import { dense, summary } from "@downhill/nn";
import { key, normal, uniform } from "@downhill/tensor";
import { expect, test } from "vitest";
import { losses } from "../../labs/06-momentum/race.ts";
import { expectStated } from "./stated.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test("E22: the best of many useless models looks good on the test set that chose it", async () => {
  const classes = async (of: number, count: number) =>
    [...(await uniform(key(of), [count]).data())].map((u) => Math.floor(10 * u));
  const share = (guesses: readonly number[], labels: readonly number[]): number =>
    mean(guesses.map((guess, i) => Number(guess === labels[i])));
  const [chosenBy, fresh] = [await classes(0, 100), await classes(1, 1000)];
  const models = Array.from({ length: 50 }, (_, i) => 100 + i);
  const scores = await Promise.all(models.map(async (model) => share(await classes(model, 100), chosenBy)));
  const top = Math.max(...scores);
  const winner = models[scores.indexOf(top)]!;
  const later = share(await classes(1000 + winner, 1000), fresh);
  expect(mean(scores)).toBeCloseTo(0.1, 1);
  expectStated("E22", `${(100 * top).toFixed(0)} %`, `${(100 * later).toFixed(1)} %`);
});

test("E23: cross-validation measures an overfitted model, and leaves it as it is", async () => {
  const noise = table({
    x: Array.from({ length: 200 }, (_, i) => i),
    y: [...(await normal(key(0), [200]).data())],
  });
  type Rows = { readonly x: readonly number[]; readonly y: readonly number[] };
  const nearest =
    ({ x, y }: Rows) =>
    (at: number): number => {
      const far = x.map((each) => Math.abs(each - at));
      return y[far.indexOf(Math.min(...far))]!;
    };
  const average =
    ({ y }: Rows) =>
    (): number =>
      mean(y);
  const error = (model: (at: number) => number, { x, y }: Rows): number =>
    mean(x.map((at, i) => (model(at) - y[i]!) ** 2));
  const numbers = (part: typeof noise, name: "x" | "y"): readonly number[] => {
    return part.columns[name]!.values.map(Number);
  };
  const rowsOf = (part: typeof noise): Rows => ({ x: numbers(part, "x"), y: numbers(part, "y") });
  const validated = (fit: (rows: Rows) => (at: number) => number): number =>
    mean(
      folds(noise, { k: 5, key: key(1) }).map(({ train, validation }) =>
        error(fit(rowsOf(train)), rowsOf(validation)),
      ),
    );
  const whole = rowsOf(noise);
  const before = error(nearest(whole), whole);
  const [memory, level] = [validated(nearest), validated(average)];
  expect(before).toBe(0);
  expect(error(nearest(whole), whole)).toBe(before);
  expectStated("E23", memory.toFixed(1), level.toFixed(1));
});

test("E26: a better optimizer takes fewer steps to the same parameters", () => {
  const steps = (rule: "descent" | "heavyBall"): number => losses(rule, 100, 1e-6).length - 1;
  expectStated("E26", String(steps("descent")), String(steps("heavyBall")));
});

test("E27: a connection has a weight, a neuron has a bias", () => {
  const { parameters } = summary(dense(784, 10), [1, 784]);
  const { parameters: weights } = summary(dense(784, 10, { bias: false }), [1, 784]);
  expectStated("E27", weights.toLocaleString("en-US"), String(parameters - weights));
});
