import type { Matrix } from "../matrix.ts";
import type { Node } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map([[output, g]]);
  for (const node of output.tape.toReversed()) {
    const mine = cotangents.get(node);
    if (mine === undefined) continue;
    node.vjp(mine).forEach((share, i) => cotangents.set(node.inputs[i]!, share));
  }
  return cotangents;
}
