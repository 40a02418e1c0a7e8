import { checkAttributes } from "../program/attribute.ts";
import { WgslError } from "../wgsl-error.ts";
import { directives } from "./directives.ts";
import { attributesOf } from "./parse-attributes.ts";
import { expression, typeName } from "./parse-expression.ts";
import { assertion, block, declaration } from "./parse-statement.ts";
import { Reader } from "./reader.ts";
import type {
  Alias,
  Attribute,
  Field,
  FunctionDeclaration,
  GlobalVariable,
  Module,
  StructDeclaration,
} from "./syntax.ts";

type Growing = { -readonly [K in keyof Module]: Module[K][number][] };

/**
 * Reads a program.
 *
 * @throws WgslError with the line, for text that is not WGSL.
 */
export function parse(code: string): Module {
  const reader = new Reader(code);
  const module: Growing = {
    structs: [],
    aliases: [],
    constants: [],
    assertions: [],
    variables: [],
    functions: [],
  };
  directives(reader);
  while (reader.next.kind !== "end") if (!reader.skips(";")) readDeclaration(reader, module);
  return module;
}

function readDeclaration(reader: Reader, module: Growing): void {
  const attributes = attributesOf(reader);
  const { text, line } = reader.next;
  switch (text) {
    case "struct":
    case "const":
    case "override":
    case "var":
    case "fn":
    case "alias":
    case "const_assert":
      checkAttributes(attributes, text);
      break;
    case "enable":
    case "requires":
    case "diagnostic":
      throw new WgslError(
        "misplaced-declaration",
        {
          en: `${text} belongs at the beginning of a program, before everything else; move it up`,
          zh: `${text} 要写在程序的最前面，请移上去`,
        },
        line,
      );
    default:
      throw new WgslError(
        "misplaced-declaration",
        {
          en: `"${text}" is not allowed outside functions; struct, const, var<…> and fn are`,
          zh: `"${text}" 不能写在函数外面，那里只能有 struct、const、var<…> 和 fn`,
        },
        line,
      );
  }
  if (text === "struct") module.structs.push(struct(reader));
  else if (text === "alias") module.aliases.push(alias(reader));
  else if (text === "const_assert") module.assertions.push(assertion(reader));
  else if (text === "var") module.variables.push(globalVariable(reader, attributes));
  else if (text === "fn") module.functions.push(functionDeclaration(reader, attributes));
  else module.constants.push(declaration(reader, text, attributes));
}

function fields(reader: Reader, kind: "member" | "parameter"): readonly Field[] {
  const [open, close] = kind === "member" ? (["{", "}"] as const) : (["(", ")"] as const);
  const found: Field[] = [];
  reader.expect(open);
  while (!reader.sees(close)) {
    const attributes = attributesOf(reader);
    checkAttributes(attributes, kind);
    const { text: name, line } = reader.name({ en: "a name", zh: "名称" });
    reader.expect(":");
    found.push({ name, type: typeName(reader), attributes, line });
    if (!reader.skips(",")) break;
  }
  reader.expect(close);
  return found;
}

function struct(reader: Reader): StructDeclaration {
  reader.take();
  const { text: name, line } = reader.name({ en: "the struct's name", zh: "结构体的名称" });
  return { name, members: fields(reader, "member"), line };
}

function alias(reader: Reader): Alias {
  reader.take();
  const { text: name, line } = reader.name({ en: "the alias's name", zh: "别名" });
  reader.expect("=");
  const type = typeName(reader);
  reader.expect(";");
  return { name, type, line };
}

function globalVariable(reader: Reader, attributes: readonly Attribute[]): GlobalVariable {
  reader.take();
  const space: string[] = [];
  if (reader.skips("<")) {
    do
      space.push(reader.name({ en: "an address space, such as storage", zh: "地址空间（如 storage）" }).text);
    while (reader.skips(",") && !reader.sees(">"));
    reader.expect(">");
  }
  const { text: name, line } = reader.name({ en: "the variable's name", zh: "变量名" });
  const type = reader.skips(":") ? typeName(reader) : null;
  const value = reader.skips("=") ? expression(reader) : null;
  if (type === null && value === null) throw reader.missing({ en: '":" with a type', zh: '":" 和类型' });
  reader.expect(";");
  return { name, type, value, space, attributes, line };
}

function functionDeclaration(reader: Reader, attributes: readonly Attribute[]): FunctionDeclaration {
  reader.take();
  const { text: name, line } = reader.name({ en: "the function's name", zh: "函数名" });
  const parameters = fields(reader, "parameter");
  const gives = reader.skips("->");
  if (gives) checkAttributes(attributesOf(reader), "result");
  const result = gives ? typeName(reader) : null;
  return { name, parameters, result, body: block(reader), attributes, line };
}
