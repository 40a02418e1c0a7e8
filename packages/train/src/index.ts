export { type Answer, type Beginning, type Callback, type Ending, type Moment } from "./callback.ts";
export { type BackOff } from "./back-off.ts";
export { type Checkpoint, loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
export { type Checkpoints, type Resumed } from "./checkpoint-folder.ts";
export { checkpoints } from "./checkpoints.ts";
export { type Curve, curveOf } from "./curve.ts";
export { curveCsv } from "./curve-csv.ts";
export { curveSvg, type CurveSvgOptions } from "./curve-svg.ts";
export { evaluate, type EvaluateOptions } from "./evaluate.ts";
export { type EarlyStop } from "./early-stop.ts";
export {
  type CostReport,
  costReport,
  type CostReportOptions,
  type KernelCost,
} from "./report/cost-report.ts";
export { eventFiles } from "./report/event-files.ts";
export { showCostReport } from "./report/show-cost-report.ts";
export { type Peak } from "./report/speed.ts";
export { type FeedbackRate, feedbackRate } from "./feedback-rate.ts";
export { fit } from "./fit.ts";
export { type FitOptions, type Fitted } from "./fit-options.ts";
export { type KeepRule } from "./keep-rule.ts";
export { type CheckpointEntry } from "./manifest.ts";
export { type Examples, type Measure } from "./measure.ts";
export { type Odd, type Origin } from "./origin.ts";
export { type Observer, type Report } from "./report.ts";
export {
  CheckpointError,
  decodeSafetensors,
  encodeSafetensors,
  type TensorFile,
  type Values,
} from "./safetensors.ts";
export { type Batched, type Data, type Walkable, type Walking } from "./source.ts";
export {
  type Described,
  disposeTree,
  type Json,
  type Point,
  type Remembered,
  type TrainingState,
} from "./state.ts";
export { train } from "./train.ts";
export {
  type CheckpointPlan,
  type CheckpointSink,
  type Trained,
  type TrainOptions,
  type Validation,
} from "./train-options.ts";
export {
  CallbackError,
  CheckpointWriteError,
  NonFiniteLossError,
  type Saved,
  TrainingError,
} from "./training-error.ts";
export { type Watched } from "./watched.ts";
