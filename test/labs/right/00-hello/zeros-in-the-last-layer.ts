import { allZeros, dense, heNormal, relu, sequential } from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import { cosine } from "@downhill/schedules";

export const settings = { learningRate: 0.002, hidden: 128, batchSize: 64, epochs: 8, seed: 0 };

export const build = (steps: number) => ({
  model: sequential(
    dense(784, settings.hidden, { init: heNormal }),
    relu,
    dense(settings.hidden, 10, { init: allZeros }),
  ),
  optimizer: adam({ learningRate: cosine(settings.learningRate, steps) }),
});
