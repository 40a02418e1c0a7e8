import { grad } from "@downhill/autograd";
import {
  clipAdaptively,
  clipByGlobalNorm,
  clipByNorm,
  globalNorm,
  lamb,
  muon,
  sam,
  type Transform,
} from "@downhill/optimizers";
import { groupLasso, maxNorm } from "@downhill/regularizers";
import { device, mul, norm, tensor, type Tensor, useBackend, zerosLike } from "@downhill/tensor";
import { expect, test } from "vitest";

// Whatever measures a length does so over the range of float32, although squares leave it at 1.8e19 and at 1e-23.
type Along = (scale: number) => Tensor;

/** The vector (3, 4), a unit's weights, times a scale. */
const vector: Along = (scale) => mul(tensor([[0.3], [0.4]]), 10 * scale);

/** What a link makes of that as gradient and as parameter. */
const updated =
  <State>(link: (scale: number) => Transform<State>): Along =>
  (scale) => {
    const [transform, x] = [link(scale), vector(scale)];
    return transform.update(x, transform.init(x), x, 0)[0];
  };

/** Where SAM looks for the worst, from 0: the second gradient that it is given here is the place itself. */
const worst: Along = (scale) => {
  let calls = 0;
  const placeAfterGradient = (params: Tensor) =>
    [tensor(0), calls++ === 0 ? vector(scale) : mul(params, 1)] as const;
  return sam(placeAfterGradient, { radius: 2 })(zerosLike(vector(1)), 0)[1];
};

/** For each method, what should lie along (3, 4), and how long it should be. */
const methods: readonly (readonly [name: string, along: Along, length: (scale: number) => number])[] = [
  ["clipByGlobalNorm", updated((scale) => clipByGlobalNorm(scale / 2)), (scale) => scale / 2],
  ["clipByNorm", updated((scale) => clipByNorm(scale / 2)), (scale) => scale / 2],
  ["clipAdaptively", updated((scale) => clipAdaptively(0.5, scale)), (scale) => 2.5 * scale],
  [
    "maxNorm",
    (scale) => maxNorm(scale).update(vector(scale), [], zerosLike(vector(1)), 0)[0],
    (scale) => scale,
  ],
  ["muon", updated(() => muon({ learningRate: 1, momentum: 0, epsilon: 0 })), () => 0.7],
  [
    "groupLasso's gradient",
    (scale) => grad((w: Tensor) => groupLasso(Math.SQRT1_2)(w))(vector(scale)),
    () => 1,
  ],
  ["sam", worst, () => 2],
];

test.each(methods.flatMap((row) => [1e-30, 1e-20, 1, 1e20, 1e30].map((scale) => [...row, scale] as const)))(
  "%s keeps direction and length in float32",
  async (name, along, length, scale) => {
    using _ = useBackend(await device("wasm"));
    const [x, y] = (await along(scale).data()) as unknown as [number, number];
    expect(y / x).toBeCloseTo(4 / 3, 5);
    expect(Math.hypot(x, y) / length(scale), name).toBeCloseTo(1, name === "muon" ? 0 : 5);
  },
);

test.each([1e-30, 1, 1e30])("LAMB steps by the length of the parameter, at %d", async (scale) => {
  using _ = useBackend(await device("wasm"));
  const [optimizer, p] = [lamb({ learningRate: 1, weightDecay: 0 }), vector(scale)];
  const [update] = optimizer.update(vector(1), optimizer.init(p), p, 0);
  expect((await norm(update).item()) / (5 * scale)).toBeCloseTo(1, 5);
});

test("a norm beyond float32 makes gradients NaN, not 0", async () => {
  using _ = useBackend(await device("wasm"));
  const g = { w: tensor([3e38, 3e38]), b: tensor([3e38]) };
  expect(await globalNorm(g).item()).toBe(Infinity);
  const [clipped] = clipByGlobalNorm(1).update(g, {}, g, 0);
  expect([...(await clipped.w.data()), ...(await clipped.b.data())]).toEqual([NaN, NaN, NaN]);
});
