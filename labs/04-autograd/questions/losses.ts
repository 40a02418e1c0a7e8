import type { Loss, Node } from "../key/solution.ts";
import { type Matrix, map, scale } from "../provided/matrix.ts";
import { type Autograd, type Draw, drawn, drawnAll } from "./drawn.ts";

/** The mean squared error of $\tanh(xW_1 + b_1)W_2 + b_2$ as a function of its parameters, and drawn parameters. */
export function network(
  { add, mul, matmul, tanh, sum }: Autograd,
  draw: Draw,
): { loss: Loss; parameters(): Matrix[] } {
  const [x, y] = [drawn(draw, 3, 2), drawn(draw, 3, 1)];
  const loss: Loss = (w1, b1, w2, b2) => {
    const hidden = tanh(add(matmul(x, w1!), b1!));
    const error = add(add(matmul(hidden, w2!), b2!), scale(y, -1));
    return mul(sum(mul(error, error)), 1 / y.length);
  };
  return { loss, parameters: () => drawnAll(draw, [[2, 3], [1, 3], [3, 1], [1, 1]]) }; // prettier-ignore
}

/** A node whose value is x cut to whole numbers and whose vjp says 3: only the tape can know that. */
export function cut(x: Node): Node {
  const node: Node = {
    tape: x.tape,
    op: "tanh",
    inputs: [x],
    value: map(x.value, Math.floor),
    vjp: (g) => [scale(g, 3)],
  };
  x.tape.push(node);
  return node;
}
