import type { Params } from "@downhill/autograd";
import type { Key, Tensor } from "@downhill/tensor";
import type { Statistics } from "./statistics.ts";

/**
 * A piece of a network as pure functions: one makes its parameters, one applies them. It holds no tensor itself, so
 * the same layer serves any number of parameter trees, and gradients, moments and checkpoints have the form of `P`.
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
   * `dropout` draw from it; without one, as in use. Most layers draw nothing and leave it out.
   */
  apply(params: P, x: Tensor, key?: Key): Tensor;
  /**
   * The value in training, together with the statistics of the batch that are to stand in the parameters from now on. Only
   * layers that keep such have it, as `batchNorm`, and those made of layers; call it through `trainApply`, which knows
   * what to do for all others.
   */
  train?(params: P, x: Tensor, key: Key): readonly [y: Tensor, statistics: Statistics];
  /**
   * The same layer, with each of those that it is made of as `fn` returns it: how `summary` looks inside. `path` is where
   * the part's parameters stand in the whole's, `""` where they are the whole's own. A layer without parts leaves it out.
   */
  map?(fn: MapPart): Layer<P>;
}

/** Takes a part of a layer, and the path of its parameters, to a layer with the same parameters. */
export type MapPart = <Q extends Params>(part: Layer<Q>, path: string) => Layer<Q>;

/** The parameters of a layer that has none: an empty branch of the tree. */
export type NoParams = readonly [];
