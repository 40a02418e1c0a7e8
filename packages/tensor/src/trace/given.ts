import { checkForm } from "../check-form.ts";

const value = { id: "count", shape: ["count"], dtype: "text" } as const;
const input = { ...value, role: "text", path: "text" } as const;
const node = { ...value, kernel: "text", attrs: "record", inputs: ["count"] } as const;
const graph = {
  numbers: ["text"],
  inputs: [input],
  constants: [{ ...value, data: "record" }],
  nodes: [node],
} as const;

/** @throws KindError unless it has the form of a graph. */
export function checkGraph(owner: string, given: unknown): void {
  checkForm(owner, "graph", given, graph, {
    en: "give what trace or decodeGraph returned",
    zh: "请给出 trace 或 decodeGraph 的结果",
  });
}
