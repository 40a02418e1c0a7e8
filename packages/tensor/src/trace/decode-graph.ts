import type { KernelName } from "../backend.ts";
import { checkKernel } from "../kernel-dtypes.ts";
import type { Form } from "../cost.ts";
import { kernelNames, kernelOf, resultOf } from "../kernels.ts";
import { checkOptions } from "../options.ts";
import { sameShape, showShape, sizeOf } from "../shape.ts";
import type { Tree } from "../tree.ts";
import { ValueError } from "../value-error.ts";
import { written } from "../written.ts";
import { fromBase64 } from "./base64.ts";
import { version } from "./encode-graph.ts";
import type { Graph, GraphConstant, GraphInput, GraphNode, GraphValue, Traced } from "./graph.ts";
import { Place } from "./graph-text.ts";
import { callsOf, type HostFunctions, type HostValue } from "./host-value.ts";
import { ownFunctions } from "./own-functions.ts";
import type { Inputs } from "./trace.ts";

/**
 * Reads a graph that {@link encodeGraph} wrote. Its values keep their numbers, and {@link replay} runs it like the
 * traced one.
 *
 * @param functions those that the graph calls and cannot contain, by name: a schedule under the name of its
 *   hyper-parameter, as in `{ "adam.learningRate": cosine(0.01, 20) }`. The names are those in `functions` of the traced
 *   graph.
 * @throws ValueError when the text is not a graph, with the position; when its version is
 *   unknown; when a function is missing, or is not called. DTypeError when a kernel does not compute a dtype.
 * @example
 * ```ts
 * import { mul, perStep, reference, type Tensor, tensor } from "@downhill/tensor";
 * import { decodeGraph, encodeGraph, replay, trace } from "@downhill/tensor/trace";
 * const rate = (step: number) => 1 / (1 + step);
 * const scaled = ({ x, step }: { x: Tensor; step: number }) => mul(x, perStep("rate", rate, step));
 * const text = encodeGraph(trace(scaled, { x: tensor([0]), step: 0 }));
 * const graph = decodeGraph(text, { rate });
 * replay(graph, reference, { x: tensor([8]), step: 3 }); // [2]
 * ```
 * @see encodeGraph
 */
export function decodeGraph<I extends Inputs = Inputs, O = unknown>(
  text: string,
  functions: HostFunctions = {},
): Traced<I, O> {
  const root = new Place(parsed(text));
  checkVersion(root);
  const numbers = root
    .field("numbers")
    .list()
    .map((each) => each.text());
  const values: GraphValue[] = [];
  const all = <V extends GraphValue>(name: string, read: (place: Place) => Omit<V, "id">): V[] =>
    root
      .field(name)
      .list()
      .map((place) => {
        const id = place.field("id");
        if (id.value !== values.length)
          id.refuse({
            en: `is ${written(id.value)}, not ${values.length}`,
            zh: `是 ${written(id.value)}，不是 ${values.length}`,
          });
        const value = { id: values.length, ...read(place) } as V;
        values.push(value);
        return value;
      });
  const graph: Graph = {
    numbers,
    inputs: all("inputs", (place) => inputIn(place, numbers)),
    constants: all("constants", constantIn),
    nodes: all("nodes", (place) => nodeIn(place, values)),
    outputs: outputsIn(root.field("outputs"), values.length),
  };
  return { ...graph, functions: given(graph, functions) } as Traced<I, O>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ValueError("damaged", {
      en: `decodeGraph: this is not JSON (${(cause as Error).message}); give the text that encodeGraph wrote`,
      zh: `decodeGraph：这不是 JSON（${(cause as Error).message}）；请给出 encodeGraph 写出的文本`,
    });
  }
}

function checkVersion(root: Place): void {
  if (root.field("format").value !== "downhill-graph")
    root.refuse({
      en: `is not a graph: its format is not "downhill-graph"`,
      zh: `不是图：format 不是 "downhill-graph"`,
    });
  const { value } = root.field("version");
  if (value === version) return;
  throw new ValueError("version-mismatch", {
    en: `decodeGraph: this graph has version ${written(value)}, and version ${version} is read here; update @downhill/tensor, or write the graph with this one`,
    zh: `decodeGraph：这个图的版本是 ${written(value)}，这里只读版本 ${version}；请更新 @downhill/tensor，或用现在的版本重新写出`,
  });
}

const formIn = (place: Place): Form => ({
  shape: place.field("shape").shape(),
  dtype: place.field("dtype").dtype(),
});

function inputIn(place: Place, numbers: readonly string[]): Omit<GraphInput, "id"> {
  const [role, path, computed] = [
    place.field("role").text(),
    place.field("path").text(),
    place.field("computed"),
  ];
  const input = { role, path, ...formIn(place) };
  return computed.value === undefined ? input : { ...input, computed: hostValueIn(computed, numbers) };
}

