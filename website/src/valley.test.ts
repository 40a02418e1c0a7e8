import { describe, expect, test } from "vitest";
import { height, slope, terrain } from "./terrain.ts";
import { runners, starts, walks } from "./valley.ts";

/** Its neighbours among rates of which ten make a decade, and half and double of it. */
const factors = [0.5, 0.8, 1, 1.25, 2];

describe("the landscape of the landing page", () => {
  test("has the slope that its height implies", () => {
    const h = 1e-5;
    for (const [x, y] of starts) {
      const [dx, dy] = slope([x, y]);
      // Central differences are off by h²·|J‴|/6, here below 1e-8.
      expect(dx).toBeCloseTo((height([x + h, y]) - height([x - h, y])) / (2 * h), 7);
      expect(dy).toBeCloseTo((height([x, y + h]) - height([x, y - h])) / (2 * h), 7);
    }
  });

  test("has all starts on it", () => {
    expect(starts).toHaveLength(180);
    for (const [x, y] of starts) {
      expect(Math.abs(x)).toBeLessThan(terrain.right);
      expect(Math.abs(y)).toBeLessThan(terrain.top);
    }
  });

  test.each(runners)("$rule does what the caption states, and $rate is its best rate", (runner) => {
    const all = factors.map((factor) => walks({ ...runner, rate: factor * runner.rate }));
    const best = all.reduce((a, b) => (b.steps < a.steps ? b : a));
    expect({ ...best, steps: Math.round(best.steps) }).toEqual({ ...runner, late: 0 });
  });
});
