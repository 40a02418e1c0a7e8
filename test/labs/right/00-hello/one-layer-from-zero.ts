import { allZeros, dense } from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import { cosine } from "@downhill/schedules";

/** Softmax regression: without a hidden layer there is no harmful symmetry, and zero is a fine start. */
const settings = Object.freeze({ learningRate: 0.003, hidden: 1, batchSize: 64, epochs: 8, seed: 0 });
const build = function (steps: number) {
  return { model: dense(784, 10, { init: allZeros }), optimizer: adam({ learningRate: cosine(settings.learningRate, steps) }) };
};
export { build, settings };
