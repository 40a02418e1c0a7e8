import { outcome } from "@downhill/grader/questions";
import type { Node } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import { along, type Asked, drawn, drawnAll, entry } from "./drawn.ts";
import { arrived, Graph, grown, planted } from "./graph.ts";

const order: Asked = [
  {
    what: { en: "a chain, y = x w u", zh: "一条链，y = x w u" },
    ask: ({ backward }, draw) => {
      const { graph, x, w, u } = planted(draw);
      const xw = graph.mul(x, w);
      const y = graph.mul(xw, u);
      return arrived(backward(y, drawn(draw, 1, 2)), { y, xw, x, w, u });
    },
  },
  {
    what: { en: "a node used twice: x·x, x + x, x x", zh: "用了两次的节点：x·x、x + x、x x" },
    ask: ({ backward }, draw) => {
      const { graph, x } = planted(draw, 2, 2);
      const at = (y: Node): object => arrived(backward(y, drawn(draw, 2, 2)), { x });
      const both = graph.add(graph.add(x, x), graph.mul(x, x));
      return {
        "x·x": at(graph.mul(x, x)),
        "x + x": at(graph.add(x, x)),
        "x x": at(graph.matmul(x, x)),
        both: at(both),
      };
    },
  },
  {
    // s has a short path and a long one; all of its shares must be in before it passes on.
    what: { en: "s + s³ with s = 2x, and calls of each vjp", zh: "s + s³，s = 2x，以及 vjp 的各次调用" },
    ask: ({ backward }, draw) => {
      const { graph, x } = planted(draw);
      const s = graph.mul(x, graph.leaf([[2]]));
      const unused = graph.mul(s, s);
      const q = graph.mul(graph.mul(s, s), s);
      const y = graph.add(s, q);
      const cotangents = backward(y, [[1, 1]]);
      return { ...arrived(cotangents, { q, s, x, unused }), calls: graph.calls, passed: graph.passed };
    },
    holds: ["empty"],
  },
  {
    what: { en: "drawn graphs of 14 operations", zh: "随机的图，各 14 个运算" },
    ask: ({ backward }, draw) =>
      [1, 3, 6].map((fromEnd) => {
        const { graph, nodes } = grown(draw, 14);
        const cotangents = backward(nodes.at(-fromEnd)!, drawn(draw, 2, 3, 0.5, 1.5));
        const named = Object.fromEntries(nodes.map((node, i) => [`v${i}`, node]));
        return { ...arrived(cotangents, named), calls: graph.calls, passed: graph.passed };
      }),
    holds: ["empty"],
  },
];

const ends: Asked = [
  {
    what: { en: "an output in the middle of the tape", zh: "输出在记录带的中间" },
    ask: ({ backward }, draw) => {
      const { graph, x, w } = planted(draw, 2, 2);
      const before = graph.add(x, w);
      const y = graph.mul(graph.mul(x, w), x);
      const behind = graph.mul(y, x);
      const last = graph.add(graph.mul(w, w), behind);
      const cotangents = backward(y, drawn(draw, 2, 2));
      return { ...arrived(cotangents, { y, x, w, before, behind, last }), calls: graph.calls };
    },
  },
  {
    what: { en: "an output that is a leaf", zh: "输出是一片叶子" },
    ask: ({ backward }, draw) => {
      const { graph, x, w } = planted(draw);
      const alone = arrived(backward(x, drawn(draw, 1, 2)), { x, w });
      const y = graph.mul(x, w);
      return { alone, used: arrived(backward(x, drawn(draw, 1, 2)), { x, w, y }), calls: graph.calls };
    },
  },
  {
    what: { en: "matrices of several shapes, y = Σ (x w) u · v", zh: "形状不同的矩阵，y = Σ (x w) u · v" },
    ask: ({ backward }, draw) => {
      const graph = new Graph();
      const [x, w, u, v] = drawnAll(draw, [[4, 2], [2, 3], [3, 1], [4, 1]]).map((value) => graph.leaf(value)); // prettier-ignore
      const h = graph.matmul(x!, w!);
      const y = graph.sum(graph.mul(graph.matmul(h, u!), v!));
      return arrived(backward(y, drawn(draw, 1, 1)), { h, x: x!, w: w!, u: u!, v: v! });
    },
  },
  {
    what: { en: "g with zeros, huge numbers, infinity, NaN", zh: "g 里有零、极大的数、无穷、NaN" },
    ask: ({ backward }, draw) =>
      [[0, 0], [1e200, -1e-200], [Infinity, NaN]].map((row) => {
        const { graph, x, w } = planted(draw);
        return arrived(backward(graph.add(graph.mul(x, w), x), [row]), { x, w });
      }), // prettier-ignore
    holds: ["NaN", "infinity"],
  },
];

