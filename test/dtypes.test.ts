import { readFileSync } from "node:fs";
import path from "node:path";
import { ops } from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { dtypePage } from "./dtypes/page.ts";
import { linesOf } from "./dtypes/process.ts";
import { type DTypeRow, dtypeRows, faultsOn } from "./dtypes/rows.ts";

// The dtype contract, for every op, dtype and device: docs/reference/dtypes.json, which `npm run reference` writes.
const read = (file: string): string =>
  readFileSync(path.resolve(import.meta.dirname, "../docs/reference", file), "utf8");
const stated = JSON.parse(read("dtypes.json")) as readonly DTypeRow[];

describe("every op with every dtype", () => {
  let fresh: readonly DTypeRow[];
  beforeAll(async () => {
    fresh = await dtypeRows(["wasm"]);
  }, 120_000);

  test("gives on wasm what it gives on the reference, or is refused on both", () => {
    const cells = fresh.flatMap(({ op, cells }) => cells.map((cell) => ({ op, ...cell })));
    expect(cells.filter(({ gives }) => gives.startsWith("wrong"))).toEqual([]);
    expect(faultsOn("wasm", fresh)).toEqual([]);
    expect(fresh.map(({ op }) => op)).toEqual(Object.keys(ops).toSorted());
  });

  test("gives what the documents state", () => {
    const said = (rows: readonly DTypeRow[]) =>
      rows.map(({ op, takes, cells }) => ({
        op,
        takes,
        cells: cells.map(({ given, gives, devices }) => ({ given, gives, wasm: devices.wasm })),
      }));
    expect(said(fresh), "npm run reference rewrites the table").toEqual(said(stated));
  });
});

// Measured where the device is, by test/devices.
test("no stated cell of another device differs from the reference", () => {
  for (const name of ["webgpu", "tensorflow"]) expect(faultsOn(name, stated), name).toEqual([]);
});

test("the pages show the table, in both languages", () => {
  expect(read("dtypes.md")).toBe(dtypePage(stated, "en"));
  expect(read("dtypes.zh.md")).toBe(dtypePage(stated, "zh"));
});

test("10,000 random calls on wasm give the reference's values, and change no other tensor", async () => {
  expect(await linesOf("fuzz.ts", "10000", "1")).toEqual([{ calls: 10_000, wrong: [] }]);
}, 240_000);
