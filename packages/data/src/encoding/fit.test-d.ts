import { key } from "@downhill/tensor";
import {
  fashionMnist,
  folds,
  oneHot,
  select,
  shuffle,
  split,
  standardise,
  table,
  type Table,
  take,
  toDataset,
  trainingPart,
} from "../index.ts";

declare const people: Table;
const { train, validation, test } = split(people, { validation: 0.2, test: 0.2, key: key(0) });
const scaler = standardise().fit(train);
const scaled: typeof test = scaler.transform(test);
standardise().fit(scaler.transform(train));
oneHot(["sex"]).fit(train);
for (const fold of folds(scaled, { k: 2, key: key(0) })) standardise().fit(fold.train);
standardise().fit(trainingPart(table({ age: [1, 2] })));

standardise().fit(await fashionMnist({ split: "train" }));
const points = toDataset(select(train, ["age", "wage"]), { x: ["age"], y: "wage" });
standardise().fit(shuffle(take(points, [0]), key(0)));

// @ts-expect-error The images of the test part must not be learned from.
standardise().fit(await fashionMnist({ split: "test" }));
// @ts-expect-error A data set of the test part is for testing too.
standardise().fit(toDataset(test, { x: ["age"], y: "wage" }));
// @ts-expect-error The validation part must not be learned from.
standardise().fit(validation);
// @ts-expect-error The test part must not be learned from.
oneHot(["sex"]).fit(test);
// @ts-expect-error Rows that were not split hold the test part too.
standardise().fit(people);
// @ts-expect-error What was fitted cannot be fitted again.
scaler.fit(train);
// @ts-expect-error A random split needs a key.
split(people, { test: 0.2 });
