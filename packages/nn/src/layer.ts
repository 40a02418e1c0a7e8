import type { Params } from "@downhill/autograd";
import type { Key, Tensor } from "@downhill/tensor";

/**
 * Statistics that layers computed for their batches, each under its path in the parameters, such as `1.mean`: no
 * optimizer moves these numbers, because their gradient is 0. The training loop puts them in place.
 */
export type Statistics = Readonly<Record<string, Tensor>>;

/**
 * A piece of a network as pure functions: one makes its parameters, one applies them. It holds no tensor itself, so
 * the same layer serves any number of parameter trees, and gradients, moments and checkpoints have the structure of `P`.
 *
 * @example
 * ```ts
 * import type { Layer } from "@downhill/nn";
 * import { mul, ones, type Tensor, tensor } from "@downhill/tensor";
 * const gain: Layer<{ readonly factor: Tensor }> = {
 *   name: "gain",
 *   init: () => ({ factor: ones([]) }), // begins as the identity
 *   apply: ({ factor }, x) => mul(x, factor),
 * };
 * gain.apply({ factor: tensor(3) }, tensor([1, 2])); // [3, 6]
 * ```
 */
export interface Layer<P extends Params = Params> {
  /** Names the layer in messages. */
  readonly name: string;
  /** Draws fresh parameters; the same key gives the same ones. */
  init(key: Key): P;
  /**
   * The layer's value at `x`, whose first axis is the batch. With a key it works as in training, where layers such as
   * `dropout` use it for random numbers; without one, as at inference. Most layers ignore it.
   */
  apply(params: P, x: Tensor, key?: Key): Tensor;
  /**
   * The value in training, together with the new statistics of the batch for the parameters. Only layers with such
   * statistics have it, such as `batchNorm`, and layers made of layers; call it through `trainApply`, which handles all
   * others.
   */
  train?(params: P, x: Tensor, key: Key): readonly [y: Tensor, statistics: Statistics];
  /**
   * The same layer, with each of its parts replaced by the result of `fn`: this is how `summary` looks inside. `path`
   * locates the part's parameters within the layer's, `""` if they are the same. A layer without parts leaves
   * it out.
   */
  map?(fn: MapPart): Layer<P>;
  /**
   * The same layer, for a batch with hidden positions: `mask` is `[batch, positions]`, true for visible ones;
   * `withMask` passes it to each part that has this method. Layers that look at one position at a time leave it out.
   */
  masked?(mask: Tensor): Layer<P>;
}

/** Maps a part of a layer, and the path of its parameters, to a layer with the same parameters. */
export type MapPart = <Q extends Params>(part: Layer<Q>, path: string) => Layer<Q>;

/** The parameters of a layer that has none: an empty branch of the tree. */
export type NoParams = readonly [];
