import { outcome, type Question } from "@downhill/grader/questions";
import type { Node } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import { type Autograd, type Draw, drawn, entry } from "./drawn.ts";
import { arrived, arrivedAt, Graph } from "./graph.ts";

const node = { en: "node", zh: "个节点" };

/** A fresh graph with leaves of drawn values. */
function planted(draw: Draw, leaves: number, rows = 1, columns = 2): { graph: Graph; leaves: Node[] } {
  const graph = new Graph();
  return { graph, leaves: draw.list(leaves, () => graph.leaf(drawn(draw, rows, columns))) };
}

const small: readonly Question<Autograd>[] = [
  {
    what: { en: "a chain, y = x w c", zh: "一条链，y = x w c" },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 3);
      const [x, w, c] = leaves as [Node, Node, Node];
      const xw = graph.mul(x, w);
      const y = graph.mul(xw, c);
      return arrived(backward(y, drawn(draw, 1, 2)), { y, xw, x, w, c });
    },
    axes: entry,
  },
  {
    what: {
      en: "a node used twice: x·x, x + x and the matrix product x x",
      zh: "用了两次的节点：x·x、x + x 和矩阵乘积 x x",
    },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 1, 2, 2);
      const [x] = leaves as [Node];
      const g = (): Matrix => drawn(draw, 2, 2);
      return {
        "x·x": arrived(backward(graph.mul(x, x), g()), { x }),
        "x + x": arrived(backward(graph.add(x, x), g()), { x }),
        // Here the two shares differ.
        "x x": arrived(backward(graph.matmul(x, x), g()), { x }),
        "x + x + x·x": arrived(backward(graph.add(graph.add(x, x), graph.mul(x, x)), g()), { x }),
      };
    },
    axes: entry,
  },
  {
    // s has a short path and a long one; all of its shares must be in before it passes on.
    what: {
      en: "y = s + s³ with s = 2x, and what each vjp was called with",
      zh: "y = s + s³，s = 2x，以及各个 vjp 收到的余切向量",
    },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 1);
      const [x] = leaves as [Node];
      const s = graph.mul(x, graph.leaf([[2]]));
      const unused = graph.mul(s, s);
      const q = graph.mul(graph.mul(s, s), s);
      const y = graph.add(s, q);
      const cotangents = backward(y, [[1, 1]]);
      return { ...arrived(cotangents, { q, s, x, unused }), calls: graph.calls, passed: graph.passed };
    },
    axes: entry,
    holds: ["empty"],
  },
];

const whereItBegins: readonly Question<Autograd>[] = [
  {
    what: { en: "an output in the middle of the tape", zh: "输出在记录带的中间" },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 2, 2, 2);
      const [x, w] = leaves as [Node, Node];
      const before = graph.add(x, w);
      const y = graph.mul(graph.mul(x, w), x);
      const behind = graph.mul(y, x);
      const last = graph.add(graph.mul(w, w), behind);
      const cotangents = backward(y, drawn(draw, 2, 2));
      return { ...arrived(cotangents, { y, x, w, before, behind, last }), calls: graph.calls };
    },
    axes: entry,
  },
  {
    what: { en: "an output that is a leaf", zh: "输出是一片叶子" },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 2);
      const [x, w] = leaves as [Node, Node];
      const alone = arrived(backward(x, drawn(draw, 1, 2)), { x, w });
      const y = graph.mul(x, w);
      const used = arrived(backward(x, drawn(draw, 1, 2)), { x, w, y });
      return { alone, used, calls: graph.calls };
    },
    axes: entry,
  },
  {
    what: { en: "three drawn graphs of 14 operations", zh: "三张随机的图，各 14 个运算" },
    ask: ({ backward }, draw) =>
      [1, 3, 6].map((fromEnd) => {
        const { graph, nodes } = Graph.drawn(draw, 14);
        const cotangents = backward(nodes.at(-fromEnd)!, drawn(draw, 2, 3, 0.5, 1.5));
        return { cotangents: arrivedAt(cotangents, nodes), passed: graph.passed, calls: graph.calls };
      }),
    axes: [node, ...entry],
    holds: ["empty"],
  },
  {
    what: { en: "matrices of several shapes, y = Σ (x w) u · v", zh: "形状不同的矩阵，y = Σ (x w) u · v" },
    ask: ({ backward }, draw) => {
      const graph = new Graph();
      const [x, w, u, v] = ([[4, 2], [2, 3], [3, 1], [4, 1]] as const).map(([rows, columns]) =>
        graph.leaf(drawn(draw, rows, columns)),
      ) as [Node, Node, Node, Node]; // prettier-ignore
      const h = graph.matmul(x, w);
      const y = graph.sum(graph.mul(graph.matmul(h, u), v));
      return arrived(backward(y, drawn(draw, 1, 1)), { h, x, w, u, v });
    },
    axes: entry,
  },
  {
    what: {
      en: "g with zeros, huge and tiny numbers, infinity and NaN",
      zh: "g 里有零、极大、极小、无穷和 NaN",
    },
    ask: ({ backward }) =>
      [[0, 0], [1e200, -1e-200], [Infinity, NaN]].map((row) => {
        const graph = new Graph();
        const [x, w] = [graph.leaf([[2, -3]]), graph.leaf([[0.5, 4]])];
        const y = graph.add(graph.mul(x, w), x);
        return arrived(backward(y, [row]), { x, w });
      }), // prettier-ignore
    axes: entry,
    holds: ["NaN", "infinity"],
  },
];

