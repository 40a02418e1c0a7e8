import type { ElementNode, ElementOperation, Elementwise } from "@downhill/tensor";
import type { Algebra } from "./algebra.ts";
import { inputsOf, type Rule } from "./rule.ts";

/** A node of the program being written, by its place. It has no value yet, so it is no number and no condition. */
class Node {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
  [Symbol.toPrimitive](): never {
    throw new TypeError(
      "a rule's values are not numbers yet; use the algebra's add, mul, … in place of +, * and if",
    );
  }
}

/**
 * The rule read as a program: a list of elementary steps that a backend can run in one pass over memory. Its inputs
 * are the parameter, the gradient and the moments; its scalars the step and the hyper-parameters; its outputs the
 * update and the new moments.
 *
 * @throws TypeError when the rule computes with `+`, `*` or `if` in place of the algebra.
 * @example
 * ```ts
 * import { gradientDescent, programOf } from "@downhill/optimizers";
 * programOf(gradientDescent.rule).nodes.map((node) => node.kind); // input p, input g, scalars t and η, mul, neg
 * ```
 */
export function programOf<State extends string, H extends string>(rule: Rule<State, H>): Elementwise {
  const nodes: ElementNode[] = [];
  const place = (node: ElementNode): Node => new Node(nodes.push(node) - 1);
  const read = (a: Node | number): number =>
    (typeof a === "number" ? place({ kind: "constant", value: a }) : a).at;
  const unary = (kind: ElementOperation) => (a: Node | number) => place({ kind, of: [read(a)] });
  const binary = (kind: ElementOperation) => (a: Node | number, b: Node | number) =>
    place({ kind, of: [read(a), read(b)] });
  const algebra: Algebra<Node> = {
    add: binary("add"),
    sub: binary("sub"),
    mul: binary("mul"),
    div: binary("div"),
    pow: binary("pow"),
    neg: unary("neg"),
    sqrt: unary("sqrt"),
    square: unary("square"),
    sign: unary("sign"),
    abs: unary("abs"),
    maximum: binary("maximum"),
    named: (_, a) => (typeof a === "number" ? place({ kind: "constant", value: a }) : a),
  };
  const elements = ["p", "g", ...rule.state];
  const scalars = ["t", ...Object.keys(rule.hyper)];
  const at = inputsOf(rule, (name) => {
    const element = elements.indexOf(name);
    return element >= 0
      ? place({ kind: "input", index: element })
      : place({ kind: "scalar", index: scalars.indexOf(name) });
  });
  const { update, ...moments } = rule.step(algebra, at);
  const outputs = [update, ...rule.state.map((name) => (moments as unknown as Record<State, Node>)[name])];
  return { name: rule.name, nodes, outputs: outputs.map((node) => node.at) };
}

/** The program of a whole step, $\theta + u$ in place of the update $u$: its outputs are the parameter and the moments. */
export function stepProgramOf<State extends string, H extends string>(rule: Rule<State, H>): Elementwise {
  const { name, nodes, outputs } = programOf(rule);
  const [update, ...moments] = outputs as [number, ...number[]];
  const p = nodes.findIndex((node) => node.kind === "input" && node.index === 0);
  return { name, nodes: [...nodes, { kind: "add", of: [p, update] }], outputs: [nodes.length, ...moments] };
}
