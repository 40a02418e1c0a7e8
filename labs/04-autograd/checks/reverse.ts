import type { Probe, Text } from "@downhill/grader/lab";
import type { Autograd } from "../autograd.ts";
import { add, map, type Matrix, mul } from "../matrix.ts";
import type { Node, OpName, Tape } from "../starter/autograd.ts";
import { entry, rounding, same } from "./tolerance.ts";

/** Graphs with rules of the check's own, so that only the reverse pass is graded here. */
class Graph {
  readonly tape: Tape = [];
  calls = 0;

  leaf(value: Matrix): Node {
    return { tape: this.tape, op: "leaf", inputs: [], value, vjp: () => [] };
  }

  /** Hands the same array to both inputs, as the rule of add does where nothing was broadcast. */
  add(a: Node, b: Node): Node {
    return this.#put("add", [a, b], add(a.value, b.value), (g) => [g, g]);
  }

  mul(a: Node, b: Node): Node {
    return this.#put("mul", [a, b], mul(a.value, b.value), (g) => [mul(g, b.value), mul(g, a.value)]);
  }

  #put(op: OpName, inputs: readonly Node[], value: Matrix, vjp: Node["vjp"]): Node {
    const counted: Node["vjp"] = (g) => {
      this.calls += 1;
      return vjp(g);
    };
    const node: Node = { tape: this.tape, op, inputs, value, vjp: counted };
    this.tape.push(node);
    return node;
  }
}

const cotangentOf = (cotangents: Map<Node, Matrix>, node: Node): unknown =>
  cotangents.get(node) ?? "no cotangent reached it";

export function checkReverse({ backward }: Autograd, probe: Probe): void {
  const close = (what: Text, cotangents: Map<Node, Matrix>, node: Node, expected: Matrix): void =>
    probe.close(what, cotangentOf(cotangents, node), expected, rounding, entry);

  {
    const graph = new Graph();
    const [x, w] = [graph.leaf([[2, 3]]), graph.leaf([[5, -1]])];
    const y = graph.mul(graph.mul(x, w), graph.leaf([[10, 100]]));
    const cotangents = backward(y, [[1, 1]]);
    close({ en: "chain: cotangent of y itself", zh: "链：y 自身的余切" }, cotangents, y, [[1, 1]]);
    close({ en: "chain: cotangent of x in x·w·c", zh: "链：x·w·c 中 x 的余切" }, cotangents, x, [[50, -100]]);
    close({ en: "chain: cotangent of w in x·w·c", zh: "链：x·w·c 中 w 的余切" }, cotangents, w, [[20, 300]]);
  }
  {
    const graph = new Graph();
    const x = graph.leaf([[3, -0.5]]);
    const y = graph.mul(x, x);
    close(
      { en: "used twice: cotangent of x in x·x", zh: "用了两次：x·x 中 x 的余切" },
      backward(y, [[1, 1]]),
      x,
      [[6, -1]],
    );
  }
  {
    // s = 2x; long way p = (s·s)·s, short way s: y = s + p. All of s's shares must be in before s passes on.
    const graph = new Graph();
    const x = graph.leaf([[1.5]]);
    const s = graph.mul(x, graph.leaf([[2]]));
    const unused = graph.mul(s, s);
    const p = graph.mul(graph.mul(s, s), s);
    const y = graph.add(s, p);
    graph.calls = 0;
    const cotangents = backward(y, [[1]]);
    const { calls } = graph;
    close({ en: "diamond: cotangent of s in s + s³", zh: "菱形：s + s³ 中 s 的余切" }, cotangents, s, [[28]]);
    close({ en: "diamond: cotangent of x, s = 2x", zh: "菱形：s = 2x 时 x 的余切" }, cotangents, x, [[56]]);
    probe.equal(
      {
        en: "diamond: how often a vjp was called for four operations",
        zh: "菱形：四个运算共调用 vjp 的次数",
      },
      calls,
      4,
    );
    probe.equal(
      { en: "a node that y does not depend on gets a cotangent", zh: "与 y 无关的节点得到了余切" },
      cotangents.has(unused),
      false,
    );
  }
  {
    const graph = new Graph();
    const [x, w] = [graph.leaf([[1, 2]]), graph.leaf([[4, 8]])];
    const s = graph.add(x, w);
    const y = graph.add(s, x);
    const g = [[1, 10]];
    const before = map(y.value, (value) => value);
    const first = backward(y, g);
    close({ en: "shared: cotangent of x in (x + w) + x", zh: "共用：(x + w) + x 中 x 的余切" }, first, x, [
      [2, 20],
    ]);
    close({ en: "shared: cotangent of w in (x + w) + x", zh: "共用：(x + w) + x 中 w 的余切" }, first, w, [
      [1, 10],
    ]);
    probe.close(
      { en: "the g that was passed in, afterwards", zh: "调用之后，传入的 g" },
      g,
      [[1, 10]],
      same,
      entry,
    );
    const second = backward(y, [[1, 10]]);
    close({ en: "second backward pass: cotangent of x", zh: "第二次反向传播：x 的余切" }, second, x, [
      [2, 20],
    ]);
    close({ en: "second backward pass: cotangent of w", zh: "第二次反向传播：w 的余切" }, second, w, [
      [1, 10],
    ]);
    close({ en: "the first answer, after the second pass", zh: "第二次之后，第一次的答案" }, first, x, [
      [2, 20],
    ]);
    close({ en: "another g: cotangent of w", zh: "换一个 g：w 的余切" }, backward(y, [[-3, 0]]), w, [
      [-3, 0],
    ]);
    probe.close({ en: "the value of y, afterwards", zh: "调用之后，y 的值" }, y.value, before, same, entry);
  }
}
