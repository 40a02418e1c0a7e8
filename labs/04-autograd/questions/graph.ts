import type { Node, OpName, Tape, Vjp } from "../key/solution.ts";
import { add, map, type Matrix, matmul, mul, scale, sum, transpose, zerosLike } from "../provided/matrix.ts";
import { type Draw, drawn } from "./drawn.ts";

/** Calls of a vjp after which nobody is answered any more: a walk along each path makes a million million. */
const patience = 2_000;

/** A tape with rules of its own, so that the reverse pass is asked and nothing else. It notes what passes. */
export class Graph {
  readonly tape: Tape = [];
  /** What each operation's vjp was called with, in the operations' order. */
  readonly passed: Matrix[][] = [];
  calls = 0;

  leaf(value: Matrix): Node {
    return { tape: this.tape, op: "leaf", inputs: [], value, vjp: () => [] };
  }

  /** Hands one and the same array to both inputs. */
  add(a: Node, b: Node): Node {
    return this.#put("add", [a, b], add(a.value, b.value), (g) => [g, g]);
  }

  mul(a: Node, b: Node): Node {
    return this.#put("mul", [a, b], mul(a.value, b.value), (g) => [mul(g, b.value), mul(g, a.value)]);
  }

  matmul(a: Node, b: Node): Node {
    return this.#put("matmul", [a, b], matmul(a.value, b.value), (g) => [
      matmul(g, transpose(b.value)),
      matmul(transpose(a.value), g),
    ]);
  }

  sum(x: Node): Node {
    return this.#put("sum", [x], sum(x.value), (g) => [map(x.value, () => g[0]![0]!)]);
  }

  /** The inner product of two values, whose rule hands out those values themselves where it can. */
  dot(a: Node, b: Node): Node {
    const times = (x: Matrix, c: number): Matrix => (c === 1 ? x : scale(x, c));
    return this.#put("mul", [a, b], sum(mul(a.value, b.value)), (g) => [
      times(b.value, g[0]![0]!),
      times(a.value, g[0]![0]!),
    ]);
  }

  /** `operations` sums and products of drawn nodes; those before the end are used by some of those behind them. */
  static drawn(draw: Draw, operations: number): { readonly graph: Graph; readonly nodes: readonly Node[] } {
    const graph = new Graph();
    const nodes = draw.list(3, () => graph.leaf(drawn(draw, 2, 3, 0.5, 1.5)));
    for (let i = 0; i < operations; i++) {
      const a = nodes[draw.integer(Math.max(0, nodes.length - 4), nodes.length - 1)]!;
      // Factors are taken from the first few nodes, which keeps the numbers small.
      const product = draw.integer(0, 1) === 1;
      const b = nodes[draw.integer(0, product ? 3 : nodes.length - 1) % nodes.length]!;
      nodes.push(product ? graph.mul(a, b) : graph.add(a, b));
    }
    return { graph, nodes };
  }

  #put(op: OpName, inputs: readonly Node[], value: Matrix, vjp: Vjp): Node {
    const passed: Matrix[] = [];
    const noted: Vjp = (g) => {
      this.calls += 1;
      if (this.calls > patience) throw new Error(`vjp was called ${patience} times and once more`);
      passed.push(g.map((row) => [...row]));
      return vjp(g);
    };
    const node: Node = { tape: this.tape, op, inputs, value, vjp: noted };
    this.tape.push(node);
    this.passed.push(passed);
    return node;
  }
}

/** What has arrived at some nodes. What nothing arrived at has a cotangent of zeros, written down or not. */
export const arrived = <T extends Readonly<Record<string, Node>>>(
  cotangents: Map<Node, Matrix>,
  nodes: T,
): Record<string, Matrix> =>
  Object.fromEntries(
    Object.entries(nodes).map(([name, node]) => [name, cotangents.get(node) ?? zerosLike(node.value)]),
  );

/** The same for a list of nodes. */
export const arrivedAt = (cotangents: Map<Node, Matrix>, nodes: readonly Node[]): Matrix[] =>
  nodes.map((node) => cotangents.get(node) ?? zerosLike(node.value));
