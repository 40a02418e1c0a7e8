import * as m from "../matrix.ts";
import type { Matrix } from "../matrix.ts";
import type { Node } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map<Node, Matrix>();
  const visit = (node: Node, share: Matrix): void => {
    const sofar = cotangents.get(node);
    cotangents.set(node, sofar === undefined ? share : m.add(sofar, share));
    node.vjp(share).forEach((next, i) => visit(node.inputs[i]!, next));
  };
  visit(output, g);
  return cotangents;
}
