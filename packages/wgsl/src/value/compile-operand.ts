import { WgslError } from "../wgsl-error.ts";
import { call } from "../function/call.ts";
import { type Context, lookUp } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import { scalar } from "../type/type.ts";
import { addressOf, pointedAt } from "./address.ts";
import { combined, signed } from "./arithmetic.ts";
import { element } from "./element.ts";
import { operand, value } from "./expression.ts";
import { nearest } from "../function/nearest-name.ts";
import { literal } from "./literal.ts";
import { logical } from "./logical.ts";
import { member } from "./member.ts";
import { constant, type Operand } from "./value.ts";

/** What an expression stands for: a value, a variable or a part of one, or an address. */
export function compileOperand(context: Context, node: Expression): Operand {
  switch (node.kind) {
    case "number":
      return literal(node.text, node.line);
    case "boolean":
      return constant(scalar("bool"), [Number(node.value)]);
    case "name": {
      const found = node.templates === null ? lookUp(context, node.name) : undefined;
      if (found !== undefined) return found;
      throw nothingCalled(context, node.name, node.line);
    }
    case "index":
      return element(context, node);
    case "member":
      return member(context, node);
    case "call":
      return call(context, node);
    case "unary":
      if (node.sign === "&") return addressOf(operand(context, node.of), node.line);
      if (node.sign === "*") return pointedAt(operand(context, node.of), node.line);
      return signed(context, node.sign, value(context, node.of), node.line);
    case "binary": {
      const { sign, left, right, line } = node;
      if (sign === "&&" || sign === "||") return logical(context, sign, left, right);
      return combined(context, sign, value(context, left), value(context, right), line);
    }
  }
}

/** The complaint about an undeclared name, with the one that was probably meant. */
function nothingCalled({ scopes, module }: Context, name: string, line: number): WgslError {
  const outside = [...module.constants, ...module.variables].map((each) => each.name);
  const near = nearest(name, [...scopes.flatMap((scope) => [...scope.keys()]), ...outside]);
  return new WgslError(
    "unknown-name",
    {
      en: `${name} is not declared here; ${near === undefined ? "" : `did you mean ${near}? `}check its spelling, or declare it`,
      zh: `这里没有叫 ${name} 的变量，${near === undefined ? "" : `是不是想写 ${near}？`}请检查拼写，或先声明`,
    },
    line,
  );
}
