import { grad, valueAndGrad } from "@downhill/autograd";
import { distinct, iris, rows, standardise, take, toDataset, toTensors, trainingPart } from "@downhill/data";
import {
  dense,
  type Initialiser,
  type Layer,
  layerNorm,
  residual,
  sequential,
  softmaxCrossEntropy,
  tanh,
  xavierNormal,
} from "@downhill/nn";
import {
  adam,
  chain,
  clipByGlobalNorm,
  clipByValue,
  descend,
  globalNorm,
  gradientDescent,
  type Transform,
} from "@downhill/optimizers";
import { l2 } from "@downhill/regularizers";
import { add, full, key, mul, normal, prod, square, sub, type Tensor, tensor } from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { expectStated } from "./stated.ts";

test("E02: clipping leaves a small gradient as small as it is", async () => {
  const g = tensor([1e-9, -2e-9]);
  for (const clip of [clipByValue(1), clipByGlobalNorm(1)]) {
    const [clipped] = clip.update(g, {}, g, 0);
    expect([...(await clipped.data())]).toEqual([1e-9, -2e-9]);
  }
  // What it is for: a large one is cut.
  const [cut] = clipByValue(1).update(mul(g, 1e12), {}, g, 0);
  expect([...(await cut.data())]).toEqual([1, -1]);
});

/** Twenty blocks between four measures of a flower and its three species. */
const deep = (block: () => Layer, init: Initialiser) =>
  sequential(dense(4, 8, { init }), tanh, ...Array.from({ length: 20 }, block), dense(8, 3));
const small: Initialiser = (key, shape, options) => mul(normal(key, shape, options), 0.1);
const layer = (init: Initialiser) => dense(8, 8, { init });
const nets = {
  plain: deep(() => sequential(layer(small), tanh), small),
  initialised: deep(() => sequential(layer(xavierNormal), tanh), xavierNormal),
  normalised: deep(() => sequential(layer(small), layerNorm(8), tanh), small),
  residual: deep(() => residual(sequential(layer(small), tanh)), small),
};

let flowers: { readonly x: Tensor; readonly y: Tensor };
beforeAll(async () => {
  const table = trainingPart(await iris());
  const x = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
  const scaled = standardise({ columns: x }).fit(table).transform(table);
  const data = toDataset(scaled, { x, y: "species", classes: distinct(table, "species") });
  flowers = toTensors(
    rows(
      take(
        data,
        Array.from({ length: 15 }, (_, i) => 10 * i),
      ),
    ),
  );
});

type Net = typeof nets.plain;

/** The loss, its gradient, and the length of that in the first layer's weights. */
async function look(net: Net, params: ReturnType<Net["init"]>) {
  const { x, y } = flowers;
  const [loss, gradient] = valueAndGrad((p: typeof params) => softmaxCrossEntropy(net.apply(p, x), y))(
    params,
  );
  return { loss: await loss.item(), gradient, first: await globalNorm({ w: gradient[0].w }).item() };
}

test("E09: initialisation, normalisation and residual paths let the gradient through", async () => {
  const first = async (net: Net) => (await look(net, net.init(key(1)))).first;
  expectStated(
    "E09",
    String.raw`$${((await first(nets.plain)) * 1e12).toFixed(1)} \cdot 10^{-12}$`,
    (await first(nets.initialised)).toFixed(1),
    (await first(nets.normalised)).toFixed(1),
    (await first(nets.residual)).toFixed(1),
  );
});

test("E09: Adam does not move what has almost no gradient", async () => {
  const lossAfter = async (net: Net) => {
    const optimizer = adam({ learningRate: 0.03 });
    let params = net.init(key(1));
    let state = optimizer.init(params);
    for (let step = 0; step < 6; step++) {
      const { gradient } = await look(net, params);
      [params, state] = descend(optimizer, gradient, state, params, step);
    }
    return (await look(net, params)).loss;
  };
  expect(await lossAfter(nets.plain)).toBeCloseTo(Math.log(3), 3); // a guess
  expect(await lossAfter(nets.residual)).toBeLessThan(0.5);
  // Where |g| is far below ε = 1e-8, the step is η|g|/ε.
  const g = tensor([1e-12]);
  const optimizer = adam({ learningRate: 1 });
  const [update] = optimizer.update(g, optimizer.init(g), g, 0);
  expect(await update.item()).toBeCloseTo(-1e-4, 7);
});

