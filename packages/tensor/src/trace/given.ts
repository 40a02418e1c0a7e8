import { checkForm } from "../check-form.ts";
import { KindError } from "../kind-error.ts";
import { leaves } from "../tree.ts";
import type { Graph, GraphValue } from "./graph.ts";

const form = { shape: ["count"], dtype: "dtype" } as const;
const value = { id: "count", ...form } as const;
const input = { ...value, role: "text", path: "text" } as const;
const node = { ...value, kernel: "text", attrs: "record", inputs: ["count"] } as const;
const graph = {
  numbers: ["text"],
  inputs: [input],
  constants: [{ ...value, data: "record" }],
  nodes: [node],
} as const;

const remedy = { en: "give what trace or decodeGraph returned", zh: "请给出 trace 或 decodeGraph 的结果" };

/** @throws KindError unless it has the form of a graph: values numbered in order, and nodes of those before them. */
export function checkGraph(owner: string, given: unknown): void {
  checkForm(owner, "graph", given, graph, remedy);
  const { inputs, constants, nodes, outputs } = given as Graph;
  const values: readonly GraphValue[] = [...inputs, ...constants, ...nodes];
  const of = nodes.flatMap((node) => node.inputs.map((id) => [id, node.id] as const));
  const used = [...of, ...leaves<number>(outputs).map((id) => [id, values.length] as const)];
  const odd = used.find(([id, before]) => !Number.isInteger(id) || id < 0 || id >= before);
  if (odd === undefined && values.every(({ id }, i) => id === i)) return;
  throw new KindError("wrong-form", {
    en: `${owner}: the graph uses the value ${String(odd?.[0])}, which is not computed before; ${remedy.en}`,
    zh: `${owner}：图用到的值 ${String(odd?.[0])} 此前没有算出；${remedy.zh}`,
  });
}

/** @throws KindError unless all have a shape and a dtype. */
export function checkForms(owner: string, inputs: unknown, output: unknown, attrs: unknown): void {
  checkForm(owner, "inputs", inputs, [form]);
  checkForm(owner, "output", output, form);
  checkForm(owner, "attrs", attrs, "record");
}