function hostValueIn(place: Place, numbers: readonly string[]): HostValue {
  if (Array.isArray(place.value)) return place.list().map((each) => hostValueIn(each, numbers));
  if (!place.isRecord) return place.number();
  const number = place.field("number");
  if (number.value !== undefined) {
    if (numbers.includes(number.text())) return { number: number.text() };
    number.refuse({ en: "is not one of the numbers", zh: "不在 numbers 之中" });
  }
  const call = place.field("call").text();
  return {
    call,
    of: place
      .field("of")
      .list()
      .map((each) => hostValueIn(each, numbers)),
  };
}

function constantIn(place: Place): Omit<GraphConstant, "id"> {
  const form = formIn(place);
  const data = fromBase64(place.field("data").text(), form.dtype, sizeOf(form.shape));
  if (data !== undefined) return { ...form, data };
  return place.field("data").refuse({
    en: `is not ${sizeOf(form.shape)} numbers of ${form.dtype} in base64`,
    zh: `不是 base64 写出的 ${sizeOf(form.shape)} 个 ${form.dtype}`,
  });
}

function nodeIn(place: Place, values: readonly GraphValue[]): Omit<GraphNode, "id"> {
  const kernel = kernelNames.find((name) => name === place.field("kernel").value);
  if (kernel === undefined) return place.field("kernel").refuse({ en: "is not a kernel", zh: "不是内核" });
  const ids = place
    .field("inputs")
    .list()
    .map((id) => id.idBefore(values.length));
  const { inputs: count } = kernelOf(kernel);
  if (count === 0 ? ids.length === 0 : ids.length !== count)
    place.field("inputs").refuse({
      en: `are ${ids.length}, and ${kernel} takes ${count}`,
      zh: `有 ${ids.length} 个，而 ${kernel} 需要 ${count} 个`,
    });
  const form = formIn(place);
  const attrs = attrsIn(place.field("attrs"), kernel);
  const inputs = ids.map((id) => values[id]!);
  checkKernel(kernel, inputs);
  const result = formOf(() => resultOf(kernel, inputs, attrs as never));
  if (result === undefined || !sameShape(result.shape, form.shape) || result.dtype !== form.dtype)
    place.refuse({
      en: `is ${form.dtype} ${showShape(form.shape)}, which ${kernel} does not produce from its inputs`,
      zh: `是 ${form.dtype} ${showShape(form.shape)}，${kernel} 由它的输入得不到这样的结果`,
    });
  return { kernel, attrs, inputs: ids, ...form };
}

/** The result of a rule for inputs and attributes that may not belong together. */
function formOf(rule: () => Form): Form | undefined {
  try {
    return rule();
  } catch {
    return undefined;
  }
}

function attrsIn(place: Place, kernel: KernelName): Readonly<Record<string, unknown>> {
  const checks: Readonly<Record<string, (value: unknown) => boolean>> = kernelOf(kernel).attrs;
  const given = place.fields();
  const odd = given.find(([name]) => !Object.hasOwn(checks, name));
  odd?.[1].refuse({ en: `is not an attribute of ${kernel}`, zh: `不是 ${kernel} 的属性` });
  return Object.fromEntries(
    Object.entries(checks).map(([name, isOne]) => {
      const attr = place.field(name);
      const value = attr.isUnusual ? attr.number() : attr.value;
      return isOne(value)
        ? [name, value]
        : attr.refuse({ en: `does not fit ${kernel}`, zh: `不是 ${kernel} 能用的值` });
    }),
  );
}

function outputsIn(place: Place, count: number): Tree<number> {
  if (Array.isArray(place.value)) return place.list().map((each) => outputsIn(each, count));
  if (!place.isRecord) return place.idBefore(count);
  return Object.fromEntries(place.fields().map(([name, each]) => [name, outputsIn(each, count)]));
}

/** The functions that the graph calls, except our own. */
function given({ inputs }: Graph, functions: HostFunctions): HostFunctions {
  const called = new Set(inputs.flatMap(({ computed = [] }) => callsOf(computed)));
  const names = [...called].filter((name) => !Object.hasOwn(ownFunctions, name));
  checkOptions("decodeGraph", functions, names);
  const missing = names.filter(
    (name) => !Object.hasOwn(functions, name) || typeof functions[name] !== "function",
  );
  if (missing.length === 0) return functions;
  const list = missing.map((name) => JSON.stringify(name)).join(", ");
  throw new ValueError("missing-argument", {
    en: `decodeGraph: the graph calls ${list}, which a file cannot contain; give it: decodeGraph(text, { ${JSON.stringify(missing[0])}: (step) => … })`,
    zh: `decodeGraph：这个图要调用 ${list}，而文件里存不下函数；请给出：decodeGraph(text, { ${JSON.stringify(missing[0])}: (step) => … })`,
  });
}
