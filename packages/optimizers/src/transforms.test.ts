import {
  matmul,
  reference,
  ShapeError,
  sub,
  tensor,
  type Tensor,
  transpose,
  useBackend,
} from "@downhill/tensor";
import { expect, test } from "vitest";
import { flat, oracleOf, read, upload, type Values } from "./battery/oracle.ts";
import { beginAt, walk } from "./battery/walk.ts";
import { accumulate } from "./accumulate.ts";
import { adafactor } from "./adafactor.ts";
import { averageParameters } from "./average-parameters.ts";
import { chain } from "./chain.ts";
import { clipAdaptively } from "./clip-adaptively.ts";
import { clipByNorm } from "./clip-by-norm.ts";
import { clipByValue } from "./clip-by-value.ts";
import { lamb } from "./lamb.ts";
import { lookahead } from "./lookahead.ts";
import { muon } from "./muon.ts";
import type { Params, Transform } from "./optimizer.ts";
import { adam, gradientDescent, momentum } from "./rules.ts";
import { sam } from "./sam.ts";

// Laws of single transforms; the battery of all optimizers is battery.test.ts.
const along = (optimizer: Transform<unknown>, params: Values, grads: readonly Values[]) =>
  walk({
    optimizer,
    gradientAt: (_, step) => upload(grads[step]!),
    backend: reference,
    start: beginAt(() => upload(params)),
    to: grads.length,
  });

test("clipping leaves smaller gradients unchanged bit for bit, including zeros", async () => {
  for (const clip of [clipByValue(1), clipByNorm(1), clipAdaptively(1)]) {
    for (const values of [
      [0.3, -0.4],
      [0, 0],
    ]) {
      const [g, w] = [tensor(values), tensor([1, 1])];
      expect([...(await clip.update(g, {}, w, 0)[0].data())]).toEqual(values);
    }
  }
});

test("a schedule may end at a rate of 0, but not at a bound of 0", () => {
  const g = tensor([0]);
  for (const clip of [clipByValue(() => 0), clipByNorm(() => 0), clipAdaptively(() => 0)]) {
    expect(() => clip.update(g, {}, g, 7)).toThrow(/is 0 at step 7; it must be a positive finite number/);
  }
  expect(() => gradientDescent({ learningRate: () => 0 }).update(g, {}, g, 7)).not.toThrow();
});

const nowhere = (params: Params): readonly [Tensor, Params] => [tensor(0), params];

test("refuses bounds that are not positive, and names them", () => {
  expect(() => clipByValue(0)).toThrow("clipByValue: limit is 0; it must be a positive finite number");
  expect(() => clipByNorm(NaN)).toThrow("clipByNorm: maxNorm is NaN");
  expect(() => clipAdaptively(-1)).toThrow("clipAdaptively: ratio is -1");
  expect(() => clipAdaptively(1, 0)).toThrow("clipAdaptively: floor is 0");
  expect(() => lamb({ learningRate: 0 })).toThrow("lamb: learningRate is 0");
  expect(() => lamb({ beta1: 1 })).toThrow("lamb: beta1 is 1; it must be at least 0 and less than 1");
  expect(() => averageParameters(1)).toThrow("averageParameters: decay is 1");
  for (const every of [0, 1.5, NaN]) {
    expect(() => accumulate(every, adam())).toThrow(`accumulate: every is ${every}; it must be a whole`);
    expect(() => lookahead(every, 0.5, adam())).toThrow(`lookahead: every is ${every}; it must be a whole`);
  }
  expect(() => lookahead(5, 1.5, adam())).toThrow(
    "lookahead: slowRate is 1.5; it must be above 0 and at most 1",
  );
  expect(() => adafactor({ maxRms: 0 })).toThrow(
    "adafactor: maxRms is 0; it must be a positive finite number",
  );
  expect(() => muon({ momentum: 1 })).toThrow("muon: momentum is 1; it must be at least 0 and less than 1");
  expect(() => muon({ beta: 1 } as never)).toThrow('muon: there is no option "beta"; it takes learningRate,');
  expect(() => sam(nowhere, { radius: -1 })).toThrow(
    "sam: radius is -1; it must be a positive finite number",
  );
});

test("neither accumulating one gradient at a time nor looking ahead by one whole step changes anything", async () => {
  const { params, grads } = oracleOf("adam").runs[0]!;
  const plain = await along(adam(), params, grads);
  expect((await along(accumulate(1, adam()), params, grads)).path).toEqual(plain.path);
  const ahead = await along(lookahead(1, 1, adam()), params, grads);
  // θ + (φ − θ) instead of φ.
  plain.path.forEach((theta, step) =>
    theta.forEach((value, i) => expect(Math.abs(ahead.path[step]![i]! - value)).toBeLessThan(1e-13)),
  );
});

test("the average is the closed form's weighted sum of all parameters so far", async () => {
  const { params, grads } = oracleOf("gradientDescent").runs[0]!;
  const decay = 0.8;
  const optimizer = chain(gradientDescent({ learningRate: 0.1 }), averageParameters(decay));
  const { path, end } = await along(optimizer, params, grads);
  const steps = path.length;
  const average = await read((end[1] as unknown as [unknown, Params])[1]);
  // a_T = β^T θ_0 + (1 − β) Σ β^(T − t) θ_t; float64, about 30 terms.
  flat(params).forEach((start, i) => {
    const mean = path.reduce((sum, theta, t) => sum + (1 - decay) * decay ** (steps - 1 - t) * theta[i]!, 0);
    expect(Math.abs(average[i]! - decay ** steps * start - mean)).toBeLessThan(1e-13);
  });
});

