import { outcome } from "@downhill/grader/questions";
import type { Loss, Node } from "../key/solution.ts";
import { map, type Matrix, scale } from "../provided/matrix.ts";
import { type Asks, type Autograd, type Draw, drawn, drawnAll, gist, large } from "./asking.ts";

/** The loss and its gradients, by name. */
const told = ([loss, gradients]: readonly [number, Matrix[]]): object => ({ loss, gradients });

/** The result of a call; an error without a message does not count. */
function refusal(call: () => unknown): unknown {
  const error = outcome(call);
  return error instanceof Error && error.message.trim() === "" ? "an error without a message" : error;
}

/** The mean squared error of $\tanh(xW_1 + b_1)W_2 + b_2$ as a function of its parameters, and drawn parameters. */
function network({ add, mul, matmul, tanh, sum }: Autograd, draw: Draw): [Loss, () => Matrix[]] {
  const [x, y] = drawnAll(draw, [3, 2], [3, 1]);
  const loss: Loss = (w1, b1, w2, b2) => {
    const error = add(add(matmul(tanh(add(matmul(x, w1), b1)), w2), b2), scale(y, -1));
    return mul(sum(mul(error, error)), 1 / y.length);
  };
  return [loss, () => drawnAll(draw, [2, 3], [1, 3], [3, 1], [1, 1])];
}

/** A node whose value is x truncated to whole numbers and whose vjp returns 3: only the tape can know that. */
function cut(x: Node): Node {
  const [{ tape }, value] = [x, map(x.value, Math.floor)];
  const node: Node = { tape, op: "tanh", inputs: [x], value, vjp: (g) => [scale(g, 3)] };
  tape.push(node);
  return node;
}

export const gradient = {
  points({ valueAndGrad, mul, sum }, draw) {
    const at = valueAndGrad((x, w) => sum(mul(mul(x, x), w)));
    const [x, w] = drawnAll(draw, [2, 3], [2, 3]);
    return [at(x, w), at(x, x), at([[1e-200, 1e150, 0, -3]], [[1, 1, 2, 2]]), at([[]], [[]])].map(told);
  },
  network(module, draw) {
    const [loss, parameters] = network(module, draw);
    return told(module.valueAndGrad(loss)(...parameters()));
  },
  branches({ valueAndGrad, grad, add, mul, sum }, draw) {
    const loss: Loss = (x, w, u) => add(add(sum(mul(u, u)), sum(mul(x, x))), sum(mul(w, mul(w, w))));
    const at = drawnAll(draw, [1, 2], [3, 1], [2, 2]);
    return { ...told(valueAndGrad(loss)(...at)), grad: grad(loss)(...at) };
  },
  unused({ valueAndGrad, sum, mul }, draw) {
    const [a, b, c] = drawnAll(draw, [2, 1], [1, 3], [2, 2]);
    return {
      "Σ w²": told(valueAndGrad((_x, w) => sum(mul(w, w)))(a, b, c)),
      "Σ w², x ∋ ∞, NaN": told(valueAndGrad((_x, w) => sum(mul(w, w)))([[Infinity, NaN, 0]], b)),
      constant: told(valueAndGrad(() => sum(mul(a, 2)))(a, b)),
      "()": told(valueAndGrad(() => sum(mul(c, c)))()),
    };
  },
  early({ valueAndGrad, add, mul, sum }, draw) {
    const early = valueAndGrad((x) => {
      const loss = sum(mul(x, x));
      add(mul(loss, 5), x);
      return loss;
    });
    return [valueAndGrad((x) => x)(drawn(draw, 1, 1)), early(drawn(draw, 1, 3))].map(told);
  },
  cut: ({ valueAndGrad, mul, sum }, draw) =>
    told(valueAndGrad((x) => sum(mul(cut(x), x)))(drawn(draw, 2, 2, 1, 9))),
  turns({ valueAndGrad, mul, sum, tanh }, draw) {
    const runs = { cube: 0, tanh: 0 };
    const counted = (which: keyof typeof runs, f: (x: Node) => Node): ReturnType<typeof valueAndGrad> =>
      valueAndGrad((x) => {
        runs[which] += 1;
        return sum(f(x));
      });
    const [cube, other] = [counted("cube", (x) => mul(x, mul(x, x))), counted("tanh", tanh)];
    const x = drawn(draw, 1, 3);
    const answers = [cube, other, cube, cube].map((at) => {
      const answer = at(x);
      const seen = structuredClone(told(answer));
      for (const row of answer[1].flat()) if (!Object.isFrozen(row)) row.fill(99);
      return seen;
    });
    return { answers, runs, "x afterwards": x };
  },
  within({ valueAndGrad, add, mul, sum }, draw) {
    const inner = valueAndGrad((z) => sum(mul(z, mul(z, z))));
    const outer = valueAndGrad((x) => {
      const before = mul(x, x);
      const [value, [slope]] = inner(x.value);
      return sum(add(mul(before, slope!), mul(x, value)));
    });
    const fails = valueAndGrad((x) => {
      throw new RangeError(`no loss of ${mul(x, x).op} today`);
    });
    const x = drawn(draw, 1, 3);
    return { within: told(outer(x)), thrown: outcome(() => fails(x)), after: told(inner(x)) };
  },
  refused({ valueAndGrad, add, tanh }) {
    const points = { "[1,2]": [[1, 2]], "[2,1]": [[1], [2]], "[2,2]": [[1, 2], [3, 4]] }; // prettier-ignore
    return Object.entries(points).map(([shape, x]) => ({
      [shape]: refusal(() => valueAndGrad((a) => a)(x)),
      [`tanh + 1, ${shape}`]: refusal(() => valueAndGrad((a) => add(tanh(a), 1))(x)),
    }));
  },
  // Putting the leaves on the tape too costs no points.
  tapes({ valueAndGrad, mul, sum }, draw) {
    const tapes: string[] = [];
    const at = valueAndGrad((x) => {
      const loss = sum(mul(x, x));
      tapes.push(x.tape.flatMap(({ op }) => (op === "leaf" ? [] : [op])).join(", "));
      return loss;
    });
    for (let i = 0; i < 3; i++) at(drawn(draw, 1, 2));
    return tapes;
  },
  long({ valueAndGrad, add, sum }, draw) {
    const long = valueAndGrad((x) => {
      let y = x;
      for (let i = 0; i < 12_000; i++) y = add(y, x);
      return sum(y);
    });
    return told(long(drawn(draw, 1, 2)));
  },
  large({ valueAndGrad, checkGrads: check, mul, sum }) {
    const [row, rows] = [large(1, 130_000), large(12_000, 1)];
    const [value, gradients] = valueAndGrad((x) => sum(x))(row, rows);
    const squares: Loss = (x) => sum(mul(x, x));
    return { value, gradients: gradients.map(gist), check: check(squares, [rows], [rows], 0.25) };
  },
} satisfies Asks;

