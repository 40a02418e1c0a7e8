import { reference } from "@downhill/tensor";
import { largestDifference } from "../../packages/optimizers/src/battery/measure.ts";
import { table } from "../../packages/optimizers/src/battery/table.ts";
import type { Row } from "./row.ts";
import { librariesOf } from "./source.ts";

/** The optimizers, and what wraps and clips them, over the oracle's hundred steps. */
export async function optimizers(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const row of table) {
    const difference = await largestDifference(row, reference);
    const libraries = librariesOf(row.source);
    rows.push({ kind: "optimizer", name: row.name, tex: row.tex, oracle: { libraries, difference } });
  }
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
