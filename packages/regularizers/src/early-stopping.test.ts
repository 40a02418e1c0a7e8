import { grad } from "@downhill/autograd";
import { apply, gradientDescent } from "@downhill/optimizers";
import {
  add,
  DisposedError,
  type Key,
  key,
  matmul,
  mean,
  mul,
  normal,
  pow,
  reference,
  reshape,
  split,
  square,
  stack,
  sub,
  tensor,
  type Tensor,
  tidy,
  uniform,
  zeros,
} from "@downhill/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { earlyStopping, type EarlyStoppingOptions, type EarlyStoppingState, keepBest } from "./index.ts";

const after = (losses: readonly number[], options?: EarlyStoppingOptions): EarlyStoppingState => {
  const { init, update } = earlyStopping(options);
  return losses.reduce((state, loss) => update(state, loss), init());
};

test("it stops when `patience` losses in a row bring no improvement, and not before", () => {
  expect(after([3, 2, 2, 2.5], { patience: 3 })).toEqual({
    seen: 4,
    best: 2,
    bestStep: 1,
    bad: 2,
    stop: false,
  });
  expect(after([3, 2, 2, 2.5, 2], { patience: 3 }).stop).toBe(true);
  expect(after([3, 2, 2, 2.5, 1.9, 2, 2], { patience: 3 })).toMatchObject({
    bestStep: 4,
    bad: 2,
    stop: false,
  });
});

test("a gain of minDelta or less does not count", () => {
  expect(after([1, 0.75], { patience: 1, minDelta: 0.25 })).toMatchObject({ best: 1, stop: true });
  expect(after([1, 0.5], { patience: 1, minDelta: 0.25 })).toMatchObject({ best: 0.5, stop: false });
});

test("for an accuracy, more is better", () => {
  const state = after([0.5, 0.9, 0.8], { patience: 1, mode: "max" });
  expect(state).toMatchObject({ best: 0.9, bestStep: 1, stop: true });
});

test("stop stays, ten losses are the patience, and a state survives JSON and is never changed", () => {
  expect(after([1, 2, 0.5], { patience: 1 })).toMatchObject({ best: 0.5, bestStep: 2, stop: true });
  expect([after(Array<number>(10).fill(1)).stop, after(Array<number>(11).fill(1)).stop]).toEqual([
    false,
    true,
  ]);
  const { update } = earlyStopping({ patience: 2 });
  const state = Object.freeze(after([3, 2, 2.5], { patience: 2 }));
  expect(update(JSON.parse(JSON.stringify(state)) as EarlyStoppingState, 4)).toEqual(update(state, 4));
});

test("bad settings and losses are refused with a sentence", () => {
  expect(() => earlyStopping({ patience: 0 })).toThrow(
    "earlyStopping: patience is 0; it must be a whole number",
  );
  expect(() => earlyStopping({ minDelta: -1 })).toThrow("earlyStopping: minDelta is -1");
  expect(() => earlyStopping({ mode: "less" as "min" })).toThrow('earlyStopping: mode "less" is unknown');
  expect(() => after([1, NaN])).toThrow("earlyStopping: loss NaN does not measure progress");
});

test("keepBest holds one copy, which outlives the step and the parameters", async () => {
  const before = reference.live();
  let best: { w: Tensor; b: Tensor } | undefined;
  for (const step of [1, 2, 3]) {
    tidy("step", () => {
      best = keepBest({ w: tensor([step, -0.5]), b: tensor([[step]]) }, best);
    });
    expect(reference.live() - before).toBe(2);
  }
  expect(await best!.w.data()).toEqual(Float64Array.of(3, -0.5));
  expect(await best!.b.data()).toEqual(Float64Array.of(3));
});

test("keepBest holds only the copy if no scope is open", () => {
  const params = { w: tensor([1, 2]), b: tensor([3]) };
  const before = reference.live();
  const best = keepBest(params);
  expect(reference.live() - before).toBe(2);
  for (const leaf of [...Object.values(best), ...Object.values(params)]) leaf.dispose();
});

test("keepBest of freed parameters fails and leaves the former copy", async () => {
  const former = keepBest(tensor([1]));
  const gone = tensor([2]);
  gone.dispose();
  expect(() => keepBest(gone, former)).toThrow(DisposedError);
  expect(await former.item()).toBe(1);
});

// Twelve noisy points and nine powers of x: the fit first finds the parabola behind the points, then their noise.
test("a training that overfits is ended, and goes back to the parameters with the least validation loss", async () => {
  const powers = (x: Tensor): Tensor =>
    stack(...Array.from({ length: 9 }, (_, power) => pow(x, power)), { axis: 1 });
  const noisy = (n: number, from: Key) => {
    const [k0, k1] = split(from);
    const x = uniform(k0, [n], -1, 1);
    return { x: powers(x), y: add(sub(1, square(x)), mul(normal(k1, [n]), 0.3)) };
  };
  const [training, validation] = [noisy(12, key(1)), noisy(12, key(2))];
  const loss = (w: Tensor, { x, y }: typeof training): Tensor =>
    mean(square(sub(reshape(matmul(x, reshape(w, [9, 1])), [12]), y)));
  const optimizer = gradientDescent({ learningRate: 0.4 });
  const { init, update } = earlyStopping({ patience: 5 });
  let [w, state, best] = [zeros([9]), init(), undefined as Tensor | undefined];
  const losses: number[] = [];
  for (let epoch = 0; !state.stop; epoch++) {
    for (let step = 0; step < 20; step++)
      w = apply(w, optimizer.update(grad(loss)(w, training), [], w, step)[0]);
    losses.push(await loss(w, validation).item());
    state = update(state, losses[epoch]!);
    if (state.bestStep === epoch) best = keepBest(w, best);
    expect(epoch).toBeLessThan(200);
  }
  const restored = await loss(best!, validation).item();
  expect(restored).toBe(Math.min(...losses));
  expect(losses.indexOf(restored)).toBe(state.bestStep);
  expect(losses.at(-1)!).toBeGreaterThan(restored);
  expect(await loss(w, training).item()).toBeLessThan(await loss(best!, training).item());
});

test("whatever the losses, best is the lowest so far and stop means that patience ran out", () => {
  const aFewValues = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(
      fc.array(aFewValues, { minLength: 1 }),
      fc.integer({ min: 1, max: 6 }),
      (losses, patience) => {
        const state = after(losses, { patience });
        const firstLeast = losses.indexOf(Math.min(...losses));
        expect([state.best, state.bestStep, state.seen]).toEqual([
          losses[firstLeast],
          firstLeast,
          losses.length,
        ]);
        expect(state.bad).toBe(losses.length - 1 - firstLeast);
        const worse = losses.map(
          (_, i) => i - losses.slice(0, i + 1).indexOf(Math.min(...losses.slice(0, i + 1))),
        );
        expect(state.stop).toBe(worse.some((run) => run >= patience));
      },
    ),
  );
});

test("maximising an accuracy is minimising its negative", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const [up, down] = [after(values, { mode: "max" }), after(values.map((value) => -value))];
      expect({ ...up, best: -up.best! }).toEqual({ ...down, best: down.best });
    }),
  );
});
