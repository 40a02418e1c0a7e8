import * as m from "../matrix.ts";
import type { Matrix } from "../matrix.ts";
import type { Node } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map([[output, g]]);
  const queue = [output];
  const seen = new Set(queue);
  for (const node of queue) {
    node.vjp(cotangents.get(node)!).forEach((share, i) => {
      const input = node.inputs[i]!;
      const sofar = cotangents.get(input);
      cotangents.set(input, sofar === undefined ? share : m.add(sofar, share));
      if (!seen.has(input)) queue.push(input);
      seen.add(input);
    });
  }
  return cotangents;
}
