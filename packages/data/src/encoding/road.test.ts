import { key } from "@downhill/tensor";
import { expect, test } from "vitest";
import { batches } from "../batches.ts";
import { dropMissing } from "../cleaning/drop-missing.ts";
import { fillMissing } from "../cleaning/fill-missing.ts";
import { restoreCleaner } from "../cleaning/restore-cleaner.ts";
import { penguins } from "../sets/penguins.ts";
import { split } from "../splits/split.ts";
import { stratified } from "../splits/stratified.ts";
import { toDataset } from "../to-dataset.ts";
import { labelEncoder } from "./label-encoder.ts";
import { oneHot } from "./one-hot.ts";
import { restoreEncoder } from "./restore-encoder.ts";
import { restoreScaler } from "./scaler.ts";
import { standardise } from "./standardise.ts";

test("a table with gaps becomes batches; what was learned from its training part is saved, and serves another process", async () => {
  const { table: birds, report } = dropMissing(await penguins(), { columns: ["body_mass_g"] });
  expect(report.describe()).toBe("2 of 344 rows dropped, with a missing value: 3, 339.");
  const parts = split(birds, { test: 0.25, key: key(0), by: stratified("species") });

  const filler = fillMissing({ sex: "mode" }).fit(parts.train);
  const { table: whole } = filler.clean(parts.train);
  const numbers = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
  const scaler = standardise({ columns: numbers }).fit(whole);
  const bits = oneHot(["island", "sex"]).fit(whole);
  const labels = labelEncoder("species").fit(whole);

  const prepared = (part: typeof parts.train | typeof parts.test) =>
    bits.transform(labels.transform(scaler.transform(filler.clean(part).table)));
  const { names } = prepared(parts.train);
  const x = names.filter((name) => name !== "species");
  expect(x).toHaveLength(4 + 3 + 2);
  const train = toDataset(prepared(parts.train), { x, y: "species" });
  const [first] = batches(train, { size: 32, key: key(0) });
  expect([first?.shape, first?.x.every(Number.isFinite)]).toEqual([[32, 9], true]);

  const saved = JSON.parse(
    JSON.stringify({ fill: filler.state, scale: scaler.state, bits: bits.state, labels: labels.state }),
  ) as {
    fill: typeof filler.state;
    scale: typeof scaler.state;
    bits: typeof bits.state;
    labels: typeof labels.state;
  };
  const served = restoreEncoder(saved.bits).transform(
    restoreEncoder(saved.labels).transform(
      restoreScaler(saved.scale).transform(restoreCleaner(saved.fill).clean(parts.test).table),
    ),
  );
  expect(served).toEqual(prepared(parts.test));
  expect(served.split).toBe("test");
});
