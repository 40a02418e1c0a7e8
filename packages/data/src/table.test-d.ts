import { type Column, columnOf, type Dataset, readCsv, type Table, table, toDataset } from "./index.ts";

const animals: Table = table({
  animal: ["dog", null],
  weight: [30, null],
  legs: { kind: "number", values: [4, 4] },
});
const targets: Dataset<Float32Array> = toDataset(animals, { x: ["legs"], y: "weight" });
const labels: Dataset = toDataset(animals, { x: ["legs"], y: "animal", classes: ["cat", "dog"] });
// @ts-expect-error Class numbers are not real targets.
const wrong: Dataset<Float32Array> = toDataset(animals, { x: ["legs"], y: "animal", classes: ["cat"] });

const column: Column = columnOf(animals, "weight");
// @ts-expect-error A value may be missing: null has to be handled first.
if (column.kind === "number") column.values.map((value) => value.toFixed(1));
if (column.kind === "text") column.values.map((value) => value?.length);
// @ts-expect-error A column holds numbers or texts, not both.
table({ mixed: [1, "two"] });
// @ts-expect-error There is no third kind of column.
void readCsv("a.csv", { columns: { a: "date" } });

export { labels, targets, wrong };
