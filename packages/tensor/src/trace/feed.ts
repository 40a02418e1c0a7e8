import { checkBackend } from "../check-backend.ts";
import type { Backend } from "../backend.ts";
import { showShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { ValueError } from "../value-error.ts";
import { written } from "../written.ts";
import { checked } from "./checked.ts";
import { checkGraph } from "./given.ts";
import type { GraphInput, Traced } from "./graph.ts";
import { computed } from "./host-value.ts";
import { ownFunctions } from "./own-functions.ts";
import type { Inputs } from "./trace.ts";

/** The values of a graph's inputs for one run, by id: the given tensors, and what the host computes, in row-major order. */
export interface Feed {
  readonly tensors: ReadonlyMap<number, Tensor>;
  readonly computed: ReadonlyMap<number, ArrayLike<number>>;
}

/**
 * What the inputs of a graph are in one run, for code that runs graphs in its own way; {@link replay} uses it too. The
 * host's values are float64, to be rounded once to the input's dtype.
 *
 * @throws KindError when the inputs differ from those traced in form, shape, dtype or backend (names the paths).
 * @throws ValueError when a computed input does not fill its shape.
 * @example
 * ```ts
 * import { mul, perStep, reference, type Tensor, tensor } from "@downhill/tensor";
 * import { feed, trace } from "@downhill/tensor/trace";
 * const scaled = ({ x, step }: { x: Tensor; step: number }) => mul(x, perStep("rate", (step) => 1 / (1 + step), step));
 * const graph = trace(scaled, { x: tensor([0]), step: 0 });
 * [...feed(graph, reference, { x: tensor([8]), step: 3 }).computed.values()][0]; // [0.25]
 * ```
 */
export function feed<I extends Inputs, O>(graph: Traced<I, O>, backend: Backend, inputs: I): Feed {
  checkGraph("feed", graph);
  checkBackend("feed", backend);
  const { tensors, numbers } = checked(graph, backend, inputs);
  const functions = { ...ownFunctions, ...graph.functions };
  const values = graph.inputs.flatMap((each): (readonly [number, ArrayLike<number>])[] =>
    each.computed === undefined
      ? []
      : [[each.id, filling(each, computed(each.computed, numbers, functions))]],
  );
  return { tensors, computed: new Map(values) };
}

/** @throws ValueError unless the host computed as many numbers as the input holds. */
function filling({ path, shape }: GraphInput, values: unknown): ArrayLike<number> {
  const list = typeof values === "number" ? [values] : values;
  const isList = Array.isArray(list) || (ArrayBuffer.isView(list) && "length" in list);
  if (isList && list.length === sizeOf(shape)) return list as ArrayLike<number>;
  throw new ValueError("size-mismatch", {
    en: `replay: ${path} is ${written(values)}, which does not fill ${showShape(shape)}; check the function that computes it`,
    zh: `replay：${path} 是 ${written(values)}，填不满 ${showShape(shape)}；请检查计算它的函数`,
  });
}
