import { expect, test } from "vitest";
import { gaugeWatch } from "./gauge-watch.ts";
import { gauge } from "./protocol.ts";
import { watchedModule } from "./watched-module.ts";

test("a rejection that a question expects is handled, and the learner's code is left", async () => {
  const strays: unknown[] = [];
  const note = (error: unknown): number => strays.push(error);
  process.on("unhandledRejection", note);
  const seen = new Float64Array(Object.keys(gauge).length);
  const written = {
    refuses: async (): Promise<number> => {
      throw new RangeError("too small");
    },
    double: async (x: number) => 2 * x,
    half: (x: number) => x / 2,
  };
  const { refuses, double, half } = watchedModule(written, gaugeWatch(seen), [
    "refuses",
    "double",
    "half",
  ]) as typeof written;
  const refused = refuses().catch((error: unknown) => error);
  expect(seen[gauge.inside]).toBe(1);
  expect(await refused).toBeInstanceOf(RangeError);
  expect([await double(4), half(4)]).toEqual([8, 2]);
  await new Promise((resume) => setTimeout(resume, 10));
  process.off("unhandledRejection", note);
  expect(strays).toEqual([]);
  expect(seen[gauge.inside]).toBe(0);
});
