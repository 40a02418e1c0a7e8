import { concat, type DType, leaves, reshape, slice, type Tensor, tidy, treeMap } from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import type { Params, Transform } from "./optimizer.ts";

type Packed = Readonly<Record<string, Tensor>>;

/**
 * Runs an optimizer on all parameters laid end to end in one vector, one per dtype, instead of one tensor at a time. On
 * WebGPU a step of `flat(adam())` is one dispatch, whatever the number of parameters. Packing gradients and parameters, and
 * unpacking the result, takes three buffer copies per parameter tensor. They move 24 bytes per number in addition to the 28
 * of the step itself, so `flat` pays off when there are many small tensors that would each need a dispatch. On wasm, where a
 * kernel is a plain call, it does not. The state is flat too, under the dtype's name: `m.float32`.
 *
 * Use it for optimizers that treat every coordinate the same way, and for norms over all of them: inside `flat`,
 * `clipByNorm`, `lamb`, `muon` and `adafactor` would see all parameters as a single one.
 *
 * @throws TreeError when parameters and gradients differ in form; KindError when the optimizer is not a transform.
 * @example
 * ```ts
 * import { adam, chain, clipByGlobalNorm, flat } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = flat(chain(clipByGlobalNorm(1), adam({ learningRate: 0.1 })));
 * const params = { w: tensor([[1, 2]]), b: tensor([0]) };
 * const gradient = { w: tensor([[3, -1]]), b: tensor([2]) };
 * optimizer.update(gradient, optimizer.init(params), params, 0)[0]; // { w: [[-0.1, 0.1]], b: [-0.1] }
 * ```
 * @see https://optax.readthedocs.io/en/latest/api/utilities.html, `optax.flatten`.
 */
export function flat<State>(inner: Transform<State>): Transform<State> {
  refuseOthers("flat", [inner]);
  return checked({
    name: `flat(${inner.name})`,
    init: (params) => tidy("flat", () => inner.init(packed(params))),
    update: <P extends Params>(grads: P, state: State, params: P, step: number, last?: boolean) =>
      tidy("flat", (): readonly [P, State] => {
        const [updates, next] = inner.update(packed(grads), state, packed(params), step, last);
        return [cut(updates, params), next];
      }),
    ...(inner.step !== undefined && {
      step: <P extends Params>(grads: P, state: State, params: P, step: number, last?: boolean) =>
        tidy("flat", (): readonly [P, State] => {
          const [gradient, theta] = [packed(grads), packed(params)];
          // Before the step, so that a vector that is a view of a lone parameter can be overwritten.
          for (const p of leaves<Tensor>(params)) p.dispose();
          const [moved, next] = inner.step!(gradient, state, theta, step, last);
          return [cut(moved, params), next];
        }),
    }),
  });
}

/** One vector for each dtype, its leaves end to end. */
function packed(tree: Params): Packed {
  const byDType = new Map<DType, Tensor[]>();
  for (const leaf of leaves<Tensor>(tree)) {
    const flattened = reshape(leaf, [leaf.size]);
    byDType.set(leaf.dtype, [...(byDType.get(leaf.dtype) ?? []), flattened]);
  }
  return Object.fromEntries(
    [...byDType].map(([dtype, [first, ...rest]]) => [
      dtype,
      rest.length === 0 ? first! : concat(first!, ...rest, { axis: 0 }),
    ]),
  );
}

/** The pieces of the vectors in the form of a tree; the tree's own values may already be consumed. */
function cut<P extends Params>(vectors: Packed, form: P): P {
  const taken = new Map<DType, number>();
  return treeMap(({ dtype, shape, size }: Tensor) => {
    const begin = taken.get(dtype) ?? 0;
    taken.set(dtype, begin + size);
    const vector = vectors[dtype]!;
    const piece = size === vector.size ? vector : slice(vector, { begin: [begin], size: [size] });
    return reshape(piece, shape);
  }, form);
}
