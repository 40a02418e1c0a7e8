import * as m from "../matrix.ts";
import type { Matrix } from "../matrix.ts";
import type { Node } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map([[output, g]]);
  for (const node of output.tape) {
    const mine = cotangents.get(node);
    if (mine === undefined) continue;
    node.vjp(mine).forEach((share, i) => {
      const input = node.inputs[i]!;
      const sofar = cotangents.get(input);
      cotangents.set(input, sofar === undefined ? share : m.add(sofar, share));
    });
  }
  return cotangents;
}
