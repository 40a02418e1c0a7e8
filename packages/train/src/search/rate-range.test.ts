import { dataset } from "@downhill/data";
import { dense, meanSquaredError, relu, sequential } from "@downhill/nn";
import { adam, gradientDescent } from "@downhill/optimizers";
import { key, reference, reshape, type Tensor } from "@downhill/tensor";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { disposeTree, fit, TrainingError } from "../index.ts";
import { tensorsOf } from "../state.ts";
import { rateRange, type RateRangeOptions, rateRangeSvg } from "./index.ts";

const x = Float32Array.from({ length: 64 }, (_, i) => i / 32 - 1);
const data = dataset({ x, shape: [1], y: x.map((v) => 3 * v + 1) });
const model = dense(1, 1);
const loss = (prediction: Tensor, y: Tensor) => meanSquaredError(prediction, reshape(y, prediction.shape));
type Options = RateRangeOptions<ReturnType<typeof model.init>, unknown, never>;
const options = {
  loss,
  optimizer: (learningRate) => gradientDescent({ learningRate }),
  batchSize: 64,
  low: 1e-4,
} satisfies Partial<Options>;

test("the rates follow an exponential ramp, and the mean is bias-corrected", async () => {
  const { points } = await rateRange(model, data, { ...options, high: 0.1, steps: 31, smoothing: 0.8 });
  expect(points).toHaveLength(31);
  expect(points[0]!.rate).toBe(1e-4);
  expect(points.at(-1)!.rate).toBeCloseTo(0.1, 12);
  expect(points[15]!.rate).toBeCloseTo(10 ** -2.5, 12);
  for (const [t, { smoothed }] of points.entries()) {
    // The weights 0.8^(t−s) sum to (1 − 0.8^(t+1)) / 0.2.
    const weights = points.slice(0, t + 1).map((_, s) => 0.8 ** (t - s));
    const sum = weights.reduce((a, b) => a + b);
    const mean = weights.reduce((total, w, s) => total + w * points[s]!.loss, 0) / sum;
    expect(Math.abs(smoothed / mean - 1)).toBeLessThan(1e-12);
  }
});

// The Hessian of the squared error is [[2/3, 0], [0, 2]] up to sampling: gradient descent diverges above a rate of
// 2/2 = 1 in one direction, and above 3 in both; the loss may fall until then.
test("a parabola diverges above 2/λ, and the suggestion is below", async () => {
  const { points, suggestion, lowest, diverged } = await rateRange(model, data, { ...options, smoothing: 0 });
  const worse = points.findIndex((point, i) => i > 40 && point.loss > points[i - 1]!.loss);
  expect(diverged).toBe(true);
  expect(points[worse - 1]!.rate).toBeGreaterThan(0.9);
  expect(points.at(-1)!.rate).toBeLessThan(10);
  expect(suggestion).toBeGreaterThan(0.005);
  expect(suggestion).toBeLessThan(lowest);
  expect(lowest).toBeLessThan(3);
});

test.each([
  ["gradient descent", (learningRate) => gradientDescent({ learningRate })],
  ["Adam", (learningRate) => adam({ learningRate })],
] satisfies [string, Options["optimizer"]][])(
  "%s: training with the suggestion works; weights and memory are unchanged",
  { timeout: 60_000 },
  async (_, optimizer) => {
    const net = sequential(dense(1, 8), relu, dense(8, 1));
    const params = net.init(key(0));
    const bits = async () => Promise.all(tensorsOf(params).map(async (t) => Array.from(await t.data())));
    const [before, live] = [await bits(), reference.live()];
    const range = await rateRange(net, data, { ...options, optimizer, params, batchSize: 16, steps: 60 });
    expect(await bits()).toEqual(before);
    expect(reference.live()).toBe(live);
    expect(await rateRange(net, data, { ...options, optimizer, params, batchSize: 16, steps: 60 })).toEqual(
      range,
    );
    // Batch noise does not move it far: it stays within a factor of 2 of the value for the whole set.
    const whole = await rateRange(net, data, { ...options, optimizer, params, batchSize: 64, steps: 60 });
    expect(Math.abs(Math.log2(range.suggestion / whole.suggestion))).toBeLessThan(1);
    const trained = async (learningRate: number) => {
      const run = await fit(net, data, {
        loss,
        optimizer: optimizer(() => learningRate),
        params,
        steps: 30,
        every: 5,
      });
      disposeTree([run.params, run.state]);
      return run.history.at(-1)!.loss;
    };
    expect(await trained(range.suggestion)).toBeLessThan((await trained(options.low)) / 10);
  },
);

test("a non-finite loss ends it, and the points before remain", async () => {
  const range = await rateRange(model, data, { ...options, high: 1e30, divergence: Infinity, steps: 60 });
  expect(range.diverged).toBe(true);
  expect(range.points.length).toBeLessThan(60);
  expect(range.points.every(({ smoothed }) => Number.isFinite(smoothed))).toBe(true);
  expect(range.suggestion).toBeLessThan(3);
});

test.each([
  [{ low: 1, high: 0.1 }, "from 1 to 0.1 is not a range"],
  [{ steps: 3 }, "steps is 3; give a whole number of at least 12"],
  [{ smoothing: 1 }, "smoothing is 1"],
  [{ low: 10, high: 100 }, "the loss does not fall anywhere"],
])("%o is refused", async (more, message) => {
  const error: unknown = await rateRange(model, data, { ...options, ...more }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TrainingError);
  expect((error as TrainingError).message).toContain(message);
  expect((error as TrainingError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
});

test("the picture has an axis of powers of ten, and the suggestion on it", async () => {
  const range = await rateRange(model, data, options);
  const svg = rateRangeSvg(range, { title: "Range <test>", description: "It falls, then breaks out." });
  expect(XMLValidator.validate(svg)).toBe(true);
  const { svg: root } = new XMLParser({ ignoreAttributes: false }).parse(svg) as {
    svg: Record<string, unknown>;
  };
  expect(root).toMatchObject({ "@_role": "img", title: "Range <test>" });
  const at = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>(1e-4|0.001|0.01|0.1|1)<\/text>/g)].map(([, place]) =>
    Number(place),
  );
  expect(at).toHaveLength(5);
  for (const [i, place] of at.slice(1).entries()) expect(place - at[i]!).toBeCloseTo(at[1]! - at[0]!, 0);
  expect(svg).not.toContain("NaN");
  expect(svg).toContain('class="place"');
});
