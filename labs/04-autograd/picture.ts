import type * as solution from "./key/solution.ts";
import type { Node, Tape } from "./key/solution.ts";
import type { Matrix } from "./provided/matrix.ts";

const [top, rowHeight] = [74, 34];
const place = { arcs: 150, formula: 165, value: 350, gradient: 590, width: 850 };

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const shown = (entry: number): string => entry.toFixed(3).replace(/^-(0\.000)$/, "$1").replace("-", "−"); // prettier-ignore
const numbers = (x: Matrix | undefined): string =>
  x === undefined ? "–" : x.map((row) => row.map(shown).join("  ")).join(" ; ");

const formulas: Readonly<Record<Node["op"], (inputs: readonly string[]) => string>> = {
  leaf: () => "",
  add: ([a, b]) => `${a} + ${b}`.replace("+ −", "− "),
  mul: ([a, b]) => `${a} ⊙ ${b}`,
  matmul: ([a, b]) => `${a} ${b}`,
  tanh: ([x]) => `tanh ${x}`,
  sum: ([x]) => `Σ ${x}`,
};

const style = `
  svg { color-scheme: light dark }
  .paper { fill: #ffffff } text { fill: #1b1f24; font: 14px system-ui, sans-serif }
  .head { font-weight: 600 } .number { font-family: ui-monospace, monospace; font-size: 13px }
  .value { fill: #0b5cad } .gradient { fill: #a8420f } .arc { fill: none; stroke: #8a94a0; stroke-width: 1.5 }
  .line { stroke: #d5dae0 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #16191d } text { fill: #e6e9ec } .value { fill: #7ab8ff } .gradient { fill: #ffa476 }
    .arc { stroke: #76808c } .line { stroke: #343b43 }
  }`;

/**
 * The tape of $(\tanh(xW + b)u - y)^2$ on one example: read down for the values, up for the gradients. The tape and
 * the gradients come from the learner's `record` and `backward`; a line joins each operation to its inputs.
 */
export function draw({ leaf, add, mul, matmul, tanh, sum, backward }: typeof solution): string {
  const tape: Tape = [];
  const x = leaf(tape, [[1, -0.5]]);
  const w = leaf(tape, [[0.5, -0.3], [0.1, 0.7]]); // prettier-ignore
  const b = leaf(tape, [[0.05, -0.1]]);
  const u = leaf(tape, [[1.2], [-0.7]]);
  const y = leaf(tape, [[-0.25]]);
  const error = add(matmul(tanh(add(matmul(x, w), b)), u), y);
  const loss = sum(mul(error, error));
  const cotangents = backward(loss, [[1]]);

  const names = new Map<Node, string>([[x, "x"], [w, "W"], [b, "b"], [u, "u"], [y, "−y"]]); // prettier-ignore
  for (const [i, node] of tape.entries()) names.set(node, node === loss ? "loss" : `v${"₁₂₃₄₅₆₇₈₉"[i]}`);
  const rows = [x, w, b, u, y, ...tape];
  const height = top + rows.length * rowHeight + 16;
  const at = (node: Node): number => top + rows.indexOf(node) * rowHeight + rowHeight / 2;

  const arcs = rows.flatMap((node) =>
    [...new Set(node.inputs)].map((input) => {
      const [from, to] = [at(input), at(node)];
      const bend = place.arcs - Math.min(135, 16 + 0.36 * (to - from));
      return `<path class="arc" d="M${place.arcs} ${from} C${bend} ${from} ${bend} ${to} ${place.arcs} ${to}"/>`;
    }),
  );
  const lines = rows.map((node) => {
    const name = names.get(node)!;
    const formula = formulas[node.op](node.inputs.map((input) => names.get(input) ?? "?"));
    const cell = (column: number, kind: string, text: string): string =>
      `<text class="${kind}" x="${column}" y="${at(node) + 5}" xml:space="preserve">${escaped(text)}</text>`;
    return [
      `<line class="line" x1="${place.formula}" x2="${place.width - 16}" y1="${at(node) + 17}" y2="${at(node) + 17}"/>`,
      cell(place.formula, "name", formula === "" ? name : `${name} = ${formula}`),
      cell(place.value, "number value", numbers(node.value)),
      cell(place.gradient, "number gradient", numbers(cotangents.get(node))),
    ].join("");
  });
  const head = (column: number, text: string): string =>
    `<text class="head" x="${column}" y="${top - 14}">${text}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${place.width} ${height}" role="img" aria-labelledby="tape-title tape-text">`,
    `<title id="tape-title">The tape of a small network, with values and gradients · 小网络的记录带：值与梯度</title>`,
    `<desc id="tape-text">${tape.length} operations from top to bottom, each with its value and the loss's gradient with respect to it; the loss is ${numbers(loss.value)}. · 自上而下共 ${tape.length} 个运算，每行给出它的值，以及损失对它的梯度；损失为 ${numbers(loss.value)}。</desc>`,
    `<style>${style}</style>`,
    `<rect class="paper" width="${place.width}" height="${height}"/>`,
    `<text class="head" x="16" y="28">loss = Σ(tanh(x W + b) u − y)²</text>`,
    head(place.formula, "tape · 记录带"),
    head(place.value, "value ↓ 值"),
    head(place.gradient, "gradient ↑ 梯度"),
    ...arcs,
    ...lines,
    `</svg>`,
  ].join("\n");
}
