import type { Params } from "@downhill/autograd";
import type { Key, Tensor } from "@downhill/tensor";

/**
 * A piece of a network as two pure functions: one makes its parameters, one applies them. It holds no tensor itself, so
 * the same layer serves any number of parameter trees, and gradients, moments and checkpoints have the form of `P`.
 */
export interface Layer<P extends Params = Params> {
  /** Names the layer in messages. */
  readonly name: string;
  /** Draws fresh parameters; the same key gives the same ones. */
  init(key: Key): P;
  /**
   * The layer's value at `x`, whose first axis is the batch. With a key it works as in training, where layers such as
   * `dropout` draw from it; without one, as in use. Most layers draw nothing and leave it out.
   */
  apply(params: P, x: Tensor, key?: Key): Tensor;
}

/** The parameters of a layer that has none: an empty branch of the tree. */
export type NoParams = readonly [];
