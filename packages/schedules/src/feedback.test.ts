import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Feedback, type FeedbackState, onPlateau, reset } from "./index.ts";

const losses = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 80 });
const rest = { factor: 0.5, patience: 2, cooldown: 1, average: 2, final: 0.01 };

/** The state after each loss. */
function walk<State extends FeedbackState>(feedback: Feedback<State>, rate: number, seen: readonly number[]) {
  const states = [feedback.init(rate)];
  for (const loss of seen) states.push(feedback.update(states.at(-1)!, loss));
  return states;
}
const ratesOf = (states: readonly FeedbackState[]) => states.map(({ learningRate }) => learningRate);

test("on a plateau the rate never rises, falls by the factor and stops at its end", () => {
  fc.assert(
    fc.property(losses, (seen) => {
      const states = ratesOf(walk(onPlateau(rest), 0.1, seen));
      for (const [i, rate] of states.entries()) {
        const before = states[i - 1] ?? 0.1;
        expect([before, Math.max(0.01, before / 2)]).toContain(rate);
      }
    }),
  );
});

const feedbacks: Record<string, Feedback<FeedbackState>> = {
  onPlateau: onPlateau(rest) as unknown as Feedback<FeedbackState>,
  reset: reset(onPlateau(rest), { below: 0.02 }) as unknown as Feedback<FeedbackState>,
};
test.each(Object.entries(feedbacks))(
  "%s hides nothing: states can be saved, resumed and updated twice",
  (_, feedback) => {
    fc.assert(
      fc.property(losses, fc.nat(80), (seen, at) => {
        const whole = walk(feedback, 0.1, seen);
        const cut = Math.min(at, seen.length);
        let state = JSON.parse(JSON.stringify(whole[cut])) as FeedbackState;
        for (const loss of seen.slice(cut)) {
          const kept = JSON.stringify(state);
          const next = feedback.update(state, loss);
          expect(feedback.update(state, loss)).toEqual(next);
          expect(JSON.stringify(state)).toBe(kept);
          state = next;
        }
        expect(JSON.stringify(state)).toBe(JSON.stringify(whole.at(-1)));
      }),
    );
  },
);

test("patience counts the readings that may be bad, and a better one resets the count", () => {
  const plateau = onPlateau({ patience: 2, factor: 0.5 });
  expect(ratesOf(walk(plateau, 1, [3, 3, 3, 3]))).toEqual([1, 1, 1, 1, 0.5]);
  expect(ratesOf(walk(plateau, 1, [3, 3, 3, 2, 2, 2, 2]))).toEqual([1, 1, 1, 1, 1, 1, 1, 0.5]);
});

test("after a cut the cooldown is not counted", () => {
  const plateau = onPlateau({ patience: 0, factor: 0.5, cooldown: 2 });
  expect(ratesOf(walk(plateau, 1, [3, 3, 3, 3, 3]))).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25]);
});

test("a mean over losses is one reading: noise around a falling mean is not a plateau", () => {
  const noisy = Array.from({ length: 40 }, (_, i) => 3 - i / 20 + (i % 2 === 0 ? 0.5 : -0.5));
  const last = (average: number) => walk(onPlateau({ patience: 0, average }), 1, noisy).at(-1)!.learningRate;
  expect(last(2)).toBe(1);
  expect(last(1)).toBeLessThan(1e-9);
});

test("an improvement below minDelta does not count, absolute or relative, up and down", () => {
  const after = (options: Parameters<typeof onPlateau>[0], seen: readonly number[]) =>
    walk(onPlateau({ patience: 0, factor: 0.5, ...options }), 1, seen).at(-1)!.learningRate;
  expect(after({ minDelta: 0.5, relative: false }, [10, 9.6])).toBe(0.5);
  expect(after({ minDelta: 0.5, relative: false }, [10, 9.4])).toBe(1);
  expect(after({ minDelta: 0.1 }, [10, 9.1])).toBe(0.5);
  expect(after({ minDelta: 0.1 }, [10, 8.9])).toBe(1);
  expect(after({ minDelta: 0.1 }, [-10, -10.5])).toBe(0.5);
  expect(after({ minDelta: 0.1 }, [-10, -11.5])).toBe(1);
  expect(after({ mode: "max", minDelta: 0.1 }, [0.5, 0.54])).toBe(0.5);
  expect(after({ mode: "max", minDelta: 0.1 }, [0.5, 0.56])).toBe(1);
});

test("a rate that is already below the end is left alone", () => {
  expect(ratesOf(walk(onPlateau({ patience: 0, final: 0.1 }), 0.01, [1, 1, 1]))).toEqual([
    0.01, 0.01, 0.01, 0.01,
  ]);
});

test("a reset starts again, lower each time, until the first rate itself is too small", () => {
  const feedback = reset(onPlateau({ factor: 0.1, patience: 0 }), { below: 0.01, shrink: 0.25 });
  const states = walk(
    feedback,
    1,
    Array.from({ length: 14 }, () => 2),
  );
  expect(
    states
      .filter(({ learningRate }) => learningRate >= 0.01)
      .map(({ resets }) => resets)
      .at(-1),
  ).toBe(3);
  for (const { learningRate, resets } of states) expect(learningRate).toBeLessThanOrEqual(0.25 ** resets);
  expect(states.at(-1)!.learningRate).toBeLessThan(0.01);
});

test("between resets it equals the inner schedule", () => {
  fc.assert(
    fc.property(losses, (seen) => {
      const inner = onPlateau(rest);
      const states = walk(reset(inner, { below: 0.02 }), 0.1, seen);
      let alone = inner.init(0.1);
      for (const [i, loss] of seen.entries()) {
        alone = inner.update(alone, loss);
        if (alone.learningRate < 0.02) alone = inner.init(0.1);
        expect(states[i + 1]!.inner).toEqual(alone);
        expect(states[i + 1]!.learningRate).toBe(alone.learningRate);
      }
    }),
  );
});

const wrong: Record<string, readonly [() => unknown, RegExp]> = {
  "a factor that grows": [
    () => onPlateau({ factor: 2 }),
    /onPlateau: factor 2 must be above 0 and at most 1/,
  ],
  "half a patience": [() => onPlateau({ patience: 0.5 }), /patience is 0.5; it must be a whole number/],
  "a negative cooldown": [() => onPlateau({ cooldown: -1 }), /cooldown is -1; it must be a whole number/],
  "a negative minDelta": [
    () => onPlateau({ minDelta: -1 }),
    /minDelta is -1; it must be finite and at least 0/,
  ],
  "an unknown mode": [
    () => onPlateau({ mode: "best" as "max" }),
    /mode "best" is unknown; give "min" for a loss or "max" for an accuracy/,
  ],
  "a mean of nothing": [() => onPlateau({ average: 0 }), /the number of steps is 0; .*leave average out/],
  "an invalid rate": [() => onPlateau().init(NaN), /learningRate is NaN/],
  "an invalid loss": [
    () => onPlateau().update(onPlateau().init(1), NaN),
    /loss NaN does not measure progress; go back to a checkpoint and lower the learning rate/,
  ],
  "a reset that begins too low": [
    () => reset(onPlateau(), { below: 0.1 }).init(0.01),
    /the first rate 0.01 is already below 0.1; give a larger rate/,
  ],
  "a reset that climbs": [() => reset(onPlateau(), { below: 0.1, shrink: 2 }), /shrink 2 must be above 0/],
};
test.each(Object.entries(wrong))("%s is refused with a remedy", (_, [call, message]) => {
  expect(call).toThrow(RangeError);
  expect(call).toThrow(message);
});
