import { outcome } from "@downhill/grader/questions";
import type { Node, OpName, Tape } from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";
import { type Asks, type Autograd, drawn, drawnAll, ops, withOtherVjps } from "./asking.ts";

/** Nodes by name: the known leaves and operations are each numbered from 1; all other nodes are "other". */
function places(nodes: Iterable<Node> | undefined, known: readonly Node[]): string[] {
  const leaves = known.findLastIndex(({ op }) => op === "leaf") + 1;
  return Array.from(nodes ?? [], (node) => {
    const at = known.indexOf(node);
    if (at === -1) return "another node";
    return at < leaves ? `leaf ${at + 1}` : `v${at + 1 - leaves}`;
  });
}

/** What a node contains. */
const told = (node: Node | undefined, known: readonly Node[], tapes: readonly unknown[]): object => ({
  op: node?.op,
  value: node?.value,
  inputs: places(node?.inputs, known),
  "node.tape": ["another tape", "the first tape", "the second tape"][tapes.indexOf(node?.tape) + 1],
});

type Step = readonly [op: OpName, ...inputs: number[]];

/** Records steps one after another; each names its operation and the places of its inputs. */
function walk({ leaf, record }: Autograd, leaves: readonly Matrix[], ...steps: readonly Step[]): object {
  const tape: Tape = [];
  const nodes = leaves.map((value) => leaf(tape, value));
  const lists = steps.map(([op, ...inputs]) => {
    const list = inputs.map((i) => nodes[i]!);
    nodes.push(record(tape, op, list));
    return list;
  });
  const recorded = nodes.slice(leaves.length).map((node, i) => [`v${i + 1}`, told(node, nodes, [tape])]);
  const afterwards = { leaves, lists: lists.map((list) => places(list, nodes)) };
  return { tape: places(tape, nodes), ...Object.fromEntries(recorded), afterwards };
}

export const record = {
  one: (module, draw) => walk(module, drawnAll(draw, [1, 2], [2, 3]), ["matmul", 0, 1]),
  five(module, draw) {
    const leaves = drawnAll(draw, [3, 2], [2, 4], [1, 4]);
    return walk(module, leaves, ["matmul", 0, 1], ["add", 3, 2], ["tanh", 4], ["mul", 5, 2], ["sum", 6]);
  },
  twice(module, draw) {
    const square: Step = ["mul", 0, 0];
    return walk(module, [drawn(draw, 2, 2)], square, square, ["matmul", 1, 1], ["add", 2, 1], ["add", 1, 2]);
  },
  turns({ leaf, record: put }, draw) {
    const [one, two]: [Tape, Tape] = [[], []];
    const [x, w] = [leaf(one, drawn(draw, 2, 1)), leaf(two, drawn(draw, 2, 1))];
    const a = put(one, "tanh", [x]);
    const b = put(two, "sum", [w]);
    const c = put(one, "add", [a, x]);
    // A leaf of another tape is a constant here; the tape that is passed in counts.
    const d = put(two, "mul", [x, b]);
    const known = [x, w, a, b, c, d];
    const nodes = [a, b, c, d].map((node) => told(node, known, [one, two]));
    return { tapes: [one, two].map((tape) => places(tape, known)), nodes };
  },
  vjp(module, draw) {
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
    // A second pass calls them again.
    const twice = <T>(values: readonly T[]): T[] => values.flatMap((value) => [value, value]);
    const ask = (): unknown =>
      ops.flatMap((op, i) => {
        const node = nodeOf(op);
        return [node.vjp(gs[i]!), node.vjp(gs[i]!)];
      });
    const given = withOtherVjps(module, other, ask, () => ((passed = twice(gs)), twice(shares)));
    return { "vjp(g)": given, g: passed };
  },
  many({ leaf, record: put }, draw) {
    const tape: Tape = [];
    let last = leaf(tape, drawn(draw, 1, 2));
    for (let i = 0; i < 20_000; i++) last = put(tape, "tanh", [last]);
    return { length: tape.length, value: last.value, last: tape.indexOf(last) };
  },
  fails({ leaf, record: put }, draw) {
    const tape: Tape = [];
    const [x, w] = [leaf(tape, drawn(draw, 2, 3)), leaf(tape, drawn(draw, 2, 2))];
    const before = put(tape, "tanh", [x]);
    const errors = (["matmul", "add", "mul"] as const).map((op) => {
      const error = outcome(() => put(tape, op, [before, w]));
      return error instanceof Error ? new Error("any error will do") : error;
    });
    const after = put(tape, "sum", [before]);
    return { errors, tape: places(tape, [x, w, before, after]), after: after.value };
  },
} satisfies Asks;
