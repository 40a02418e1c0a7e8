export { batches, toTensors, type Batch, type Batches } from "./batches.ts";
export { DataError } from "./data-error.ts";
export { dataset, rows, take, type Dataset, type Labels, type Rows } from "./dataset.ts";
export { cpsWages } from "./sets/cps-wages.ts";
export { fashionMnist, type FashionMnist, type FashionMnistOptions } from "./sets/fashion-mnist.ts";
export { type ReadOptions, type Source } from "./readers/contents.ts";
export { readCsv } from "./readers/csv/csv.ts";
export { type CsvOptions } from "./readers/csv/options.ts";
export { readIdx, type Idx, type IdxData } from "./readers/idx.ts";
export { readJsonLines, type Json, type JsonLinesOptions } from "./readers/json-lines.ts";
export { readPng, type Png } from "./readers/png/png.ts";
export { encodeSafetensors } from "./readers/safetensors/encode.ts";
export { readSafetensors } from "./readers/safetensors/read.ts";
export { type TensorFile, type Values } from "./readers/safetensors/values.ts";
export { readWav, type Wav } from "./readers/wav/wav.ts";
export { fromRecords } from "./records.ts";
export { iris } from "./sets/iris.ts";
export { mobyDick, type TextSet } from "./sets/moby-dick.ts";
export { penguins } from "./sets/penguins.ts";
export { stateOfTheUnion } from "./sets/state-of-the-union.ts";
export { type TableSet } from "./sets/table-set.ts";
export type { Augmentation } from "./augmentation/augmentation.ts";
export { crop } from "./augmentation/crop.ts";
export { cutout } from "./augmentation/cutout.ts";
export { flip } from "./augmentation/flip.ts";
export { mixup, type MixedRows } from "./augmentation/mixup.ts";
export { noise } from "./augmentation/noise.ts";
export { shift } from "./augmentation/shift.ts";
export { dropDuplicates } from "./cleaning/drop-duplicates.ts";
export { dropMissing } from "./cleaning/drop-missing.ts";
export { fillMissing, type Filling, type FillState } from "./cleaning/fill-missing.ts";
export { outliers, type OutlierState } from "./cleaning/outliers.ts";
export type { Cleaned, Cleaner, Report } from "./cleaning/report.ts";
export { restoreCleaner } from "./cleaning/restore-cleaner.ts";
export type { Encoder } from "./encoding/encoder.ts";
export { labelEncoder, type LabelEncoder, type LabelState } from "./encoding/label-encoder.ts";
export { minMax } from "./encoding/min-max.ts";
export { oneHot, type OneHotState } from "./encoding/one-hot.ts";
export { ordinal, type OrdinalState } from "./encoding/ordinal.ts";
export { restoreEncoder } from "./encoding/restore-encoder.ts";
export { robust } from "./encoding/robust.ts";
export { restoreScaler, type Scaler, type ScalerOptions, type ScalerState } from "./encoding/scaler.ts";
export { standardise } from "./encoding/standardise.ts";
export type { Unfitted } from "./encoding/unfitted.ts";
export { interleave, pipeline, zip, type Pipeline, type Row } from "./pipeline/pipeline.ts";
export { byStep, type ByStep } from "./pipeline/by-step.ts";
export { join } from "./pipeline/join.ts";
export type { Position } from "./pipeline/position.ts";
export type { Walk } from "./pipeline/walk.ts";
export { folds, type Fold } from "./splits/folds.ts";
export { grouped } from "./splits/grouped.ts";
export { ordered } from "./splits/ordered.ts";
export { trainingPart, type Part, type RowSet, type SplitName } from "./splits/part.ts";
export { shuffle } from "./splits/shuffle.ts";
export { split } from "./splits/split.ts";
export { stratified } from "./splits/stratified.ts";
export {
  columnOf,
  distinct,
  numbersOf,
  select,
  table,
  takeRows,
  textsOf,
  type Column,
  type NumberColumn,
  type Table,
  type TextColumn,
} from "./table.ts";
export { toDataset } from "./to-dataset.ts";