test("E09: regularization makes a vanishing gradient smaller", async () => {
  const product = grad((w: Tensor) => prod(w));
  const firstAfter = async (lambda: number, steps: number) => {
    const penalty = l2(lambda);
    const slope = grad((w: Tensor) => add(prod(w), penalty(w)));
    let w = full([20], 0.5);
    for (let step = 0; step < steps; step++) w = sub(w, mul(slope(w), 0.1));
    return (await product(w).data())[0]!;
  };
  const [before, without, regularized] = [
    await firstAfter(0, 0),
    await firstAfter(0, 20),
    await firstAfter(0.1, 20),
  ];
  expect(before).toBe(0.5 ** 19);
  expect(without / before).toBeCloseTo(1, 3);
  // Each step takes ηλ = 1 % of every weight.
  expect(regularized / (0.5 * 0.99 ** 20) ** 19).toBeCloseTo(1, 3);
  expectStated("E09", ...[before * 1e6, regularized * 1e6].map((value) => value.toPrecision(2)));
});

test("E09: an exploding gradient is stopped by clipping, a low rate or a bounded step, not by residual paths", async () => {
  const factor = async (each: number, path: (w: Tensor) => Tensor = (w) => w): Promise<number> =>
    (await grad((w: Tensor) => prod(path(w)))(full([20], each)).data())[0]!;
  const loss = (w: Tensor) => mul(square(sub(prod(w), 1)), 0.5);
  const lossAfter = async <State>(optimizer: Transform<State>, steps: number): Promise<number> => {
    let w = full([20], 1.5);
    let state = optimizer.init(w);
    for (let step = 0; step < steps; step++) {
      [w, state] = descend(optimizer, grad(loss)(w), state, w, step);
    }
    return loss(w).item();
  };
  const descent = (learningRate: number) => gradientDescent({ learningRate });
  expect(await lossAfter(descent(0.01), 2)).toBe(Infinity);
  expect(await lossAfter(chain(clipByGlobalNorm(1), descent(0.01)), 300)).toBeLessThan(1e-15);
  const written = (value: number): string => Math.round(value).toLocaleString("en-US");
  expectStated(
    "E09",
    written(await factor(1.5)),
    written(await lossAfter(descent(1e-8), 300)),
    written(await lossAfter(adam({ learningRate: 0.01 }), 300)),
    // Each step takes 1 % of every weight.
    written(await factor(1.5 * 0.99 ** 20)),
  );
  // A residual path adds 1 to each factor: 36 million.
  expect((await factor(1.5, (w) => add(w, 1))) / 36e6).toBeCloseTo(1, 1);
  expect((await loss(full([20], 1.5)).item()) / 5.5e6).toBeCloseTo(1, 2);
});

test("E29: clipping by value turns the gradient; by norm it keeps the direction", async () => {
  const g = tensor([3, 0.3]);
  const angle = async (v: Tensor) => {
    const [x = NaN, y = NaN] = await v.data();
    return (Math.atan2(y, x) * 180) / Math.PI;
  };
  const clipped = (clip: Transform<unknown>) => clip.update(g, {}, g, 0)[0];
  expect(await angle(clipped(clipByGlobalNorm(1)))).toBeCloseTo(await angle(g), 10);
  expectStated(
    "E29",
    String.raw`$${(await angle(g)).toFixed(1)}^\circ$`,
    String.raw`$${(await angle(clipped(clipByValue(1)))).toFixed(1)}^\circ$`,
  );
});
