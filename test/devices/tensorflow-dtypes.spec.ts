import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type DTypeRow, dtypeRows, faultsOn } from "../dtypes/rows.ts";

// The column of docs/reference/dtypes.json for this device, measured in a separate process and compared with the
// reference's.
const stated = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../../docs/reference/dtypes.json"), "utf8"),
) as readonly DTypeRow[];

test("every op with every dtype gives on tensorflow what it gives on the reference, or is refused on both", async () => {
  const fresh = await dtypeRows(["tensorflow"]);
  expect(faultsOn("tensorflow", fresh)).toEqual([]);
  const cells = (rows: readonly DTypeRow[]) =>
    rows.map(({ op, cells }) => ({
      op,
      cells: cells.map(({ given, devices }) => [given, devices["tensorflow"]]),
    }));
  expect(cells(fresh), "npm run reference, where the device is, rewrites the table").toEqual(cells(stated));
}, 600_000);
