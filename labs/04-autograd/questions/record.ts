import type { Node, OpName, Tape } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import { type Asked, type Autograd, drawn, drawnAll } from "./drawn.ts";
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
  { leaf, record: put }: Autograd,
  leaves: readonly Matrix[],
  steps: readonly (readonly [OpName, ...number[]])[],
): object {
  const tape: Tape = [];
  const nodes = leaves.map((value) => leaf(tape, value));
  const lists = steps.map(([op, ...inputs]) => {
    const list = inputs.map((i) => nodes[i]!);
    nodes.push(put(tape, op, list));
    return list;
  });
  const recorded = nodes.slice(leaves.length).map((node, i) => [`v${i + 1}`, told(node, nodes)]);
  const afterwards = { leaves, lists: lists.map((list) => places(list, nodes)) };
  return { tape: places(tape, nodes), ...Object.fromEntries(recorded), afterwards };
}

export const record: Asked = [
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
    what: { en: "five operations, Σ tanh(x w + b) b", zh: "五个运算：Σ tanh(x w + b) b" },
    ask: (module, draw) =>
      walk(
        module,
        drawnAll(draw, [[3, 2], [2, 4], [1, 4]]), // prettier-ignore
        [["matmul", 0, 1], ["add", 3, 2], ["tanh", 4], ["mul", 5, 2], ["sum", 6]], // prettier-ignore
      ),
  },
  {
    what: { en: "a node in both places, an operation twice", zh: "同一节点占两处，同一运算做两次" },
    ask: (module, draw) =>
      walk(
        module,
        [drawn(draw, 2, 2)],
        [["mul", 0, 0], ["mul", 0, 0], ["matmul", 1, 1], ["add", 2, 1], ["add", 1, 2]], // prettier-ignore
      ),
  },
  {
    what: { en: "two tapes in turns", zh: "两条记录带轮流使用" },
    ask: ({ leaf, record: put }, draw) => {
      const [one, two]: [Tape, Tape] = [[], []];
      const [x, w] = [leaf(one, drawn(draw, 2, 1)), leaf(two, drawn(draw, 2, 1))];
      const a = put(one, "tanh", [x]);
      const b = put(two, "sum", [w]);
      const c = put(one, "add", [a, x]);
      // A leaf of another tape is a constant here; the tape that is passed in counts.
      const d = put(two, "mul", [x, b]);
      const known = [x, w, a, b, c, d];
      return {
        tapes: [one, two].map((tape) => places(tape, known)),
        "node.tape": [a, b, c, d].map(({ tape }) => [one, two].indexOf(tape)),
        values: [a, b, c, d].map(({ value }) => value),
      };
    },
  },
  {
    what: { en: "what the node's vjp gives, once for each rule", zh: "各条规则的节点，其 vjp 给出的结果" },
    ask: (module, draw) => {
      const shares = ops.map(() => [drawn(draw, 1, 1), drawn(draw, 1, 1)]);
      const gs = ops.map(() => drawn(draw, 1, 1));
      let passed: Matrix[] = [];
      const nodeOf = (op: OpName): Node => {
        const inputs = [module.leaf([], [[2]]), module.leaf([], [[3]])];
        return module.record([], op, op === "tanh" || op === "sum" ? inputs.slice(1) : inputs);
      };
      const other = (op: OpName) => (g: Matrix) => {
        passed.push(g);
        return shares[ops.indexOf(op)]!;
      };
      const given = withOtherVjps(
        module,
        other,
        () => ops.map((op, i) => nodeOf(op).vjp(gs[i]!)),
        () => ((passed = gs), shares),
      );
      return { "vjp(g)": given, g: passed };
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
