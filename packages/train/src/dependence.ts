import type { Params } from "@downhill/optimizers";
import { type Call, leaves, type Recorder, recording, Tensor } from "@downhill/tensor";
import { TrainingError } from "./training-error.ts";

/** Tracks where a gradient can flow: values computed from the parameters through inputs that have a gradient. */
class Reached implements Recorder {
  readonly #tensors: Set<Tensor>;

  constructor(params: Params) {
    this.#tensors = new Set(leaves<Tensor>(params));
  }

  record({ op, inputs, output }: Call): void {
    if (op.inputs.some((name, i) => op.vjp[name] !== null && this.#tensors.has(inputs[i]!))) {
      this.#tensors.add(output);
    }
  }

  has(tensor: Tensor): boolean {
    return this.#tensors.has(tensor);
  }
}

/**
 * The value of a loss, after checking that its gradient is not identically 0.
 *
 * @throws TrainingError when no operation leads from the parameters to it.
 */
export function dependent<V>(params: Params, step: number, valueOf: () => V): V {
  const reached = new Reached(params);
  const value = recording(reached, valueOf);
  const loss: unknown = Array.isArray(value) ? value[0] : value;
  if (!(loss instanceof Tensor) || reached.has(loss)) return value;
  throw new TrainingError("no-gradient", {
    en: `train: the loss of step ${step} does not depend on the parameters, so no step can lower it; compute it from the parameters that \`loss\` is given, and without counts, argMax or stopGradient on the way.`,
    zh: `train：第 ${step} 步的损失与参数无关，因此任何一步都无法使它下降；请用传给 \`loss\` 的参数来计算它，途中不要用计数、argMax 或 stopGradient。`,
  });
}
