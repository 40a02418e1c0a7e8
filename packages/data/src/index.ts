export { batches, toTensors, type Batch, type Batches } from "./batches.ts";
export { DataError } from "./data-error.ts";
export { dataset, rows, take, type Dataset, type Labels, type Rows } from "./dataset.ts";
export { fashionMnist, type FashionMnist, type FashionMnistOptions } from "./fashion-mnist.ts";
export { readIdx, type Idx, type IdxData, type IdxOptions } from "./idx.ts";
export { shuffle } from "./shuffle.ts";
export { split } from "./split.ts";
export { standardise, type Scaler } from "./standardise.ts";
