import { readFileSync } from "node:fs";
import { device, ops } from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { measuredSpecials, specialsPage } from "./reference/specials.ts";
import { casesIn, specials } from "./specials/oracle.ts";
import { reasonOf, reasons } from "./specials/reasons.ts";
import { type Verdict, verdicts } from "./specials/verdicts.ts";

// Every operation at the ends of the number line against PyTorch (test/oracles/specials.json), value and gradient.
const differing: Verdict[] = [];

describe.each(["reference", "wasm"])("on %s", (name) => {
  let all: readonly Verdict[];
  beforeAll(async () => {
    all = await verdicts(await device(name));
    differing.push(...all.filter(({ differences }) => differences.length > 0));
  });

  test("operations answer as PyTorch does, or there is a reason", () => {
    const unexplained = all.filter((verdict) => verdict.differences.length > 0 && reasonOf(verdict) < 0);
    expect(unexplained).toEqual([]);
  });
});

test("no reason is left over", () => {
  const needed = new Set(differing.map((verdict) => `${verdict.op} ${verdict.special}`));
  const stated = reasons.flatMap((reason) =>
    reason.ops.flatMap((op) => reason.specials.map((special) => `${op} ${special}`)),
  );
  const unneeded = stated.filter((each) => !needed.has(each));
  expect(unneeded).toEqual([]);
});

test("the pages show what is measured", async () => {
  const fresh = await measuredSpecials();
  const read = (file: string): string =>
    readFileSync(new URL(`../docs/reference/${file}`, import.meta.url), "utf8");
  expect(read("specials.md"), "npm run reference writes it again").toBe(specialsPage(fresh, "en"));
  expect(read("specials.zh.md")).toBe(specialsPage(fresh, "zh"));
}, 60_000);

test("every operation meets every special number, except oneHot, which takes integers", () => {
  const met = new Set(casesIn("float64").map(({ name, special }) => `${name} ${special}`));
  const missing = Object.keys(ops)
    .filter((name) => name !== "oneHot")
    .flatMap((name) => specials.map((special) => `${name} ${special}`))
    .filter((each) => !met.has(each));
  expect(missing).toEqual([]);
});
