import type { Node, OpName, Tape, Vjp } from "../key/solution.ts";
import { add, map, type Matrix, matmul, mul, scale, sum, transpose, zerosLike } from "../provided/matrix.ts";
import { type Draw, drawn, drawnAll } from "./asking.ts";

/** The number of vjp calls after which we stop: a walk along each path would make a million million. */
const patience = 30_000;

/** A tape with its own rules, so that only the reverse pass is tested. It records the calls. */
export class Graph {
  readonly tape: Tape = [];
  /** What each operation's vjp was called with, in the operations' order. */
  readonly passed: Matrix[][] = [];
  calls = 0;

  leaf = (value: Matrix): Node => ({ tape: this.tape, op: "leaf", inputs: [], value, vjp: () => [] });

  /** Gives the same array to both inputs. */
  add = (a: Node, b: Node): Node => this.#put("add", [a, b], add(a.value, b.value), (g) => [g, g]);
  mul = (a: Node, b: Node): Node =>
    this.#put("mul", [a, b], mul(a.value, b.value), (g) => [mul(g, b.value), mul(g, a.value)]);
  matmul(a: Node, b: Node): Node {
    const vjp: Vjp = (g) => [matmul(g, transpose(b.value)), matmul(transpose(a.value), g)];
    return this.#put("matmul", [a, b], matmul(a.value, b.value), vjp);
  }
  sum = (x: Node): Node => this.#put("sum", [x], sum(x.value), (g) => [map(x.value, () => g[0]![0]!)]);

  /** The inner product of two values; for a cotangent of 1 its rule returns those values themselves. */
  dot(a: Node, b: Node): Node {
    const vjp: Vjp = (g) => [b, a].map(({ value }) => (g[0]![0] === 1 ? value : scale(value, g[0]![0]!)));
    return this.#put("mul", [a, b], sum(mul(a.value, b.value)), vjp);
  }

  #put(op: OpName, inputs: readonly Node[], value: Matrix, vjp: Vjp): Node {
    const passed: Matrix[] = [];
    const noted: Vjp = (g) => {
      if (++this.calls > patience) throw new Error(`vjp was called ${patience} times and once more`);
      passed.push(g.map((row) => [...row]));
      return vjp(g);
    };
    const node: Node = { tape: this.tape, op, inputs, value, vjp: noted };
    this.tape.push(node);
    this.passed.push(passed);
    return node;
  }
}

/** A fresh graph with leaves of drawn values. */
export function planted(draw: Draw, rows = 1, columns = 2): { graph: Graph; x: Node; w: Node; u: Node } {
  const graph = new Graph();
  const [x, w, u] = drawnAll(draw, [rows, columns], [rows, columns], [rows, columns]);
  return { graph, x: graph.leaf(x), w: graph.leaf(w), u: graph.leaf(u) };
}

/** A graph of a given number of sums and products of drawn nodes; a few late nodes are unused. */
export function grown(draw: Draw, operations: number): { graph: Graph; nodes: readonly Node[] } {
  const graph = new Graph();
  const nodes = draw.list(3, () => graph.leaf(drawn(draw, 2, 3, 0.5, 1.5)));
  for (let i = 0; i < operations; i++) {
    const a = nodes[draw.integer(Math.max(0, nodes.length - 4), nodes.length - 1)]!;
    // A factor is one of the first nodes, which keeps the numbers small.
    if (draw.integer(0, 1) === 1) nodes.push(graph.mul(a, nodes[draw.integer(0, 2)]!));
    else nodes.push(graph.add(a, nodes[draw.integer(0, nodes.length - 1)]!));
  }
  return { graph, nodes };
}

/**
 * The cotangents of some nodes. Each node that the output depends on has one, even if it is zero; the others have
 * none, and writing zeros for them makes no difference.
 */
export function arrived(cotangents: Map<Node, Matrix>, output: Node, nodes: Record<string, Node>): object {
  const needed = new Set([output]);
  for (const node of needed) for (const input of node.inputs) needed.add(input);
  const at = (node: Node): Matrix | undefined =>
    cotangents.get(node) ?? (needed.has(node) ? undefined : zerosLike(node.value));
  return Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, at(node)]));
}
