import { expect, test } from "vitest";
import { averaged, coins, packages } from "../../labs/15-data-pipeline/leaks.ts";
import { ridge } from "../../labs/16-l1-and-l2/measure.ts";
import { lossOf } from "../../labs/16-l1-and-l2/provided/regression.ts";
import { wages } from "../../labs/16-l1-and-l2/provided/wages.ts";
import { expectStated } from "./stated.ts";

test("E31: what is chosen before the split makes the test set report a skill that is not there", () => {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const before = averaged(80, (seed) => coins(packages, 2000, seed, "all"));
  const after = averaged(80, (seed) => coins(packages, 2000, seed, "train"));
  expect(before.reported - before.fresh).toBeGreaterThan(20 * before.error);
  expect(Math.abs(after.reported - after.fresh)).toBeLessThan(3 * after.error);
  expectStated("E31", percent(before.reported), percent(before.fresh), percent(after.reported));
});

test("E32: a penalty makes the loss worse that it is added to, and may make it better on other rows", async () => {
  const { train, validation } = await wages(1);
  const [plain, shrunk] = [ridge(train, 1e-9), ridge(train, 0.5)];
  const [here, elsewhere] = [train, validation].map((rows) => [plain, shrunk].map(lossOf(rows)));
  expect(shrunk.length).toBe(plain.length);
  expectStated("E32", ...[...here!, ...elsewhere!].map((loss) => loss.toFixed(3)), String(plain.length));
});
