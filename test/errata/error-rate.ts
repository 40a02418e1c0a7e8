import { grad } from "@downhill/autograd";
import { distinct, iris, rows, standardise, toDataset, toTensors, trainingPart } from "@downhill/data";
import { accuracy, dense, softmaxCrossEntropy } from "@downhill/nn";
import { apply, globalNorm, gradientDescent } from "@downhill/optimizers";
import { key, mul, sub, type Tensor, treeMap } from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { expectStated } from "./stated.ts";

const model = dense(4, 3);
const start = model.init(key(0));
type Params = typeof start;

let flowers: { readonly x: Tensor; readonly y: Tensor };
beforeAll(async () => {
  const table = trainingPart(await iris());
  const x = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
  const scaled = standardise({ columns: x }).fit(table).transform(table);
  flowers = toTensors(rows(toDataset(scaled, { x, y: "species", classes: distinct(table, "species") })));
});
const errorRate = (params: Params) => sub(1, accuracy(model.apply(params, flowers.x), flowers.y));
const crossEntropy = (params: Params) => softmaxCrossEntropy(model.apply(params, flowers.x), flowers.y);

/** The central difference of a loss at the start. */
async function slopeAlong(direction: Params, loss: (params: Params) => Tensor): Promise<number> {
  const h = 1e-6;
  const at = (by: number) =>
    loss(
      apply(
        start,
        treeMap((d: Tensor) => mul(d, by), direction),
      ),
    ).item();
  return ((await at(h)) - (await at(-h))) / (2 * h);
}

test("E18: the error rate has no slope, so descent on it does not move", async () => {
  const direction = grad(crossEntropy)(start);
  expect(await slopeAlong(direction, errorRate)).toBe(0);
  expect(await slopeAlong(direction, crossEntropy)).toBeCloseTo((await globalNorm(direction).item()) ** 2, 6);

  const optimizer = gradientDescent({ learningRate: 1 });
  const after = (loss: (params: Params) => Tensor) => {
    let params = start;
    for (let step = 0; step < 30; step++) {
      params = apply(params, optimizer.update(grad(loss)(params), {}, params, step)[0]);
    }
    return params;
  };
  const wrong = async (params: Params) => Math.round(150 * (await errorRate(params).item()));
  expect(await wrong(after(errorRate))).toBe(await wrong(start));
  expectStated("E18", String(await wrong(start)), String(await wrong(after(crossEntropy))));
});
