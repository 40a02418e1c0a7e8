export { type Checkpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
export { type Curve, curveOf } from "./curve.ts";
export { curveCsv } from "./curve-csv.ts";
export { curveSvg, type CurveSvgOptions } from "./curve-svg.ts";
export { evaluate, type EvaluateOptions } from "./evaluate.ts";
export {
  CheckpointError,
  decodeSafetensors,
  encodeSafetensors,
  type TensorFile,
  type Values,
} from "./safetensors.ts";
export { type Described, disposeTree, type Point, type TrainingState } from "./state.ts";
export { type Observer, type Report, train, type Trained, type TrainOptions } from "./train.ts";
export { NonFiniteLossError, TrainingError } from "./training-error.ts";
