export { accuracy } from "./accuracy.ts";
export { activation, relu, sigmoid, tanh } from "./activation.ts";
export { binaryCrossEntropy } from "./binaryCrossEntropy.ts";
export { dense, type DenseOptions, type DenseParams } from "./dense.ts";
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
export { type Layer, type NoParams } from "./layer.ts";
export { meanSquaredError } from "./meanSquaredError.ts";
export { type ParamsOf, sequential, type SequentialParams } from "./sequential.ts";
export { softmaxCrossEntropy } from "./softmaxCrossEntropy.ts";
