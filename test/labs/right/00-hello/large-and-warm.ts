import { dense, gelu, heUniform, sequential } from "@downhill/nn";
import { adam, chain, clipByGlobalNorm } from "@downhill/optimizers";
import { cosine, warmup } from "@downhill/schedules";

export const settings: Record<string, number> = { seed: 5, epochs: 12, batchSize: 256, hidden: 256, learningRate: 0.01 };

export const build = (steps: number) => ({
  model: sequential(dense(784, settings["hidden"]!, { init: heUniform }), gelu, dense(settings["hidden"]!, 10)),
  optimizer: chain(clipByGlobalNorm(1), adam({ learningRate: warmup(cosine(settings["learningRate"]!, steps), 10) })),
});
