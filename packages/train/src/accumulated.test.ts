import { readFileSync } from "node:fs";
import { accumulate, gradientDescent } from "@downhill/optimizers";
import { mean, mul, reference, square, sub, sum, tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";
import { disposeTree, train } from "./index.ts";

interface Case {
  readonly name: string;
  readonly every: number;
  readonly sizes: readonly number[];
  readonly x: readonly number[][];
  readonly y: readonly number[];
  readonly end: readonly number[];
}
const { rate, start, cases } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/windows.json", import.meta.url), "utf8"),
) as { readonly rate: number; readonly start: readonly number[]; readonly cases: readonly Case[] };

test.each(cases.map((each) => [each.name, each] as const))("%s", async (_, { every, sizes, x, y, end }) => {
  using _on = useBackend(reference);
  const before = reference.live();
  const begin = (step: number): number => sizes.slice(0, step).reduce((a, b) => a + b, 0);
  const params = tensor(start);
  const run = await train({
    params,
    optimizer: accumulate(every, gradientDescent({ learningRate: rate }), { weight: (step) => sizes[step]! }),
    loss: (theta, at: readonly [number, number]) => {
      const [rows, targets] = [tensor(x.slice(...at)), tensor(y.slice(...at))];
      return mean(square(sub(sum(mul(rows, theta), { axes: [1] }), targets)));
    },
    batchAt: (step) => [begin(step), begin(step + 1)] as const,
    steps: sizes.length,
  });
  const found = await run.params.data();
  end.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThan(1e-14));
  disposeTree([run.params, run.state, params]);
  expect(reference.live()).toBe(before);
});
