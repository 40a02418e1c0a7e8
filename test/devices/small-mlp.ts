import { valueAndGrad } from "@downhill/autograd";
import { dense, meanSquaredError, relu, sequential } from "@downhill/nn";
import { adam, descend } from "@downhill/optimizers";
import { type Backend, key, leaves, normal, type Tensor, tidy, useBackend } from "@downhill/tensor";

/** A network of 4 inputs, 3 hidden units and 1 output, and Adam. */
const model = sequential(dense(4, 3), relu, dense(3, 1));
const optimizer = adam({ learningRate: 0.01 });

/**
 * Trains the network, reading nothing until the last step is over; then it waits until all is computed.
 *
 * @param look is called before each step and after the last.
 */
export async function trainSmallMlp(
  backend: Backend,
  steps: number,
  look: (step: number) => void,
): Promise<void> {
  using _ = useBackend(backend);
  const [x, y] = [normal(key(1), [5, 4]), normal(key(2), [5, 1])];
  const lossAndGradient = valueAndGrad((params: ReturnType<typeof model.init>) =>
    meanSquaredError(model.apply(params, x), y),
  );
  let [params, state] = tidy("start", () => {
    const start = model.init(key(0));
    return [start, optimizer.init(start)] as const;
  });
  for (let step = 0; step < steps; step++) {
    look(step);
    [params, state] = tidy("step", () => {
      const [, gradient] = lossAndGradient(params);
      return descend(optimizer, gradient, state, params, step);
    });
  }
  look(steps);
  await Promise.all(leaves<Tensor>(params).map((param) => param.data()));
  for (const each of [x, y, ...leaves<Tensor>([params, state.m, state.v])]) each.dispose();
}
