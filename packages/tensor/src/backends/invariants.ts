import type { ElementNode, ElementOperation, Elementwise } from "../backend.ts";

/** A program for a compiler, with everything that is the same for all elements separated, to be computed once. */
export interface Hoisted {
  readonly nodes: readonly ElementNode[];
  readonly outputs: readonly number[];
  readonly inputCount: number;
  /** For each node, whether it depends on an input and so must be computed for each element. */
  readonly varies: readonly boolean[];
  /** The nodes that are the same for all elements and are used by others. */
  readonly fixed: readonly number[];
  /** The values of `fixed`, computed in float64; `undefined` if a reciprocal among them exceeds float32. */
  valuesAt(scalars: readonly number[]): readonly number[] | undefined;
}

const numbers: Readonly<Record<ElementOperation, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => a ** b,
  neg: (a) => -a,
  sqrt: Math.sqrt,
  square: (a) => a * a,
  sign: Math.sign,
  abs: Math.abs,
  maximum: (a, b) => Math.max(a, b),
};

const [smallest, largest] = [2 ** -126, 2 ** 126];

/**
 * Moves everything that does not depend on an element out of a program. A division by such a value becomes a
 * multiplication by its reciprocal: two of Adam's three divisions, and a third of its time, for at most one more unit
 * in the last place.
 */
export function hoisted(program: Elementwise): Hoisted {
  const { nodes, reciprocals, outputs } = multiplied(program);
  const varies = varying(nodes);
  const needed = nodes.flatMap((node, i) =>
    varies[i] === true && "of" in node ? node.of.filter((j) => varies[j] !== true) : [],
  );
  const fixed = [...new Set(needed)];
  return {
    nodes,
    outputs,
    inputCount: Math.max(0, ...nodes.map((node) => (node.kind === "input" ? node.index + 1 : 0))),
    varies,
    fixed,
    valuesAt(scalars) {
      const values = invariants(nodes, varies, scalars);
      const inRange = (value: number): boolean => Math.abs(value) >= smallest && Math.abs(value) <= largest;
      return reciprocals.every((node) => inRange(values[node]!))
        ? fixed.map((node) => values[node]!)
        : undefined;
    },
  };
}

/** Which nodes depend on an input. */
function varying(nodes: readonly ElementNode[]): boolean[] {
  const varies: boolean[] = [];
  for (const node of nodes)
    varies.push(node.kind === "input" || ("of" in node && node.of.some((j) => varies[j])));
  return varies;
}

/** The program with divisions by invariants turned into products. */
function multiplied(program: Elementwise) {
  const varies = varying(program.nodes);
  const nodes: ElementNode[] = [];
  const reciprocals: number[] = [];
  const place = (node: ElementNode): number => nodes.push(node) - 1;
  const at: number[] = [];
  for (const node of program.nodes) {
    if (!("of" in node)) {
      at.push(place(node));
      continue;
    }
    const of = node.of.map((j) => at[j]!);
    const [a, b] = of;
    if (node.kind === "div" && varies[node.of[0]!] === true && varies[node.of[1]!] !== true) {
      const reciprocal = place({ kind: "div", of: [place({ kind: "constant", value: 1 }), b!] });
      reciprocals.push(reciprocal);
      at.push(place({ kind: "mul", of: [a!, reciprocal] }));
    } else at.push(place({ kind: node.kind, of }));
  }
  return { nodes, reciprocals, outputs: program.outputs.map((node) => at[node]!) };
}

/** The values, in float64, of the nodes that depend only on scalars. */
function invariants(
  nodes: readonly ElementNode[],
  varies: readonly boolean[],
  scalars: readonly number[],
): number[] {
  const values: number[] = [];
  nodes.forEach((node, i) => {
    if (varies[i] === true || node.kind === "input") values.push(NaN);
    else if (node.kind === "scalar") values.push(scalars[node.index]!);
    else if (node.kind === "constant") values.push(node.value);
    else values.push(numbers[node.kind](values[node.of[0]!]!, values[node.of[1]!]!));
  });
  return values;
}
