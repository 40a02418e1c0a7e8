import type { Params } from "@downhill/autograd";
import {
  checkOptions,
  type DType,
  key,
  leaves,
  scope,
  type Shape,
  sizeOf,
  type Tensor,
  ValueError,
  zeros,
} from "@downhill/tensor";
import { costsOf, type GraphCosts } from "@downhill/tensor/trace";
import { checkLayer } from "./given.ts";
import type { Layer } from "./layer.ts";
import { checkSizes } from "./sizes.ts";
import { type Range, type Visit, type WatchedStep, watchStep } from "./watch-step.ts";

/** One layer of a {@link Summary}. */
export interface LayerSummary {
  readonly name: string;
  /** The path of its parameters in the model's, such as `2.0`; `""` for the model itself. */
  readonly path: string;
  /** Its nesting depth: the number of layers that contain it. */
  readonly depth: number;
  /** The shape of its value. */
  readonly output: Shape;
  /** The number of learned numbers. */
  readonly parameters: number;
  /** The number of measured numbers, such as the statistics of `batchNorm`. */
  readonly statistics: number;
  /** Operations of the forward pass. */
  readonly flops: number;
  /** Bytes that its forward pass keeps for the reverse pass. */
  readonly activations: number;
}

/** The parts of a model and their cost, as plain data. */
export interface Summary {
  /** The shape of `x`, the batch included. */
  readonly input: Shape;
  /** The model first, then its layers in the order in which they are applied, each before those inside it. */
  readonly layers: readonly LayerSummary[];
  /** The number of numbers the model learns. */
  readonly parameters: number;
  /** The number of numbers it measures. */
  readonly statistics: number;
  /** Operations of one training step, without the loss and the update. */
  readonly flops: { readonly forward: number; readonly backward: number };
  /** Memory of one training step: what is alive after the forward pass, and the gradients that follow. */
  readonly bytes: {
    readonly parameters: number;
    readonly gradients: number;
    readonly optimizer: number;
    readonly activations: number;
    readonly total: number;
  };
}

/** The settings of a summary. */
export interface SummaryOptions {
  /** The dtype of `x`, `"int32"` for a model that begins with an embedding; the backend's floating dtype by default. */
  readonly dtype?: DType;
  /** The number of values the optimizer keeps per parameter: 2 for Adam, 1 for momentum, 0 for SGD; 2 by default. */
  readonly stateCopies?: number;
}

/**
 * Summarises a model: its layers, their shapes and parameters, and the operations and memory of training it on one
 * batch. The model is traced as in training, on a backend that computes nothing, so even a large one takes barely
 * longer than drawing its parameters.
 *
 * A multiply-add counts as two operations, $2mkn$ for a product of $[m, k]$ and $[k, n]$, and any other arithmetic on
 * an element as one. Bytes are counted for the dtypes of the backend in use. Activations are all values that stay alive
 * until the gradient is done, in this engine; `x`, parameters and numbers in formulas are left out, and a reshaped
 * tensor shares its memory.
 *
 * @param inputShape the shape of `x`, the batch included.
 * @returns plain data; `showSummary` makes a table of it.
 * @throws ValueError when a length is not a whole number of at least 1, or `stateCopies` is negative; and whatever a
 * layer throws if `x` does not fit it.
 * @example
 * ```ts
 * import { dense, relu, sequential, summary } from "@downhill/nn";
 * const model = sequential(dense(784, 256), relu, dense(256, 10));
 * const { parameters, flops, bytes } = summary(model, [64, 784]);
 * parameters; // 203530: (784 + 1) · 256 + (256 + 1) · 10
 * flops.forward; // 26051200
 * bytes.gradients; // 1628240: float64 on the reference backend
 * ```
 * @see Griewank and Walther, "Evaluating derivatives", 2nd ed. 2008, ch. 4, on the cost of the reverse pass: a few
 * times the function's, and memory for all intermediate values.
 */
export function summary<P extends Params>(
  model: Layer<P>,
  inputShape: Shape,
  options: SummaryOptions = {},
): Summary {
  const { dtype, stateCopies = 2 } = checkOptions("summary", options, ["dtype", "stateCopies"]);
  checkLayer("summary", "model", model);
  checkSizes("summary", inputShape);
  if (!(Number.isFinite(stateCopies) && stateCopies >= 0)) {
    throw new ValueError("out-of-range", {
      en: `summary: stateCopies is ${stateCopies}; give a number of at least 0, such as 2 for Adam`,
      zh: `summary：stateCopies 为 ${stateCopies}；请给出不小于 0 的数，例如 Adam 是 2`,
    });
  }
  using _ = scope("summary");
  const params = model.init(key(0));
  const x = zeros(inputShape, dtype === undefined ? {} : { dtype });
  const watched = watchStep(model, params, x);
  const costs = costsOf(watched.graph);
  const layers = watched.visits.map((visit) => row(visit, costs, watched.kept));
  const [{ parameters, statistics, flops, activations }] = layers as [LayerSummary];
  const ofParameters = leaves<Tensor>(params).reduce((total, p) => total + bytesOf(p), 0);
  const parts = {
    parameters: ofParameters,
    gradients: ofParameters,
    optimizer: stateCopies * ofParameters,
    activations,
  };
  return {
    input: [...inputShape],
    layers,
    parameters,
    statistics,
    flops: { forward: flops, backward: costs.total.flops - flops },
    bytes: { ...parts, total: Object.values(parts).reduce((a, b) => a + b) },
  };
}

const width: Readonly<Record<DType, number>> = { float64: 8, float32: 4, int32: 4, bool: 1 };
const bytesOf = ({ shape, dtype }: { readonly shape: Shape; readonly dtype: DType }): number =>
  sizeOf(shape) * width[dtype];

function row({ nodes, values, ...visit }: Visit, costs: GraphCosts, kept: WatchedStep["kept"]): LayerSummary {
  const total = <V>(entries: ReadonlyMap<number, V>, [from, to]: Range, of: (value: V) => number): number =>
    [...entries].reduce((sum, [place, value]) => (place >= from && place < to ? sum + of(value) : sum), 0);
  return {
    ...visit,
    flops: total(costs.nodes, nodes, ({ flops }) => flops),
    activations: total(kept, values, bytesOf),
  };
}
