import {
  type Backend,
  type Handle,
  type KernelAttrs,
  type KernelName,
  reference,
  type TypedArray,
} from "@downhill/tensor";
import type { Graph, GraphNode } from "@downhill/tensor/trace";
import { lower } from "../../packages/compile/src/lower.ts";
import { runOnce } from "../../packages/compile/src/run-once.ts";

/** A value that is computed when it is read. The reference's own, of the same form, is made at once. */
interface Lazy extends Handle {
  readonly form: Handle;
  readonly data?: TypedArray;
  readonly node?: { readonly kernel: KernelName; readonly attrs: object; readonly inputs: readonly Lazy[] };
}

/**
 * A backend that computes nothing until a value is read: then everything that led to it is written in ONNX as one graph,
 * and the engine of compiled steps runs it. So what tests a backend tests the lowering.
 */
export function lazyEngine(): Backend {
  let live = 0;
  const held = (lazy: Lazy): Lazy => {
    live++;
    return lazy;
  };
  return {
    name: "compiled",
    float: "float32",
    dtypes: ["float32", "int32", "bool"],
    upload: (data, shape, dtype) =>
      held({ shape, dtype, data: data.slice(), form: reference.upload(data, shape, dtype) }),
    run<K extends KernelName>(kernel: K, inputs: readonly Handle[], attrs: KernelAttrs[K]) {
      const lazy = inputs as readonly Lazy[];
      const form = reference.run(
        kernel,
        lazy.map((each) => each.form),
        attrs,
      );
      return held({ shape: form.shape, dtype: form.dtype, form, node: { kernel, attrs, inputs: lazy } });
    },
    async read(handle) {
      const { graph, data } = graphOf(handle as Lazy);
      const lowered = lower(graph);
      const [values] = await runOnce(lowered, data);
      return values!;
    },
    free(handle) {
      live--;
      reference.free((handle as Lazy).form);
    },
    live: () => live,
  };
}

/** Everything that a value is computed from, as a graph; what was uploaded are its inputs. */
function graphOf(result: Lazy): { readonly graph: Graph; readonly data: ReadonlyMap<number, TypedArray> } {
  const order: Lazy[] = [];
  const seen = new Set<Lazy>();
  const visit = (lazy: Lazy): void => {
    if (seen.has(lazy)) return;
    seen.add(lazy);
    lazy.node?.inputs.forEach(visit);
    order.push(lazy);
  };
  visit(result);
  const sorted = [
    ...order.filter(({ node }) => node === undefined),
    ...order.filter(({ node }) => node !== undefined),
  ];
  const id = new Map(sorted.map((lazy, i) => [lazy, i]));
  const [inputs, nodes] = [
    sorted.filter(({ data }) => data !== undefined),
    sorted.filter(({ node }) => node !== undefined),
  ];
  const form = (lazy: Lazy) => ({ id: id.get(lazy)!, shape: lazy.shape, dtype: lazy.dtype });
  const graph: Graph = {
    numbers: [],
    inputs: inputs.map((lazy, i) => ({ ...form(lazy), role: "x", path: `x.${i}` })),
    constants: [],
    nodes: nodes.map((lazy) => {
      const { kernel, attrs, inputs: of } = lazy.node!;
      return {
        ...form(lazy),
        kernel,
        attrs,
        inputs: of.map((each) => id.get(each)!),
      } as unknown as GraphNode;
    }),
    outputs: id.get(result)!,
  };
  return { graph, data: new Map(inputs.map((lazy) => [id.get(lazy)!, lazy.data!])) };
}
