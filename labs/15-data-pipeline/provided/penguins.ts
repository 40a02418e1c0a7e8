import { columnOf, penguins } from "@downhill/data";
import type { Columns, Entry } from "../key/solution.ts";

/** What was measured of a penguin. */
export const measures: Columns = {
  bill_length_mm: "number",
  bill_depth_mm: "number",
  flipper_length_mm: "number",
  body_mass_g: "number",
};

/** The texts that stand for a missing value in {@link entries}. */
export const missing = ["NA", "."];

/** The one penguin whose sex is a dot in vega-datasets 3.2.1, where our copy is from. */
const dotted = 336;

/**
 * 344 penguins as texts, as R writes them: NA where a value is missing. One sex is a dot, as it was before the package
 * `data` took it for missing.
 */
export async function entries(): Promise<Entry[]> {
  const table = await penguins();
  const textOf = (name: string, row: number): string => {
    if (name === "sex" && row === dotted) return ".";
    return String(columnOf(table, name).values[row] ?? "NA");
  };
  return Array.from({ length: table.size }, (_, row) =>
    Object.fromEntries(table.names.map((name) => [name, textOf(name, row)])),
  );
}
