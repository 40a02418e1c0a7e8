export { accuracy } from "./accuracy.ts";
export { activation, gelu, relu, sigmoid, tanh } from "./activation.ts";
export { attention, type AttentionOptions, type CausalOptions } from "./attention.ts";
export { batchNorm, type BatchNormOptions, type BatchNormParams } from "./batch-norm.ts";
export { binaryCrossEntropy, type BinaryCrossEntropyOptions } from "./binary-cross-entropy.ts";
export { confusionMatrix } from "./confusion-matrix.ts";
export { conv2d, type Conv2dOptions, type Conv2dParams } from "./conv2d.ts";
export { dense, type DenseOptions, type DenseParams } from "./dense.ts";
export { dropout } from "./dropout.ts";
export { embedding, type EmbeddingOptions, type EmbeddingParams } from "./embedding.ts";
export { flatten } from "./flatten.ts";
export { huber, type HuberOptions } from "./huber.ts";
export {
  allZeros,
  type Fans,
  fans,
  heNormal,
  heUniform,
  type Initialiser,
  type InitialiserOptions,
  xavierNormal,
  xavierUniform,
} from "./initialisers.ts";
export { type Weights } from "./loss-weights.ts";
export { type Layer, type MapPart, type NoParams } from "./layer.ts";
export { layerNorm, type LayerNormOptions, type LayerNormParams } from "./layer-norm.ts";
export { withMask } from "./mask.ts";
export { meanAbsoluteError } from "./mean-absolute-error.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
export {
  multiHeadAttention,
  type MultiHeadAttentionOptions,
  type MultiHeadAttentionParams,
} from "./multi-head-attention.ts";
export { orthogonal } from "./orthogonal.ts";
export { perplexity } from "./perplexity.ts";
export { avgPool2d, maxPool2d } from "./pooling.ts";
export { residual } from "./residual.ts";
export { rSquared } from "./r-squared.ts";
export { type ParamsOf, sequential, type SequentialParams } from "./sequential.ts";
export { type Reduction, type ReductionOptions } from "./reduction.ts";
export {
  type CrossEntropyOptions,
  type LabelSmoothing,
  softmaxCrossEntropy,
} from "./softmax-cross-entropy.ts";
export { type Statistics, trainApply, withStatistics } from "./statistics.ts";
export { showSummary, type ShowSummaryOptions } from "./show-summary.ts";
export { type LayerSummary, type Summary, summary, type SummaryOptions } from "./summary.ts";
export { topKAccuracy, type TopK } from "./top-k-accuracy.ts";
export {
  transformerBlock,
  type TransformerBlockOptions,
  type TransformerBlockParams,
} from "./transformer-block.ts";
