import { refuseMixing } from "./mixing.ts";
import type { Reader } from "./reader.ts";
import type { Expression, Name } from "./syntax.ts";
import { WgslError } from "../wgsl-error.ts";

/** From the lowest precedence to the highest. */
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
/** WGSL compilers have the same limit. */
const longest = 500;

export function expression(reader: Reader, level = 0): Expression {
  const signs = levels[level];
  if (signs === undefined) return unary(reader);
  let left = expression(reader, level + 1);
  for (let links = 0; reader.next.kind === "sign" && signs.includes(reader.next.text); links++) {
    const { text: sign, line } = reader.take();
    if (links === longest) throw tooLong(line);
    const right = expression(reader, level + 1);
    refuseMixing(sign, left, right, line);
    left = { kind: "binary", sign, left, right, inParentheses: false, line };
  }
  return left;
}

const tooLong = (line: number): WgslError =>
  new WgslError(
    "too-complex",
    {
      en: `an expression can have at most ${longest} operations; split it with let`,
      zh: `一个表达式里的运算超过 ${longest} 个，太长了，请用 let 拆开`,
    },
    line,
  );

function unary(reader: Reader): Expression {
  const { text, line, kind } = reader.next;
  // In && at the beginning, each & takes an address.
  const sign = text === "&&" ? "&" : text;
  if (kind !== "sign" || !["-", "!", "~", "&", "*"].includes(sign)) return postfix(reader, primary(reader));
  if (text === "&&") reader.halve();
  else reader.take();
  return { kind: "unary", sign, of: reader.nested(() => unary(reader)), line };
}

/** `a[i].x` */
export function postfix(reader: Reader, of: Expression): Expression {
  const { line } = reader.next;
  if (reader.skips("[")) {
    const index = reader.nested(() => expression(reader));
    reader.expect("]");
    return reader.nested(() => postfix(reader, { kind: "index", of, index, line }));
  }
  if (!reader.skips(".")) return of;
  const { text } = reader.name({ en: "a member's name", zh: "成员名" });
  return reader.nested(() => postfix(reader, { kind: "member", of, name: text, line }));
}

function primary(reader: Reader): Expression {
  const { kind, text, line } = reader.next;
  if (reader.skips("(")) {
    const inner = reader.nested(() => expression(reader));
    reader.expect(")");
    return inner.kind === "binary" ? { ...inner, inParentheses: true } : inner;
  }
  if (kind !== "number" && kind !== "name") throw reader.missing({ en: "a value", zh: "一个值" });
  reader.take();
  if (kind === "number") return { kind: "number", text, line };
  if (text === "true" || text === "false") return { kind: "boolean", value: text === "true", line };
  const callee = withTemplates(reader, text, line);
  if (!reader.sees("(")) return callee;
  return { kind: "call", callee, args: arguments_(reader), line };
}

function withTemplates(reader: Reader, name: string, line: number): Name {
  if (!reader.seesTemplates()) return { kind: "name", name, templates: null, line };
  reader.expect("<");
  const templates: Expression[] = [];
  do templates.push(reader.nested(() => expression(reader)));
  while (reader.skips(",") && !reader.sees(">"));
  reader.expect(">");
  return { kind: "name", name, templates, line };
}

/** Values in parentheses. */
export function arguments_(reader: Reader): readonly Expression[] {
  reader.expect("(");
  const args: Expression[] = [];
  while (!reader.sees(")")) {
    args.push(reader.nested(() => expression(reader)));
    if (!reader.skips(",")) break;
  }
  reader.expect(")");
  return args;
}

export function typeName(reader: Reader): Name {
  const { text, line } = reader.name({ en: "a type", zh: "类型" });
  return withTemplates(reader, text, line);
}
