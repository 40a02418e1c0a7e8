import { type ElementNode, type ElementOperation, type Elementwise, KindError } from "@downhill/tensor";
import { type Algebra, numbers } from "./algebra.ts";
import { byName, checkRule, inOrder, inputsOf, type Rule } from "./rule.ts";

/** A node of the program being written, by its index. It has no value yet, so it cannot be used as a number or a condition. */
class Node {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
  [Symbol.toPrimitive](): never {
    return refuse();
  }
}

const nodeOf = (a: unknown): Node => (a instanceof Node ? a : refuse());

/** @throws KindError: the rule does something other than compute with the algebra. */
export function refuse(owner = "programOf"): never {
  throw new KindError("invalid-rule", {
    en: `${owner}: a rule must return its update and every moment, computed with the algebra's add, mul, …, not with +, * and if`,
    zh: `${owner}：规则须返回 update 和每个状态量，且只能用代数的 add、mul 等来计算，不能用 +、* 和 if`,
  });
}

/**
 * The rule as a program: a list of elementary steps that a backend can run in one pass over memory. Its inputs
 * are the parameter, the gradient and the moments; its scalars the step and the hyper-parameters; its outputs the
 * update and the new moments.
 *
 * @throws KindError when the rule computes with `+`, `*` or `if` instead of the algebra, or leaves out a moment.
 * @example
 * ```ts
 * import { gradientDescent, programOf } from "@downhill/optimizers";
 * programOf(gradientDescent.rule).nodes.map((node) => node.kind); // input p, input g, scalars t and η, mul, neg
 * ```
 */
export function programOf<State extends string, H extends string>(rule: Rule<State, H>): Elementwise {
  checkRule("programOf", rule);
  const nodes: ElementNode[] = [];
  const place = (node: ElementNode): Node => new Node(nodes.push(node) - 1);
  const value = (a: Node | number): Node =>
    typeof a === "number" ? place({ kind: "constant", value: a }) : nodeOf(a);
  const operation =
    (kind: ElementOperation) =>
    (...of: (Node | number)[]): Node =>
      place({ kind, of: of.map((each) => value(each).at) });
  const algebra: Algebra<Node> = {
    ...byName(Object.keys(numbers) as ElementOperation[], operation),
    named: (_, a) => value(a),
  };
  const elements = ["p", "g", ...rule.state];
  const scalars = ["t", ...Object.keys(rule.hyper)];
  const at = inputsOf(rule, (name) => {
    const element = elements.indexOf(name);
    return element >= 0
      ? place({ kind: "input", index: element })
      : place({ kind: "scalar", index: scalars.indexOf(name) });
  });
  const outputs = inOrder(rule, rule.step(algebra, at));
  return {
    name: rule.name,
    nodes,
    outputs: outputs.map((node) => nodeOf(node).at),
  };
}

/** The program of a whole step, $\theta + u$ instead of the update $u$: its outputs are the parameter and the moments. */
export function stepProgramOf<State extends string, H extends string>(rule: Rule<State, H>): Elementwise {
  const { name, nodes, outputs } = programOf(rule);
  const [update, ...moments] = outputs as [number, ...number[]];
  const p = nodes.findIndex((node) => node.kind === "input" && node.index === 0);
  return { name, nodes: [...nodes, { kind: "add", of: [p, update] }], outputs: [nodes.length, ...moments] };
}
