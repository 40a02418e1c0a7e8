import { dense, heNormal, relu, sequential } from "@downhill/nn";
import { momentum } from "@downhill/optimizers";
import { cosine } from "@downhill/schedules";

export let settings = { learningRate: 0.05, hidden: 96, batchSize: 64, epochs: 8, seed: 2 };
console.log("my network", settings);

export const build = (steps: number) => {
  const first = dense(784, settings.hidden, { init: heNormal });
  const second = dense(settings.hidden, 32, { init: heNormal });
  const last = dense(32, 10, { init: heNormal });
  return {
    model: sequential(first, relu, second, relu, last),
    optimizer: momentum({ learningRate: cosine(settings.learningRate, steps) }),
  };
};
