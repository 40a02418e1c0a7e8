import { checkBackend } from "../check-backend.ts";
import { checkGraph } from "./given.ts";
import type { Backend, Handle } from "../backend.ts";
import { arrayOf, DTypeError } from "../dtype.ts";
import { KindError } from "../kind-error.ts";
import { listeners } from "../recorder.ts";
import { Tensor } from "../tensor.ts";
import { leaves, treeMap } from "../tree.ts";
import { feed } from "./feed.ts";
import type { GraphConstant, GraphInput, Traced } from "./graph.ts";
import type { Inputs } from "./trace.ts";

/**
 * Runs a graph: the same kernels on the same values as the traced function would run. Intermediate values are freed
 * after their last use. The result belongs to the current scope, like any tensor; if the function returned one
 * of its inputs, it is the given tensor.
 *
 * @param inputs a record with the traced structure; the tensors are on `backend`.
 * @throws KindError when the inputs differ from those traced in form, shape or dtype (names the paths), or a gradient is
 * being taken through it.
 * @throws DTypeError when the backend lacks a dtype of the graph.
 * @example
 * ```ts
 * import { mul, perStep, reference, type Tensor, tensor } from "@downhill/tensor";
 * import { replay, trace } from "@downhill/tensor/trace";
 * const scaled = ({ x, step }: { x: Tensor; step: number }) => mul(x, perStep("rate", (step) => 1 / (1 + step), step));
 * const graph = trace(scaled, { x: tensor([0]), step: 0 });
 * replay(graph, reference, { x: tensor([8]), step: 3 }); // [2]
 * ```
 */
export function replay<I extends Inputs, O>(graph: Traced<I, O>, backend: Backend, inputs: I): O {
  checkGraph("replay", graph);
  checkBackend("replay", backend);
  if (listeners()) {
    throw new KindError("no-gradient-rule", {
      en: "replay: a gradient is being taken, but kernels have no gradients; trace the function that takes the gradient",
      zh: "replay：此刻正在求梯度，而图里的内核没有梯度；请追踪求梯度的那个函数",
    });
  }
  const { inputs: wanted, constants, nodes, outputs } = graph;
  const odd = [...wanted, ...constants, ...nodes].find(({ dtype }) => !backend.dtypes.includes(dtype));
  if (odd !== undefined) {
    throw new DTypeError("unsupported-dtype", {
      en: `replay: the graph computes with ${odd.dtype}, which ${backend.name} does not have; trace the function with inputs on that backend`,
      zh: `replay：图用 ${odd.dtype} 计算，而 ${backend.name} 没有这种 dtype；请用该设备上的输入来追踪函数`,
    });
  }
  const { tensors, computed } = feed(graph, backend, inputs);
  const sources = new Map<number, () => Handle>();
  for (const each of constants) sources.set(each.id, () => uploaded(backend, each, each.data));
  for (const each of wanted) {
    const values = computed.get(each.id);
    if (values !== undefined) sources.set(each.id, () => uploaded(backend, each, values));
  }
  const lastUse = new Map<number, number>();
  for (const [at, { inputs }] of nodes.entries()) for (const id of inputs) lastUse.set(id, at);
  const returned = new Set(leaves(outputs));

  const held = new Map<number, Handle>();
  const handleOf = (id: number): Handle => {
    const handle = tensors.get(id)?.handle ?? held.get(id) ?? sources.get(id)!();
    if (!tensors.has(id)) held.set(id, handle);
    return handle;
  };
  const free = (id: number): void => {
    const handle = held.get(id);
    if (handle === undefined) return;
    held.delete(id);
    backend.free(handle);
  };
  try {
    for (const [at, { id, kernel, attrs, inputs }] of nodes.entries()) {
      held.set(id, backend.run(kernel, inputs.map(handleOf), attrs));
      for (const input of new Set(inputs)) {
        if (lastUse.get(input) === at && !returned.has(input)) free(input);
      }
    }
    for (const id of returned) handleOf(id);
  } catch (error) {
    for (const id of [...held.keys()]) free(id);
    throw error;
  }
  const results = new Map(
    [...returned].map((id) => [id, tensors.get(id) ?? new Tensor(backend, held.get(id)!)]),
  );
  return treeMap((id: number) => results.get(id) as never, outputs) as O;
}

function uploaded(
  backend: Backend,
  { shape, dtype }: GraphInput | GraphConstant,
  values: ArrayLike<number>,
): Handle {
  return backend.upload(arrayOf[dtype].from(values), shape, dtype);
}
