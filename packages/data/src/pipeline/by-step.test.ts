import { key } from "@downhill/tensor";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { byStep } from "./by-step.ts";
import { pipeline } from "./pipeline.ts";
import type { Position } from "./position.ts";

const make = () =>
  pipeline([0, 1, 2, 3, 4, 5, 6])
    .shuffle({ buffer: 7, key: key(0) })
    .batch(2)
    .prefetch(2)
    .repeat(5);
const steps = fc.integer({ min: 0, max: 19 });

test(
  "the element of a step is the same, whatever was requested before, and wherever the run resumed",
  { timeout: 60_000 },
  async () => {
    const all: unknown[] = [];
    for await (const batch of make()) all.push(batch);
    expect(all).toHaveLength(20);
    await fc.assert(
      fc.asyncProperty(fc.array(steps), steps, async (asked, at) => {
        const fresh = byStep(make());
        expect(await Promise.all(asked.map((step) => fresh.batchAt(step)))).toEqual(
          asked.map((step) => all[step]),
        );
        if (at > 0) await fresh.batchAt(at - 1);
        const position = at === 0 ? make().walk().position : fresh.position();
        const resumed = byStep(make(), {
          step: at,
          position: JSON.parse(JSON.stringify(position)) as Position,
        });
        for (const step of [at, ...asked]) expect(await resumed.batchAt(step)).toEqual(all[step]);
        await Promise.all([fresh.close(), resumed.close()]);
      }),
      { numRuns: 50 },
    );
  },
);

test("a step that failed may be asked for again", async () => {
  let broken = true;
  const { batchAt } = byStep(
    pipeline([5, 6, 7]).map((n) => {
      if (n === 6 && broken) throw new Error("not yet");
      return n;
    }),
  );
  await expect(batchAt(1)).rejects.toThrow(/element 1 failed: not yet/);
  broken = false;
  expect([await batchAt(1), await batchAt(2)]).toEqual([6, 7]);
});

test("a step after the end and an invalid step are refused", async () => {
  const { batchAt } = byStep(make());
  await expect(batchAt(20)).rejects.toThrow(/no step 20, because the pipeline ended after 20; repeat it/);
  expect(await batchAt(0)).toHaveLength(2);
  await expect(batchAt(-1)).rejects.toThrow(/step is -1; give a whole number, at least 0/);
  expect(() => byStep(make(), { step: 0.5, position: make().walk().position })).toThrow(/step is 0.5/);
});
