import { arguments_, expression, typeName } from "./parse-expression.ts";
import { Reader } from "./reader.ts";
import type {
  Attribute,
  Block,
  Declaration,
  Field,
  FunctionDeclaration,
  GlobalVariable,
  Module,
  Statement,
  StructDeclaration,
} from "./syntax.ts";
import { WgslError } from "./wgsl-error.ts";

/**
 * Reads a program.
 *
 * @throws WgslError with the line, for what is no WGSL or not in the part of it that compute kernels of this course use.
 */
export function parse(code: string): Module {
  const reader = new Reader(code);
  const structs: StructDeclaration[] = [];
  const constants: Declaration[] = [];
  const variables: GlobalVariable[] = [];
  const functions: FunctionDeclaration[] = [];
  while (reader.next.kind !== "end") {
    if (reader.skips(";")) continue;
    const attributes = attributesOf(reader);
    const { text, line } = reader.next;
    if (text === "struct") structs.push(struct(reader));
    else if (text === "const") constants.push(declaration(reader, "const"));
    else if (text === "var") variables.push(globalVariable(reader, attributes));
    else if (text === "fn") functions.push(functionDeclaration(reader, attributes));
    else {
      throw new WgslError(
        {
          en: `"${text}" cannot stand outside of functions; what can is struct, const, var<…> and fn`,
          zh: `"${text}" 不能写在函数外面，那里只能有 struct、const、var<…> 和 fn`,
        },
        line,
      );
    }
  }
  return { structs, constants, variables, functions };
}

function attributesOf(reader: Reader): readonly Attribute[] {
  const attributes: Attribute[] = [];
  while (reader.skips("@")) {
    const { text: name, line } = reader.name("an attribute's name", "属性名");
    attributes.push({ name, args: reader.sees("(") ? arguments_(reader) : [], line });
  }
  return attributes;
}

function fields(reader: Reader, open: string, close: string): readonly Field[] {
  const found: Field[] = [];
  reader.expect(open);
  while (!reader.sees(close)) {
    const attributes = attributesOf(reader);
    const { text: name, line } = reader.name("a name", "名称");
    reader.expect(":");
    found.push({ name, type: typeName(reader), attributes, line });
    if (!reader.skips(",")) break;
  }
  reader.expect(close);
  return found;
}

function struct(reader: Reader): StructDeclaration {
  reader.take();
  const { text: name, line } = reader.name("the struct's name", "结构体的名称");
  return { name, members: fields(reader, "{", "}"), line };
}

function globalVariable(reader: Reader, attributes: readonly Attribute[]): GlobalVariable {
  reader.take();
  const space: string[] = [];
  if (reader.skips("<")) {
    do space.push(reader.name("an address space, such as storage", "地址空间（如 storage）").text);
    while (reader.skips(","));
    reader.expect(">");
  }
  const { text: name, line } = reader.name("the variable's name", "变量名");
  reader.expect(":");
  const type = typeName(reader);
  reader.expect(";");
  return { name, type, space, attributes, line };
}

function functionDeclaration(reader: Reader, attributes: readonly Attribute[]): FunctionDeclaration {
  reader.take();
  const { text: name, line } = reader.name("the function's name", "函数名");
  const parameters = fields(reader, "(", ")");
  const result = reader.skips("->") ? typeName(reader) : null;
  return { name, parameters, result, body: block(reader), attributes, line };
}

function block(reader: Reader): Block {
  const statements: Statement[] = [];
  reader.expect("{");
  while (!reader.sees("}")) {
    if (reader.next.kind === "end") throw reader.missing('"}"', '"}"');
    if (!reader.skips(";")) statements.push(statement(reader));
  }
  reader.expect("}");
  return statements;
}

function statement(reader: Reader): Statement {
  const { text, line } = reader.next;
  switch (text) {
    case "{":
      return { kind: "block", body: block(reader), line };
    case "if":
      return conditional(reader);
    case "for":
      return forLoop(reader);
    case "while": {
      reader.take();
      const condition = expression(reader);
      return { kind: "loop", first: null, condition, next: [], body: block(reader), line };
    }
    case "loop":
      reader.take();
      return { kind: "loop", first: null, condition: null, next: [], body: block(reader), line };
    case "let":
    case "var":
    case "const":
      return declaration(reader, text);
    case "return": {
      reader.take();
      const value = reader.sees(";") ? null : expression(reader);
      reader.expect(";");
      return { kind: "return", value, line };
    }
    case "break":
    case "continue":
      reader.take();
      reader.expect(";");
      return { kind: text, line };
    default: {
      const found = simple(reader);
      reader.expect(";");
      return found;
    }
  }
}

function declaration(reader: Reader, how: Declaration["how"]): Declaration {
  reader.take();
  const { text: name, line } = reader.name("a name", "名称");
  const type = reader.skips(":") ? typeName(reader) : null;
  const value = reader.skips("=") ? expression(reader) : null;
  if (value === null && (how !== "var" || type === null))
    throw reader.missing('"=" with a value', '"=" 和初值');
  reader.expect(";");
  return { kind: "declare", how, name, type, value, line };
}

function conditional(reader: Reader): Statement {
  const { line } = reader.take();
  const condition = expression(reader);
  const body = block(reader);
  let otherwise: Block = [];
  if (reader.skips("else")) otherwise = reader.sees("if") ? [conditional(reader)] : block(reader);
  return { kind: "if", condition, body, otherwise, line };
}

function forLoop(reader: Reader): Statement {
  const { line } = reader.take();
  reader.expect("(");
  let first: Statement | null = null;
  if (reader.sees("var") || reader.sees("let"))
    first = declaration(reader, reader.sees("var") ? "var" : "let");
  else {
    if (!reader.sees(";")) first = simple(reader);
    reader.expect(";");
  }
  const condition = reader.sees(";") ? null : expression(reader);
  reader.expect(";");
  const next = reader.sees(")") ? [] : [simple(reader)];
  reader.expect(")");
  return { kind: "loop", first, condition, next, body: block(reader), line };
}

/** An assignment, `i++`, or a call for its effect. */
function simple(reader: Reader): Statement {
  const { line } = reader.next;
  const target = expression(reader);
  const sign = reader.next.text;
  if (sign === "++" || sign === "--") {
    reader.take();
    return { kind: "assign", sign: `${sign[0]!}=`, target, value: { kind: "number", text: "1", line }, line };
  }
  if (/^(?:[-+*/%&|^]|<<|>>)?=$/.test(sign)) {
    reader.take();
    return { kind: "assign", sign, target, value: expression(reader), line };
  }
  if (target.kind === "call") return { kind: "call", call: target, line };
  throw reader.missing('"=" with a value', '"=" 和值');
}
