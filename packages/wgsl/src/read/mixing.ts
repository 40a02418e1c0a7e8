import type { Expression } from "./syntax.ts";
import { WgslError } from "../wgsl-error.ts";

const comparing = ["==", "!=", "<", ">", "<=", ">="];
const shifting = ["<<", ">>"];
const logical = ["&&", "||"];
const bits = ["&", "|", "^"];

/** The operators not allowed, without parentheses, in an operand of these; the order of arithmetic needs none. */
const apart: readonly (readonly [signs: readonly string[], inside: readonly string[], any: boolean])[] = [
  [logical, [...logical, ...bits], false],
  [comparing, [...comparing, ...logical, ...bits], false],
  [shifting, [], true],
  [bits, [], true],
];

/** Refuses expressions for which other languages use precedence rules that few remember: WGSL requires parentheses. */
export function refuseMixing(sign: string, left: Expression, right: Expression, line: number): void {
  const [, inside = [], any = false] = apart.find(([signs]) => signs.includes(sign)) ?? [];
  for (const operand of [left, right]) {
    if (operand.kind !== "binary" || operand.inParentheses) continue;
    // a && b && c and a & b & c are one chain.
    if (operand === left && operand.sign === sign && [...logical, ...bits].includes(sign)) continue;
    if (!any && !inside.includes(operand.sign)) continue;
    const [first, second] = operand === left ? [operand.sign, sign] : [sign, operand.sign];
    throw new WgslError(
      "missing-parentheses",
      {
        en: `WGSL does not mix ${first} and ${second} without parentheses; put ( ) around what belongs together`,
        zh: `WGSL 不允许 ${first} 和 ${second} 不加括号混用，请把先算的部分用 ( ) 括起来`,
      },
      line,
    );
  }
}
