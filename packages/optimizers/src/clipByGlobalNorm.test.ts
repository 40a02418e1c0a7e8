import { readFileSync } from "node:fs";
import { leaves, tensor, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { chain } from "./chain.ts";
import { clipByGlobalNorm, globalNorm } from "./clipByGlobalNorm.ts";
import { gradientDescent } from "./gradientDescent.ts";
import { apply, type Params } from "./optimizer.ts";

type Values = { readonly w: readonly (readonly number[])[]; readonly b: readonly number[] };
interface Run {
  readonly name: string;
  readonly hyper: { readonly learningRate: number; readonly maxNorm: number };
  readonly params: Values;
  readonly grads: readonly Values[];
  readonly trajectory: readonly Values[];
}
const file = new URL("../../../test/oracles/clipByGlobalNorm.json", import.meta.url);
const { runs } = JSON.parse(readFileSync(file, "utf8")) as { runs: Run[] };
const upload = ({ w, b }: Values): Params => ({ w: tensor(w), b: tensor(b) });

test.each(runs.map((run) => [run.name, run] as const))(
  "chained before descent it follows optax: %s",
  async (_, run) => {
    const optimizer = chain(
      clipByGlobalNorm(run.hyper.maxNorm),
      gradientDescent({ learningRate: run.hyper.learningRate }),
    );
    let params = upload(run.params);
    let state = optimizer.init(params);
    for (const [step, grads] of run.grads.entries()) {
      const [updates, next] = optimizer.update(upload(grads), state, params, step);
      [params, state] = [apply(params, updates), next];
      const expected = run.trajectory[step]!;
      const actual = await Promise.all(leaves<Tensor>(params).map((p) => p.data()));
      // float64 on both sides; parameters are of order 1.
      actual
        .flatMap((data) => [...data])
        .forEach((value, i) => {
          expect(Math.abs(value - [...expected.w.flat(), ...expected.b][i]!)).toBeLessThan(1e-12);
        });
    }
  },
);

test("leaves gradients shorter than the bound, zero ones too, bit for bit", async () => {
  const clip = clipByGlobalNorm(1);
  for (const values of [
    [0.3, -0.4],
    [0, 0],
  ]) {
    const g = tensor(values);
    expect(await clip.update(g, clip.init(g), g, 0)[0].data()).toEqual(await g.data());
  }
});

test("the norm is that of all leaves together", async () => {
  expect(await globalNorm({ w: tensor([[3]]), b: tensor([4]) }).item()).toBe(5);
});

test("refuses a bound that is not positive", () => {
  expect(() => clipByGlobalNorm(0)).toThrow(
    "clipByGlobalNorm: maxNorm is 0; it must be a positive finite number",
  );
});
