import { valueAndGrad } from "@downhill/autograd";
import type { Statistics } from "@downhill/nn";
import type { Params } from "@downhill/optimizers";
import { currentScope, moveTo, type Tensor } from "@downhill/tensor";
import { dependent } from "./dependence.ts";
import type { TrainOptions } from "./train-options.ts";

/** The results for a batch that a step needs. */
interface Slope<P extends Params> {
  readonly loss: Tensor;
  readonly gradient: P;
  /** The statistics of the loss at the parameters themselves. */
  readonly statistics: Statistics;
}

/** The loss, its gradient and the statistics of a batch; the gradient as computed by `options.gradient`, or the plain one. */
export function slopeOf<P extends Params, S, B>(
  options: Pick<TrainOptions<P, S, B>, "loss" | "gradient">,
): (params: P, batch: B, step: number) => Slope<P> {
  let proven = false;
  const differentiated = valueAndGrad(function loss(params: P, batch: B, step: number) {
    const value = proven
      ? options.loss(params, batch, step)
      : dependent(params, step, () => options.loss(params, batch, step));
    proven = true;
    return Array.isArray(value) ? (value as readonly [Tensor, Statistics]) : ([value as Tensor, {}] as const);
  });
  const once: NonNullable<typeof options.gradient> = (lossAndGradient) => (params, _, batch) =>
    lossAndGradient(params, batch);
  let now = 0;
  let home = currentScope();
  let found: Statistics[] = [];
  const taken = (options.gradient ?? once)((params, batch) => {
    const [[loss, statistics], gradient] = differentiated(params, batch, now);
    if (found.length === 0) for (const tensor of Object.values(statistics)) moveTo(tensor, home);
    found.push(statistics);
    return [loss, gradient];
  });
  return (params, batch, step) => {
    [now, home, found] = [step, currentScope(), []];
    const [loss, gradient] = taken(params, step, batch);
    return { loss, gradient, statistics: found[0] ?? {} };
  };
}
