import type { Question } from "@downhill/grader/questions";
import type { Node, OpName, Tape } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import { type Autograd, drawn } from "./drawn.ts";
import { ops, withOtherVjps } from "./other-vjps.ts";

/** Nodes by their places among those that are known; −1 is a node that nobody has seen. */
const places = (nodes: Iterable<Node> | undefined, known: readonly Node[]): number[] =>
  Array.from(nodes ?? [], (node) => known.indexOf(node));

/** What a node says of itself. */
const told = (node: Node | undefined, known: readonly Node[]): object => ({
  op: node?.op,
  value: node?.value,
  inputs: places(node?.inputs, known),
});

/** Records steps one after another; each names its operation and the places of its inputs. */
function walk(
  { leaf, record }: Autograd,
  leaves: readonly Matrix[],
  steps: readonly (readonly [OpName, ...number[]])[],
): object {
  const tape: Tape = [];
  const nodes = leaves.map((value) => leaf(tape, value));
  for (const [op, ...inputs] of steps) {
    nodes.push(
      record(
        tape,
        op,
        inputs.map((i) => nodes[i]!),
      ),
    );
  }
  const recorded = nodes.slice(leaves.length).map((node, i) => [`v${i + 1}`, told(node, nodes)]);
  return { tape: places(tape, nodes), ...Object.fromEntries(recorded) };
}

export const record: readonly Question<Autograd>[] = [
  {
    what: { en: "one operation, s = x w", zh: "一个运算 s = x w" },
    ask: ({ leaf, record: put }, draw) => {
      const tape: Tape = [];
      const [x, w] = [leaf(tape, drawn(draw, 1, 2)), leaf(tape, drawn(draw, 2, 3))];
      const s = put(tape, "matmul", [x, w]);
      return { ...told(s, [x, w]), tape: places(tape, [x, w, s]), "node.tape": [tape].indexOf(s?.tape) };
    },
  },
  {
    what: { en: "five operations, tanh(x w + b) and its sum", zh: "五个运算：tanh(x w + b) 及其求和" },
    ask: (module, draw) =>
      walk(
        module,
        [drawn(draw, 3, 2), drawn(draw, 2, 4), drawn(draw, 1, 4)],
        [
          ["matmul", 0, 1],
          ["add", 3, 2],
          ["tanh", 4],
          ["mul", 5, 2],
          ["sum", 6],
        ],
      ),
  },
  {
    what: {
      en: "one node in both places, and one operation twice",
      zh: "同一节点占两个位置，同一运算做两次",
    },
    ask: (module, draw) =>
      walk(
        module,
        [drawn(draw, 2, 2)],
        [
          ["mul", 0, 0],
          ["mul", 0, 0],
          ["matmul", 1, 1],
          ["add", 2, 1],
          ["add", 1, 2],
        ],
      ),
  },
  {
    what: { en: "two tapes in turns", zh: "两条记录带轮流使用" },
    ask: ({ leaf, record: put }, draw) => {
      const tapes: Tape[] = [[], []];
      const [one, two] = tapes as [Tape, Tape];
      const [x, w] = [leaf(one, drawn(draw, 2, 1)), leaf(two, drawn(draw, 2, 1))];
      const a = put(one, "tanh", [x]);
      const b = put(two, "sum", [w]);
      const c = put(one, "add", [a, x]);
      // A leaf of another tape is a constant here; the tape that is passed in counts.
      const d = put(two, "mul", [x, b]);
      const known = [x, w, a, b, c, d];
      return {
        tapes: tapes.map((tape) => places(tape, known)),
        "node.tape": [a, b, c, d].map(({ tape }) => tapes.indexOf(tape)),
        values: [a, b, c, d].map(({ value }) => value),
      };
    },
  },
  {
    what: { en: "what the node's vjp gives, once for each rule", zh: "各条规则的节点，其 vjp 给出的结果" },
    ask: (module, draw) => {
      const shares = ops.map(() => [drawn(draw, 1, 1), drawn(draw, 1, 1)]);
      const passed: (readonly [string, Matrix])[] = [];
      const other = (op: OpName) => (g: Matrix) => {
        passed.push([op, g]);
        return shares[ops.indexOf(op)]!;
      };
      const gs = ops.map(() => drawn(draw, 1, 1));
      const ofNodes = (): unknown =>
        ops.map((op, i) => {
          const inputs = [module.leaf([], [[2]]), module.leaf([], [[3]])];
          return module.record([], op, op === "tanh" || op === "sum" ? [inputs[0]!] : inputs).vjp(gs[i]!);
        });
      const given = withOtherVjps(module, other, ofNodes, () => {
        ops.forEach((op, i) => passed.push([op, gs[i]!]));
        return shares;
      });
      return { "vjp(g)": given, g: passed };
    },
  },
  {
    what: { en: "the inputs' list and values, afterwards", zh: "调用之后，输入列表和各个值" },
    ask: ({ leaf, record: put }, draw) => {
      const tape: Tape = [];
      const values = [drawn(draw, 2, 3), drawn(draw, 1, 3)];
      const [a, b] = values.map((value) => leaf(tape, value)) as [Node, Node];
      const lists = (["add", "mul"] as const).map((op) => {
        const list = [a, b];
        put(tape, op, list);
        return list;
      });
      return { lists: lists.map((list) => places(list, [a, b])), values, tape: tape.length };
    },
  },
  {
    what: { en: "a tape of 20,000 operations", zh: "一条有 20,000 个运算的记录带" },
    ask: ({ leaf, record: put }, draw) => {
      const tape: Tape = [];
      let last = leaf(tape, drawn(draw, 1, 2));
      for (let i = 0; i < 20_000; i++) last = put(tape, "tanh", [last]);
      return { length: tape.length, value: last.value, last: tape.indexOf(last) };
    },
  },
];
