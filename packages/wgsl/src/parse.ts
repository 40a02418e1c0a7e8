import { checkAttributes } from "./attribute.ts";
import { arguments_, expression, typeName } from "./parse-expression.ts";
import { Reader } from "./reader.ts";
import type {
  Attribute,
  Block,
  Declaration,
  Expression,
  Field,
  FunctionDeclaration,
  GlobalVariable,
  Module,
  Statement,
  StructDeclaration,
} from "./syntax.ts";
import { unknownFeature } from "./unknown-feature.ts";
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
    if (text === "struct" || text === "const" || text === "var" || text === "fn")
      checkAttributes(attributes, text);
    if (text === "struct") structs.push(struct(reader));
    else if (text === "const") constants.push(declaration(reader, "const"));
    else if (text === "var") variables.push(globalVariable(reader, attributes));
    else if (text === "fn") functions.push(functionDeclaration(reader, attributes));
    else if (unknownOutside.includes(text)) throw unknownFeature(text, line);
    else {
      throw new WgslError(
        `"${text}" cannot stand outside of functions; what can is struct, const, var<…> and fn`,
        `"${text}" 不能写在函数外面，那里只能有 struct、const、var<…> 和 fn`,
        line,
      );
    }
  }
  return { structs, constants, variables, functions };
}

const unknownOutside = ["alias", "override", "enable", "requires", "diagnostic", "const_assert"];
const unknownInside = ["switch", "continuing", "discard", "const_assert"];

function attributesOf(reader: Reader): readonly Attribute[] {
  const attributes: Attribute[] = [];
  while (reader.skips("@")) {
    const { text: name, line } = reader.name("an attribute's name", "属性名");
    attributes.push({ name, args: reader.sees("(") ? arguments_(reader) : null, line });
  }
  return attributes;
}

function fields(reader: Reader, kind: "member" | "parameter"): readonly Field[] {
  const [open, close] = kind === "member" ? (["{", "}"] as const) : (["(", ")"] as const);
  const found: Field[] = [];
  reader.expect(open);
  while (!reader.sees(close)) {
    const attributes = attributesOf(reader);
    checkAttributes(attributes, kind);
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
  return { name, members: fields(reader, "member"), line };
}

function globalVariable(reader: Reader, attributes: readonly Attribute[]): GlobalVariable {
  const { line: varLine } = reader.take();
  const space: string[] = [];
  if (reader.skips("<")) {
    do space.push(reader.name("an address space, such as storage", "地址空间（如 storage）").text);
    while (reader.skips(",") && !reader.sees(">"));
    reader.expect(">");
  }
  if (["workgroup", "private"].includes(space[0] ?? ""))
    throw unknownFeature(`var<${space.join(", ")}>`, varLine);
  const { text: name, line } = reader.name("the variable's name", "变量名");
  reader.expect(":");
  const type = typeName(reader);
  reader.expect(";");
  return { name, type, space, attributes, line };
}

function functionDeclaration(reader: Reader, attributes: readonly Attribute[]): FunctionDeclaration {
  reader.take();
  const { text: name, line } = reader.name("the function's name", "函数名");
  const parameters = fields(reader, "parameter");
  const gives = reader.skips("->");
  if (gives) checkAttributes(attributesOf(reader), "result");
  const result = gives ? typeName(reader) : null;
  return { name, parameters, result, body: block(reader), attributes, line };
}

function block(reader: Reader): Block {
  const statements: Statement[] = [];
  reader.expect("{");
  while (!reader.sees("}")) {
    if (reader.next.kind === "end") throw reader.missing('"}"', '"}"');
    if (!reader.skips(";")) statements.push(reader.nested(() => statement(reader)));
  }
  reader.expect("}");
  return statements;
}

function statement(reader: Reader): Statement {
  const { text, line } = reader.next;
  if (unknownInside.includes(text)) throw unknownFeature(text, line);
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
      if (text === "break" && reader.sees("if")) throw unknownFeature("break if", line);
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
  const { line: start } = reader.take();
  if (how === "var" && reader.sees("<")) throw unknownFeature(`var<${reader.second.text}>`, start);
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
  if (reader.skips("else")) {
    otherwise = reader.sees("if") ? [reader.nested(() => conditional(reader))] : block(reader);
  }
  return { kind: "if", condition, body, otherwise, line };
}

function forLoop(reader: Reader): Statement {
  const { line } = reader.take();
  reader.expect("(");
  let first: Statement | null = null;
  const how = (["var", "let", "const"] as const).find((each) => reader.sees(each));
  if (how !== undefined) first = declaration(reader, how);
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
  if (target.kind === "name" && target.name === "_" && sign !== "=")
    throw reader.missing('"=" with a value', '"=" 和值');
  if (sign === "++" || sign === "--") {
    reader.take();
    const value: Expression = { kind: "number", text: "1", line };
    return { kind: "assign", sign: `${sign[0]!}=`, counts: true, target, value, line };
  }
  if (/^(?:[-+*/%&|^]|<<|>>)?=$/.test(sign)) {
    reader.take();
    return { kind: "assign", sign, counts: false, target, value: expression(reader), line };
  }
  if (target.kind === "call") return { kind: "call", call: target, line };
  throw reader.missing('"=" with a value', '"=" 和值');
}
