import { dense, sequential, tanh, xavierUniform } from "@downhill/nn";
import { adamw } from "@downhill/optimizers";
import { cosine } from "@downhill/schedules";

class Settings {
  readonly #rate: number;
  constructor(rate: number) {
    this.#rate = rate;
  }
  get learningRate(): number {
    return this.#rate;
  }
  get hidden(): number {
    return 200;
  }
  readonly batchSize = 50;
  readonly epochs = 5;
  readonly seed = 123;
}

export const settings = new Settings(0.004);

export const build = (steps: number) => ({
  model: sequential(dense(784, settings.hidden, { init: xavierUniform }), tanh, dense(settings.hidden, 10, { init: xavierUniform })),
  optimizer: adamw({ learningRate: cosine(settings.learningRate, steps), weightDecay: 0.01 }),
});
