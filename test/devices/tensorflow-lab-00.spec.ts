import path from "node:path";
import { grade } from "@downhill/grader";
import { chooseDevice } from "@downhill/tensor";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const lab = path.resolve(import.meta.dirname, "..", "..", "labs", "00-hello");

beforeEach(() => vi.stubEnv("DOWNHILL_DEVICE", "tensorflow"));
afterEach(() => vi.unstubAllEnvs());

test("lab 00 trains on tensorflow, and has all its points", async () => {
  const { brief } = await chooseDevice();
  expect(brief.en).toBe("tensorflow (hardware: CPU), as DOWNHILL_DEVICE asks");
  const { points, of, tasks } = await grade(lab, { which: "solution", timeout: 60_000 });
  expect([points, of]).toEqual([100, 100]);
  expect(tasks.map(({ status }) => status)).toEqual(tasks.map(() => "passed"));
});

test("it is the variable that says where lab 00 trains", async () => {
  vi.stubEnv("DOWNHILL_DEVICE", "abacus");
  const { points, tasks } = await grade(lab, { which: "solution", timeout: 60_000, misconceptions: false });
  expect(points).toBeLessThan(100);
  expect(JSON.stringify(tasks)).toContain('DOWNHILL_DEVICE: there is no \\"abacus\\"');
});
