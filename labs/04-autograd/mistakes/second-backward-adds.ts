import * as m from "../matrix.ts";
import type { Matrix } from "../matrix.ts";
import type { Node } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

const cotangents = new Map<Node, Matrix>();

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  cotangents.set(output, g);
  for (const node of output.tape.toReversed()) {
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