export const checkGrads = {
  cube({ checkGrads: check, mul }, draw) {
    const at = (z: number, v: number): object => check((x) => mul(x, mul(x, x)), [[[z]]], [[[v]]], 0.5);
    return { "z = 2, v = 1": at(2, 1), drawn: at(draw.uniform(-2, 2), draw.uniform(-2, 2)) };
  },
  network(module, draw) {
    const [loss, parameters] = network(module, draw);
    const [x, v] = [parameters(), parameters()];
    const [first, second] = [0.1, 0.3].map((h) => module.checkGrads(loss, x, v, h));
    return { first, second, "x, v afterwards": [x, v] };
  },
  entries({ checkGrads: check, mul, sum, add }, draw) {
    const x = drawnAll(draw, [2, 3], [2, 1]);
    const cubes = (a: Node): Node => sum(mul(a, mul(a, a)));
    return draw.list(8, (place) => {
      let at = 0;
      const v = x.map((matrix) => matrix.map((row) => row.map(() => (at++ === place ? 1 : 0))));
      return check((a, b) => add(cubes(a), mul(cubes(b), 2)), x, v, 0.25);
    });
  },
  steps({ checkGrads: check, mul, tanh, sum }, draw) {
    const loss: Loss = (x) => sum(mul(tanh(x), mul(x, x)));
    const [x, v] = drawnAll(draw, [1, 2], [1, 2]);
    const along = [1, 0.5, 0.125, 0.01].map((h) => check(loss, [x], [v], h));
    return { h: along, "v = 0": check(loss, [x], [[[0, 0]]], 0.5) };
  },
  cut: ({ checkGrads: check, mul, sum }, draw) =>
    check((x) => sum(mul(cut(x), 2)), [drawn(draw, 1, 3, 1, 9)], [drawn(draw, 1, 3)], 2),
  // As texts, since there and back again along v leaves only a rounding error.
  point({ checkGrads: check, mul, sum }, draw) {
    const [x, v] = drawnAll(draw, [4, 4], [4, 4]);
    const seen = new Set<string>();
    const f: Loss = (a) => (seen.add(JSON.stringify([x, v])), sum(mul(a, a)));
    const { exact, numeric } = check(f, [x], [v], 0.1);
    return { exact, numeric, "while f runs": [...seen], "x, v afterwards": JSON.stringify([x, v]) };
  },
} satisfies Asks;
