import { dense, heNormal, relu, sequential } from "@downhill/nn";
import { adam } from "@downhill/optimizers";
import { cosine } from "@downhill/schedules";

/** What you may change. Start with the learning rate, then run `npm start` again and compare the curves. */
export const settings = {
  // #task settings
  // #starter
  /** How far a step goes, at the start of training. */
  learningRate: 0.002,
  /** Units in the hidden layer. */
  hidden: 128,
  /** Images in each step. */
  batchSize: 64,
  /** How many times all training images are seen. */
  epochs: 8,
  /** Seed of the random numbers: the same seed gives the same run. */
  seed: 0,
  // #end
};

/** The network, from 784 pixels to a score for each of 10 classes, and the rule that trains it for `steps` steps. */
export const build = (steps: number) => ({
  // #task recognises
  // #starter
  model: sequential(dense(784, settings.hidden, { init: heNormal }), relu, dense(settings.hidden, 10)),
  // #end
  // #task learns
  // #starter
  optimizer: adam({ learningRate: cosine(settings.learningRate, steps) }),
  // #end
});
