import { outcome } from "@downhill/grader/questions";
import type { Node } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import { type Asks, type Autograd, drawn, drawnAll, gist, large } from "./asking.ts";
import { arrived, Graph, grown, planted } from "./graph.ts";

/** One pass from y, and what has arrived at some nodes. */
const pass = ({ backward }: Autograd, y: Node, g: Matrix, nodes: Record<string, Node>): object =>
  arrived(backward(y, g), y, nodes);

export const reverse = {
  chain(module, draw) {
    const { graph, x, w, u } = planted(draw);
    const xw = graph.mul(x, w);
    const y = graph.mul(xw, u);
    return pass(module, y, drawn(draw, 1, 2), { y, xw, x, w, u });
  },
  twice(module, draw) {
    const { graph, x } = planted(draw, 2, 2);
    const at = (y: Node): object => pass(module, y, drawn(draw, 2, 2), { x });
    const both = graph.add(graph.add(x, x), graph.mul(x, x));
    const outputs = [graph.mul(x, x), graph.add(x, x), graph.matmul(x, x), both].map(at);
    // Two nodes stay distinct, even if both hold the same matrix.
    const [a, b] = [graph.leaf(x.value), graph.leaf(x.value)];
    const y = graph.add(graph.mul(a, b), a);
    return { outputs, "y = a b + a, a = b": pass(module, y, drawn(draw, 2, 2), { y, a, b }) };
  },
  // s has a short path and a long one; all of its shares must be in before it passes on.
  paths(module, draw) {
    const { graph, x } = planted(draw);
    const s = graph.mul(x, graph.leaf([[2]]));
    const unused = graph.mul(s, s);
    const q = graph.mul(graph.mul(s, s), s);
    const there = pass(module, graph.add(s, q), [[1, 1]], { q, s, x, unused });
    return { ...there, calls: graph.calls, passed: graph.passed };
  },
  drawn: (module, draw) =>
    [1, 3, 6].map((fromEnd) => {
      const { graph, nodes } = grown(draw, 14);
      const named = Object.fromEntries(nodes.map((node, i) => [`v${i}`, node]));
      const there = pass(module, nodes.at(-fromEnd)!, drawn(draw, 2, 3, 0.5, 1.5), named);
      return { ...there, calls: graph.calls, passed: graph.passed };
    }),
  middle(module, draw) {
    const { graph, x, w } = planted(draw, 2, 2);
    const before = graph.add(x, w);
    const y = graph.mul(graph.mul(x, w), x);
    const behind = graph.mul(y, x);
    const last = graph.add(graph.mul(w, w), behind);
    return { ...pass(module, y, drawn(draw, 2, 2), { y, x, w, before, behind, last }), calls: graph.calls };
  },
  leaf(module, draw) {
    const { graph, x, w } = planted(draw);
    const alone = pass(module, x, drawn(draw, 1, 2), { x, w });
    const y = graph.mul(x, w);
    return { alone, used: pass(module, x, drawn(draw, 1, 2), { x, w, y }), calls: graph.calls };
  },
  shapes(module, draw) {
    const graph = new Graph();
    const [x, w, u, v] = drawnAll(draw, [4, 2], [2, 3], [3, 1], [4, 1]);
    const leaves = { x: graph.leaf(x), w: graph.leaf(w), u: graph.leaf(u), v: graph.leaf(v) };
    const h = graph.matmul(leaves.x, leaves.w);
    const y = graph.sum(graph.mul(graph.matmul(h, leaves.u), leaves.v));
    return pass(module, y, drawn(draw, 1, 1), { h, ...leaves });
  },
  range: (module, draw) =>
    [[0, 0], [0, 1], [1e200, -1e-200], [Infinity, NaN]].map((row) => {
      const { graph, x, w } = planted(draw);
      return pass(module, graph.add(graph.mul(x, w), x), [row], { x, w });
    }), // prettier-ignore
  // Zeros arrive at xw: from a factor of zeros, from shares that cancel, from a g of zeros.
  zeros: (module, draw) =>
    [{ factors: [0], g: 3 }, { factors: [1, -1], g: 4 }, { factors: [2, 3], g: 0 }].map(({ factors, g }) => {
      const { graph, x, w } = planted(draw);
      const xw = graph.mul(x, w);
      const y = factors.map((c) => graph.mul(xw, graph.leaf([[c]]))).reduce((a, b) => graph.add(a, b));
      return { ...pass(module, y, [[g, g]], { y, xw, x, w }), calls: graph.calls };
    }), // prettier-ignore
  doublings(module, draw) {
    const { graph, x } = planted(draw);
    let y = x;
    for (let i = 0; i < 40; i++) y = graph.add(y, y);
    return { cotangents: outcome(() => pass(module, y, [[1, -1]], { x })), calls: graph.calls };
  },
  long(module, draw) {
    const { graph, x, w } = planted(draw);
    let y = graph.mul(x, w);
    for (let i = 0; i < 20_000; i++) y = graph.add(y, x);
    return {
      ...pass(module, y, drawn(draw, 1, 2), { x, w, middle: graph.tape[10_000]! }),
      calls: graph.calls,
    };
  },
  large({ backward }) {
    const graph = new Graph();
    const x = graph.leaf(large(1, 130_000));
    return gist(backward(graph.add(graph.add(x, x), x), x.value).get(x));
  },
  turns({ backward }, draw) {
    const planting = (): { at: (map: Map<Node, Matrix>) => object; run: () => Map<Node, Matrix> } => {
      const { graph, x, w } = planted(draw);
      const y = graph.add(graph.add(graph.mul(x, w), x), w);
      return { at: (map) => arrived(map, y, { x, w }), run: () => backward(y, drawn(draw, 1, 2)) };
    };
    const [one, two] = [planting(), planting()];
    const first = one.run();
    const early = structuredClone(one.at(first));
    const passes = [two, one, two, one].map(({ at, run }) => at(run()));
    return { early, passes, late: one.at(first) };
  },
  afterwards(module, draw) {
    const { graph, x, w, u } = planted(draw);
    const sum = graph.add(graph.dot(x, w), graph.dot(x, u));
    const y = graph.add(sum, graph.dot(x, x));
    const line = graph.add(graph.add(w, u), w);
    const [g, h] = [[[1]], drawn(draw, 1, 2)];
    const cotangents = [pass(module, y, g, { x, w, u, sum, y }), pass(module, line, h, { w, u, line })];
    const values = [x, w, u, ...graph.tape].map(({ value }) => value);
    return { "g afterwards": [g, h], "values afterwards": values, cotangents, tape: graph.tape.length };
  },
} satisfies Asks;
