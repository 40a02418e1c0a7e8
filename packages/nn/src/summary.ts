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
  /** Where its parameters stand in the model's, such as `2.0`; `""` for the model itself. */
  readonly path: string;
  /** How many layers it lies inside of. */
  readonly depth: number;
  /** The shape of its value. */
  readonly output: Shape;
  /** How many numbers it learns. */
  readonly parameters: number;
  /** How many numbers it measures beside, as `batchNorm` does. */
  readonly statistics: number;
  /** Operations of the forward pass. */
  readonly flops: number;
  /** Bytes that its forward pass leaves for the reverse pass. */
  readonly activations: number;
}

/** What a model is made of and what it takes, as plain data. */
export interface Summary {
  /** The shape of `x`, the batch included. */
  readonly input: Shape;
  /** The model first, then its layers in the order in which they are applied, each before those inside it. */
  readonly layers: readonly LayerSummary[];
  /** How many numbers the model learns. */
  readonly parameters: number;
  /** How many numbers it measures beside. */
  readonly statistics: number;
  /** Operations of one training step, but for the loss and the update. */
  readonly flops: { readonly forward: number; readonly backward: number };
  /** Memory of one training step: what is there when the forward pass is done, and the gradients that then come. */
  readonly bytes: {
    readonly parameters: number;
    readonly gradients: number;
    readonly optimizer: number;
    readonly activations: number;
    readonly total: number;
  };
}

/** What a model is summed up for. */
export interface SummaryOptions {
  /** The dtype of `x`, `"int32"` for a model that begins with an embedding; the backend's floating dtype unless given. */
  readonly dtype?: DType;
  /** How many numbers the optimizer keeps for each parameter: 2 for Adam, 1 for momentum, 0 for SGD; 2 unless given. */
  readonly stateCopies?: number;
}

/**
 * Sums up a model: its layers, their shapes and parameters, and the operations and the memory that training it on one batch
 * takes. The model is traced in training, on a backend that computes nothing, so that a large one takes hardly longer than
 * drawing its parameters.
 *
 * A multiplication with its addition counts as two operations, $2mkn$ for a product of $[m, k]$ and $[k, n]$, and any
 * other arithmetic on an element as one. Bytes are those of the dtypes of the backend in use. Activations are all values
 * that stay alive until the gradient is done, in this engine; `x`, parameters and numbers in formulas are left out, and
 * a reshaped tensor shares its memory.
 *
 * @param inputShape the shape of `x`, the batch included.
 * @returns plain data; `showSummary` makes a table of it.
 * @throws ValueError when a length is not a whole number from 1 on, or `stateCopies` is negative; and what a layer throws
 *   that `x` does not fit.
 * @example
 * ```ts
 * import { dense, relu, sequential, summary } from "@downhill/nn";
 * const model = sequential(dense(784, 256), relu, dense(256, 10));
 * const { parameters, flops, bytes } = summary(model, [64, 784]);
 * parameters; // 203530: (784 + 1) · 256 + (256 + 1) · 10
 * flops.forward; // 26051200
 * bytes.gradients; // 1628240: float64 on the reference backend
 * ```
 * @see Griewank and Walther, "Evaluating derivatives", 2nd ed. 2008, ch. 4, on what the reverse pass costs: a few times the
 *   function, and memory for all it has found on the way.
 */
export function summary<P extends Params>(
  model: Layer<P>,
  inputShape: Shape,
  options: SummaryOptions = {},
): Summary {
  const { dtype, stateCopies = 2 } = checkOptions("summary", options, ["dtype", "stateCopies"]);
  checkLayer("summary", "model", model);
  checkSizes("summary", inputShape);
  if (!(stateCopies >= 0 && stateCopies < Infinity)) {
    throw new ValueError("out-of-range", {
      en: `summary: stateCopies is ${stateCopies}; give a number from 0 on, such as 2 for Adam`,
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
