import { DisposedError, reference, tensor, type Tensor, tidy } from "@downhill/tensor";
import { expect, test } from "vitest";
import { earlyStopping, type EarlyStoppingOptions, type EarlyStoppingState, keepBest } from "./index.ts";

const after = (losses: readonly number[], options?: EarlyStoppingOptions): EarlyStoppingState => {
  const { init, update } = earlyStopping(options);
  return losses.reduce((state, loss) => update(state, loss), init());
};

test("it stops when patience losses in a row bring nothing better, and not before", () => {
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

test("a gain of minDelta or less is none", () => {
  expect(after([1, 0.75], { patience: 1, minDelta: 0.25 })).toMatchObject({ best: 1, stop: true });
  expect(after([1, 0.5], { patience: 1, minDelta: 0.25 })).toMatchObject({ best: 0.5, stop: false });
});

test("for an accuracy more is better", () => {
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

test("bad settings and losses are answered with a sentence", () => {
  expect(() => earlyStopping({ patience: 0 })).toThrow(
    "earlyStopping: patience is 0; it must be a whole number",
  );
  expect(() => earlyStopping({ minDelta: -1 })).toThrow("earlyStopping: minDelta is -1");
  expect(() => earlyStopping({ mode: "less" as "min" })).toThrow('earlyStopping: mode "less" is unknown');
  expect(() => after([1, NaN])).toThrow("earlyStopping: loss NaN says nothing about progress");
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

test("keepBest of freed parameters fails and leaves the former copy", async () => {
  const former = keepBest(tensor([1]));
  const gone = tensor([2]);
  gone.dispose();
  expect(() => keepBest(gone, former)).toThrow(DisposedError);
  expect(await former.item()).toBe(1);
});