test("after every k-th step of lookahead, the fast parameters equal the slow ones", async () => {
  const { params, grads } = oracleOf("adam").runs[0]!;
  const optimizer = lookahead(5, 0.5, momentum({ learningRate: 0.1 }));
  const { path, end } = await along(optimizer, params, grads);
  const slow = await read((end[1] as unknown as { slow: Params }).slow);
  // θ + (φ − θ) instead of φ.
  path.at(-1)!.forEach((theta, i) => expect(Math.abs(theta - slow[i]!)).toBeLessThan(1e-14));
});

const stepOf = (optimizer: Transform<unknown>, g: Tensor, p: Tensor): Tensor =>
  optimizer.update(g, optimizer.init(p), p, 0)[0];

test("muon's step has singular values between 0.68 and 1.21, whatever the gradient's, and rotates with it", async () => {
  // Jordan's five steps map [0.0024, 1] into this range; the singular values of these gradients differ by at most 1 : 30.
  const optimizer = muon({ learningRate: 1, momentum: 0 });
  for (const gradient of [
    [
      [3, 0, 0],
      [0, 0.1, 0],
    ],
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [
      [1, 1, 1],
      [1, 1, 1.1],
    ],
  ]) {
    const g = tensor(gradient);
    const update = stepOf(optimizer, g, g);
    const turned = stepOf(optimizer, transpose(g), transpose(g));
    // A wide matrix is scaled up by √(outputs / inputs), a tall one is not.
    const scale = Math.sqrt(3 / 2);
    const across = await sub(transpose(update), tensor(await turned.data(), { shape: [3, 2] })).data();
    const [gram, tall] = await Promise.all([
      matmul(update, update, { transposeB: true }).data(),
      matmul(turned, turned, { transposeA: true }).data(),
    ]);
    expect(Math.max(...across.map(Math.abs))).toBeGreaterThan(0);
    gram.forEach((value, i) => expect(Math.abs(value / scale ** 2 - tall[i]!)).toBeLessThan(1e-12));
    const [a, b, , d] = tall as unknown as [number, number, number, number];
    const middle = (a + d) / 2;
    const spread = Math.hypot((a - d) / 2, b);
    expect(Math.sqrt(middle - spread)).toBeGreaterThan(0.68);
    expect(Math.sqrt(middle + spread)).toBeLessThan(1.21);
  }
});

test("muon refuses a parameter that is not a matrix, names its path, and gives the remedy", () => {
  const params = { layers: [{ w: tensor([[1]]), b: tensor([1]) }] };
  expect(() => muon().init(params)).toThrow(ShapeError);
  expect(() => muon().init(params)).toThrow(
    "muon: layers.0.b has shape [1], and only a matrix can be orthogonalized; give the others to another optimizer",
  );
});

test("adafactor keeps n + m numbers per matrix, for each matrix of a batch", () => {
  const { row, column } = adafactor().init({ w: tensor(new Float64Array(24), { shape: [2, 3, 4] }) }) as {
    row: { w: Tensor };
    column: { w: Tensor };
  };
  expect([row.w.shape, column.w.shape]).toEqual([
    [2, 3, 1],
    [2, 1, 4],
  ]);
});

test("adafactor's factors are exact when the squares have rank one: its first step is the gradient's sign", async () => {
  const g = tensor([
    [1, -2, 3],
    [-2, 4, -6],
  ]);
  const p = tensor([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  const update = await stepOf(adafactor({ learningRate: 0.5 }), g, p).data();
  const expected = [-0.5, 0.5, -0.5, 0.5, -0.5, 0.5];
  update.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-15));
});

test("adafactor's rate is 0.01 at first, and 1/√t after ten thousand steps; ε is added to the square", async () => {
  const [g, p] = [tensor([3]), tensor([1])];
  for (const [step, rate] of [
    [0, 0.01],
    [39_999, 0.005],
  ] as const) {
    const optimizer = adafactor({ epsilon: 7, decayExponent: 1 });
    const state = { row: tensor([0]), column: tensor([0]) };
    const [update] = optimizer.update(g, state, p, step);
    // With k = 1 the moments are (9 + 7) / t from a zero state; d = 1 caps the update when they are small.
    expect((await update.data())[0]).toBeCloseTo(step === 0 ? -rate * (3 / 4) : -rate, 15);
  }
});

test("sam takes the gradient at the worst nearby point, passes the batch on, and frees what it made", async () => {
  using _ = useBackend(reference);
  const seen: unknown[] = [];
  const lossAndGradient = (w: Tensor, batch: string): readonly [Tensor, Tensor] => {
    seen.push(batch);
    return [tensor(5), sub(w, tensor([1, 1]))];
  };
  const sharp = sam(lossAndGradient, { radius: (step) => step + 1 });
  const w = tensor([4, 5]);
  const [loss, gradient] = sharp(w, 1, "monday");
  expect(seen).toEqual(["monday", "monday"]);
  expect(await loss.item()).toBe(5);
  // From (4, 5) along (3, 4)/5, twice.
  const values = await gradient.data();
  [3 + 1.2, 4 + 1.6].forEach((value, i) => expect(Math.abs(values[i]! - value)).toBeLessThan(1e-14));
  const [, zero] = sharp(tensor([1, 1]), 0, "tuesday");
  expect(await zero.data()).toEqual(new Float64Array([0, 0]));
});
