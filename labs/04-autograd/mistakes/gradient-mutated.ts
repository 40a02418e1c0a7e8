import type { Matrix } from "../matrix.ts";
import type { Node } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export function backward(output: Node, g: Matrix): Map<Node, Matrix> {
  const cotangents = new Map([[output, g]]);
  for (const node of output.tape.toReversed()) {
    const mine = cotangents.get(node);
    if (mine === undefined) continue;
    node.vjp(mine).forEach((share, i) => {
      const input = node.inputs[i]!;
      const sofar = cotangents.get(input);
      if (sofar === undefined) cotangents.set(input, share);
      else share.forEach((row, r) => row.forEach((entry, c) => (sofar[r]![c]! += entry)));
    });
  }
  return cotangents;
}