const sizes: readonly Question<Autograd>[] = [
  {
    what: { en: "40 doublings, x + x: how often a vjp is called", zh: "x + x 连做 40 次：vjp 被调用多少次" },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 1);
      const [x] = leaves as [Node];
      let y = x;
      for (let i = 0; i < 40; i++) y = graph.add(y, y);
      const g = drawn(draw, 1, 2);
      const cotangents = outcome(() => arrived(backward(y, g), { x }));
      return { calls: graph.calls, cotangents };
    },
    axes: entry,
  },
  {
    what: { en: "one node used by 1,000 others", zh: "一个节点被 1,000 个节点用到" },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 2);
      const [x, w] = leaves as [Node, Node];
      let y = graph.mul(x, w);
      for (let i = 0; i < 1_000; i++) y = graph.add(y, x);
      return { ...arrived(backward(y, drawn(draw, 1, 2)), { x, w }), calls: graph.calls };
    },
    axes: entry,
  },
  {
    what: { en: "a chain of 20,000 operations", zh: "一条有 20,000 个运算的链" },
    ask: ({ backward }, draw) => {
      const tape: Node[] = [];
      const leaf = (value: Matrix): Node => ({ tape, op: "leaf", inputs: [], value, vjp: () => [] });
      const x = leaf(drawn(draw, 1, 2));
      const one = leaf([[1, 1]]);
      let y = x;
      for (let i = 0; i < 20_000; i++) {
        y = { tape, op: "add", inputs: [y, one], value: [[i, i]], vjp: (g) => [g, g] };
        tape.push(y);
      }
      return arrived(backward(y, drawn(draw, 1, 2)), { x, one });
    },
    axes: entry,
  },
];

const oneAfterAnother: readonly Question<Autograd>[] = [
  {
    what: {
      en: "two passes with different g, and the first answer afterwards",
      zh: "用不同的 g 走两遍，以及第二遍之后第一遍的结果",
    },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 2);
      const [x, w] = leaves as [Node, Node];
      const y = graph.add(graph.add(x, w), x);
      const first = backward(y, drawn(draw, 1, 2));
      const early = structuredClone(arrived(first, { x, w }));
      const second = arrived(backward(y, drawn(draw, 1, 2)), { x, w });
      const other = arrived(backward(graph.mul(y, w), drawn(draw, 1, 2)), { x, w, y });
      return { early, second, other, late: arrived(first, { x, w }) };
    },
    axes: entry,
  },
  {
    what: { en: "two tapes in turns", zh: "两条记录带轮流使用" },
    ask: ({ backward }, draw) => {
      const graphs = [new Graph(), new Graph()];
      const parts = graphs.map((graph) => {
        const [x, w] = [graph.leaf(drawn(draw, 1, 2)), graph.leaf(drawn(draw, 1, 2))];
        return { graph, x, w, y: graph.mul(x, w) };
      });
      const ends = parts.map(({ graph, x, y }) => graph.add(y, x));
      const g = draw.list(3, () => drawn(draw, 1, 2));
      return [0, 1, 0].map((i, turn) => {
        const { x, w } = parts[i]!;
        return arrived(backward(ends[i]!, g[turn]!), { x, w });
      });
    },
    axes: entry,
  },
  {
    what: {
      en: "g, values and what the rules handed out, afterwards",
      zh: "调用之后，g、各个值和规则交出的数组",
    },
    ask: ({ backward }, draw) => {
      const { graph, leaves } = planted(draw, 3);
      const [x, w, u] = leaves as [Node, Node, Node];
      const sum = graph.add(graph.dot(x, w), graph.dot(x, u));
      const y = graph.add(sum, graph.dot(x, x));
      const g = [[1]];
      const cotangents = arrived(backward(y, g), { x, w, u, sum, y });
      const line = graph.add(graph.add(w, u), w);
      const h = drawn(draw, 1, 2);
      const others = arrived(backward(line, h), { w, u, line });
      const values = graph.tape.map(({ value }) => value);
      return {
        g,
        h,
        leaves: leaves.map(({ value }) => value),
        values,
        cotangents,
        others,
        tape: graph.tape.length,
      };
    },
    axes: entry,
  },
];

export const reverse: readonly Question<Autograd>[] = [
  ...small,
  ...whereItBegins,
  ...sizes,
  ...oneAfterAnother,
];