const sizes: Asked = [
  {
    what: { en: "40 doublings, x + x: how often a vjp is called", zh: "x + x 连做 40 次：vjp 被调用多少次" },
    ask: ({ backward }, draw) => {
      const { graph, x } = planted(draw);
      let y = x;
      for (let i = 0; i < 40; i++) y = graph.add(y, y);
      const cotangents = outcome(() => arrived(backward(y, [[1, -1]]), { x }));
      return { calls: graph.calls, cotangents };
    },
  },
  {
    what: { en: "one node used by 1,000 others", zh: "一个节点被 1,000 个节点用到" },
    ask: ({ backward }, draw) => {
      const { graph, x, w } = planted(draw);
      let y = graph.mul(x, w);
      for (let i = 0; i < 1_000; i++) y = graph.add(y, x);
      return { ...arrived(backward(y, drawn(draw, 1, 2)), { x, w }), calls: graph.calls };
    },
  },
  {
    what: { en: "a chain of 20,000 operations", zh: "一条有 20,000 个运算的链" },
    ask: ({ backward }, draw) => {
      const tape: Node[] = [];
      const x: Node = { tape, op: "leaf", inputs: [], value: [[1, 2]], vjp: () => [] };
      let y = x;
      for (let i = 0; i < 20_000; i++) {
        y = { tape, op: "tanh", inputs: [y], value: [[i, i]], vjp: (g) => [g] };
        tape.push(y);
      }
      return arrived(backward(y, drawn(draw, 1, 2)), { x, middle: tape[10_000]! });
    },
  },
];

const oneAfterAnother: Asked = [
  {
    what: { en: "two tapes in turns, the first answer again", zh: "两条记录带轮流使用，再看第一次的结果" },
    ask: ({ backward }, draw) => {
      const parts = [0, 1].map(() => {
        const { graph, x, w } = planted(draw);
        return { y: graph.add(graph.add(graph.mul(x, w), x), w), nodes: { x, w } };
      });
      const [one, two] = parts as [(typeof parts)[0], (typeof parts)[0]];
      const first = backward(one.y, drawn(draw, 1, 2));
      const early = structuredClone(arrived(first, one.nodes));
      const passes = [two, one, two, one].map(({ y, nodes }) =>
        arrived(backward(y, drawn(draw, 1, 2)), nodes),
      );
      return { early, passes, late: arrived(first, one.nodes) };
    },
  },
  {
    what: { en: "g, values and shares, afterwards", zh: "调用之后的 g、各个值和各份份额" },
    ask: ({ backward }, draw) => {
      const { graph, x, w, u } = planted(draw);
      const sum = graph.add(graph.dot(x, w), graph.dot(x, u));
      const y = graph.add(sum, graph.dot(x, x));
      const line = graph.add(graph.add(w, u), w);
      const [g, h]: Matrix[] = [[[1]], drawn(draw, 1, 2)];
      const cotangents = [
        arrived(backward(y, g!), { x, w, u, sum, y }),
        arrived(backward(line, h!), { w, u, line }),
      ];
      const values = [x, w, u, ...graph.tape].map(({ value }) => value);
      return { g, h, values, cotangents, tape: graph.tape.length };
    },
  },
];

export const reverse: Asked = along(entry, [...order, ...ends, ...sizes, ...oneAfterAnother]);
