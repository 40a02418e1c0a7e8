import type { ElementNode, Elementwise } from "../backend.ts";
import type { TypedArray } from "../dtype.ts";

/** A compiled program: reads `inputs` and `scalars`, writes `outputs`, for elements 0 to `count` − 1. */
export type Loop = (
  inputs: readonly TypedArray[],
  scalars: Float64Array,
  outputs: readonly TypedArray[],
  count: number,
) => void;

/** Whether this JavaScript engine may compile text; a page's content security policy can forbid it. */
export const loopsCompile: boolean = (() => {
  try {
    return new Function("return true")() as boolean;
  } catch {
    return false;
  }
})();

const compiled = new WeakMap<Elementwise, Loop>();

/** The program as one JavaScript loop, compiled once. Values that depend on scalars alone stand before the loop. */
export function loopOf(program: Elementwise): Loop {
  const found = compiled.get(program);
  if (found !== undefined) return found;
  const loop = new Function("inputs", "scalars", "outputs", "count", source(program)) as Loop;
  compiled.set(program, loop);
  return loop;
}

function source({ nodes, outputs }: Elementwise): string {
  const varies: boolean[] = [];
  const lines = nodes.map((node, i) => {
    varies.push(node.kind === "input" || ("of" in node && node.of.some((j) => varies[j])));
    return `const v${i} = ${expression(node)};`;
  });
  const inputs = nodes.flatMap((node) =>
    node.kind === "input" ? [`const x${node.index} = inputs[${node.index}];`] : [],
  );
  return [
    ...new Set(inputs),
    ...outputs.map((_, k) => `const y${k} = outputs[${k}];`),
    ...lines.filter((_, i) => !varies[i]),
    "for (let i = 0; i < count; i++) {",
    ...lines.filter((_, i) => varies[i]),
    ...outputs.map((node, k) => `y${k}[i] = v${node};`),
    "}",
  ].join("\n");
}

function expression(node: ElementNode): string {
  switch (node.kind) {
    case "input":
      return `x${node.index}[i]`;
    case "scalar":
      return `scalars[${node.index}]`;
    case "constant":
      return String(node.value);
    default: {
      const [a, b] = node.of;
      return {
        add: `v${a} + v${b}`,
        sub: `v${a} - v${b}`,
        mul: `v${a} * v${b}`,
        div: `v${a} / v${b}`,
        pow: `v${a} ** v${b}`,
        neg: `-v${a}`,
        sqrt: `Math.sqrt(v${a})`,
        square: `v${a} * v${a}`,
        sign: `Math.sign(v${a})`,
      }[node.kind];
    }
  }
}
