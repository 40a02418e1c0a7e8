import { foldIn, type Key, split, type Tensor, TreeError, ValueError } from "@downhill/tensor";
import { checkGiven, checkLayer } from "./given.ts";
import type { Layer } from "./layer.ts";
import { trainApply, under } from "./statistics.ts";

/** The parameters of a layer. */
export type ParamsOf<L> = L extends Layer<infer P> ? P : never;

/** One entry per layer, in order; a layer without parameters has an empty one. */
export type SequentialParams<L extends readonly Layer[]> = { readonly [K in keyof L]: ParamsOf<L[K]> };

/**
 * Layers one after another, $f = f_n \circ \dots \circ f_1$, as one layer whose parameters are the tuple of its layers'.
 * Each layer gets its own key, so adding one at the end does not change the others' parameters; the same holds when
 * applied with a key.
 *
 * @param layers at least one; the first takes `x`, each of the others the result of the previous one, and the last
 * gives the value.
 * @throws ValueError if there are no layers; KindError if one is not a layer; TreeError, when applied, if the
 * parameters belong to another model.
 * @example
 * ```ts
 * import { dense, relu, sequential } from "@downhill/nn";
 * import { key, ones } from "@downhill/tensor";
 * const model = sequential(dense(784, 256), relu, dense(256, 10));
 * const params = model.init(key(0)); // [{ w, b }, [], { w, b }]
 * model.apply(params, ones([64, 784])); // shape [64,10]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, ch. 6: a network as a chain of functions.
 */
export function sequential<const L extends readonly Layer[]>(...layers: L): Layer<SequentialParams<L>> {
  if (layers.length === 0) {
    throw new ValueError("empty", {
      en: "sequential: there are no layers; give at least one, such as dense(784, 10)",
      zh: "sequential：一层也没有；请至少给出一层，例如 dense(784, 10)",
    });
  }
  for (const [i, layer] of layers.entries()) checkLayer("sequential", `layers[${i}]`, layer);
  const name = `sequential(${layers.map((layer) => layer.name).join(", ")})`;
  const checkEntries = (params: SequentialParams<L>, x: Tensor): void => {
    checkGiven(name, params, x);
    if (params.length !== layers.length) {
      throw new TreeError("tree-mismatch", {
        en: `${name}: the parameters have ${params.length} entries for ${layers.length} layers; use the ones that its init made`,
        zh: `${name}：参数有 ${params.length} 项，而层有 ${layers.length} 个；请使用它的 init 生成的参数`,
      });
    }
  };
  return {
    name,
    init(key: Key) {
      const keys = split(key, layers.length);
      return layers.map((layer, i) => layer.init(keys[i]!)) as SequentialParams<L>;
    },
    apply(params, x, key) {
      checkEntries(params, x);
      return layers.reduce(
        (value, layer, i) => layer.apply(params[i]!, value, key === undefined ? key : foldIn(key, i)),
        x,
      );
    },
    train(params, x, key) {
      checkEntries(params, x);
      let y = x;
      const found = layers.map((layer, i) => {
        const [value, statistics] = trainApply(layer, params[i]!, y, foldIn(key, i));
        y = value;
        return under(String(i), statistics);
      });
      return [y, Object.assign({}, ...found)];
    },
    map: (fn) => sequential(...layers.map((layer, i) => fn(layer, String(i)))) as Layer<SequentialParams<L>>,
  };
}
