import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { device } from "@downhill/tensor";
import { format } from "prettier";
import { dtypePage } from "../test/dtypes/page.ts";
import { type DTypeRow, dtypeRows, withStated } from "../test/dtypes/rows.ts";
import { errorPage } from "../test/errors/page.ts";
import { thrown } from "../test/errors/throws.ts";
import { page } from "../test/reference/page.ts";
import { roundedUp } from "../test/reference/row.ts";
import { measuredSpecials, specialsPage } from "../test/reference/specials.ts";
import { measured } from "../test/reference/table.ts";

// Measures every op, layer, loss, optimizer, schedule and regularizer again, and writes the table of the documents.
const folder = path.resolve(import.meta.dirname, "../docs/reference");
const rows = (await measured()).map(({ oracle, law, ...row }) => ({
  ...row,
  ...(oracle && { oracle: { ...oracle, difference: roundedUp(oracle.difference) } }),
  ...(law && { law: { ...law, difference: roundedUp(law.difference) } }),
}));
mkdirSync(folder, { recursive: true });
const json = await format(JSON.stringify(rows), { parser: "json", printWidth: 110 });
writeFileSync(path.join(folder, "reference.json"), json);
writeFileSync(path.join(folder, "reference.md"), page(rows, "en"));
writeFileSync(path.join(folder, "reference.zh.md"), page(rows, "zh"));

// Devices that are not available here keep their entries in the table.
const devices = ["wasm", "webgpu", "tensorflow", "cuda"];
const here: string[] = [];
for (const name of devices) if (await device(name).catch(() => undefined)) here.push(name);
const before = JSON.parse(readFileSync(path.join(folder, "dtypes.json"), "utf8")) as readonly DTypeRow[];
const dtypes = withStated(await dtypeRows(here), devices, before);
writeFileSync(
  path.join(folder, "dtypes.json"),
  await format(JSON.stringify(dtypes), { parser: "json", printWidth: 110 }),
);
writeFileSync(path.join(folder, "dtypes.md"), dtypePage(dtypes, "en"));
writeFileSync(path.join(folder, "dtypes.zh.md"), dtypePage(dtypes, "zh"));

// And the page of special numbers.
const specials = await measuredSpecials();
writeFileSync(path.join(folder, "specials.md"), specialsPage(specials, "en"));
writeFileSync(path.join(folder, "specials.zh.md"), specialsPage(specials, "zh"));
// And the page of error codes.
writeFileSync(path.join(folder, "errors.md"), errorPage(thrown, "en"));
writeFileSync(path.join(folder, "errors.zh.md"), errorPage(thrown, "zh"));
console.log(`${rows.length} rows in docs/reference`);
