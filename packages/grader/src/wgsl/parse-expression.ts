import type { Reader } from "./reader.ts";
import type { Expression, TypeName } from "./syntax.ts";

/** From the loosest to the tightest. */
const levels = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];

export function expression(reader: Reader, level = 0): Expression {
  const signs = levels[level];
  if (signs === undefined) return unary(reader);
  let left = expression(reader, level + 1);
  while (reader.next.kind === "sign" && signs.includes(reader.next.text)) {
    const { text: sign, line } = reader.take();
    left = { kind: "binary", sign, left, right: expression(reader, level + 1), line };
  }
  return left;
}

function unary(reader: Reader): Expression {
  const { text: sign, line, kind } = reader.next;
  if (kind !== "sign" || !["-", "!", "~", "&", "*"].includes(sign)) return postfix(reader, primary(reader));
  reader.take();
  return { kind: "unary", sign, of: unary(reader), line };
}

function postfix(reader: Reader, of: Expression): Expression {
  const { line } = reader.next;
  if (reader.skips("[")) {
    const index = expression(reader);
    reader.expect("]");
    return postfix(reader, { kind: "index", of, index, line });
  }
  if (!reader.skips(".")) return of;
  const { text } = reader.name("a member's name", "成员名");
  return postfix(reader, { kind: "member", of, name: text, line });
}

function primary(reader: Reader): Expression {
  const { kind, text, line } = reader.next;
  if (reader.skips("(")) {
    const inner = expression(reader);
    reader.expect(")");
    return inner;
  }
  if (kind !== "number" && kind !== "name") throw reader.missing("a value", "一个值");
  reader.take();
  if (kind === "number") return { kind: "number", text, line };
  if (text === "true" || text === "false") return { kind: "boolean", value: text === "true", line };
  if (!reader.sees("(")) return { kind: "name", name: text, line };
  return { kind: "call", name: text, args: arguments_(reader), line };
}

/** Values between parentheses. */
export function arguments_(reader: Reader): readonly Expression[] {
  reader.expect("(");
  const args: Expression[] = [];
  while (!reader.sees(")")) {
    args.push(expression(reader));
    if (!reader.skips(",")) break;
  }
  reader.expect(")");
  return args;
}

export function typeName(reader: Reader): TypeName {
  const { text: name, line } = reader.name("a type", "类型");
  if (!reader.skips("<")) return { name, of: [], length: null, line };
  const of = [typeName(reader)];
  // Above comparisons, so that the bracket which closes the type is none.
  const length = reader.skips(",") && !reader.sees(">") ? expression(reader, 7) : null;
  reader.skips(",");
  reader.expect(">");
  return { name, of, length, line };
}
