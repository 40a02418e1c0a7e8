import { checkAttributes } from "../program/attribute.ts";
import { attributesOf } from "./parse-attributes.ts";
import { expression, postfix, typeName } from "./parse-expression.ts";
import { switchStatement } from "./parse-switch.ts";
import type { Reader } from "./reader.ts";
import type { Assertion, Attribute, Block, Declaration, Expression, Loop, Statement } from "./syntax.ts";
import { WgslError } from "../wgsl-error.ts";

/** Statements in braces, optionally preceded by `@diagnostic`. */
export function block(reader: Reader): Block {
  checkAttributes(attributesOf(reader), "block");
  const statements: Statement[] = [];
  reader.expect("{");
  while (!reader.sees("}")) statements.push(...maybe(reader));
  reader.expect("}");
  return statements;
}

/** The next statement; none for a single semicolon. */
function maybe(reader: Reader): Block {
  if (reader.next.kind === "end") throw reader.missing({ en: '"}"', zh: '"}"' });
  return reader.skips(";") ? [] : [reader.nested(() => statement(reader))];
}

function statement(reader: Reader): Statement {
  const attributes = attributesOf(reader);
  checkAttributes(attributes, "block");
  const { text, line } = reader.next;
  const [first] = attributes;
  if (first !== undefined && !withBlock.includes(text)) throw noBlock(first);
  switch (text) {
    case "{":
      return { kind: "block", body: block(reader), line };
    case "if":
      return conditional(reader);
    case "switch":
      return switchStatement(reader, block);
    case "for":
      return forLoop(reader);
    case "while": {
      reader.take();
      const condition = expression(reader);
      return { ...plainLoop(line), condition, body: block(reader) };
    }
    case "loop":
      return loop(reader);
    case "let":
    case "var":
    case "const":
      return declaration(reader, text, []);
    case "const_assert":
      return assertion(reader);
    case "continuing":
      throw new WgslError(
        "misplaced-statement",
        {
          en: "continuing is allowed only at the end of a loop { … }",
          zh: "continuing 只能写在 loop { … } 的末尾",
        },
        line,
      );
    case "discard":
      throw new WgslError(
        "misplaced-statement",
        {
          en: "discard belongs to fragment shaders; write return; in a kernel",
          zh: "discard 只用于片元着色器，在内核里请写 return;",
        },
        line,
      );
    case "return": {
      reader.take();
      const value = reader.sees(";") ? null : expression(reader);
      reader.expect(";");
      return { kind: "return", value, line };
    }
    case "break":
    case "continue":
      reader.take();
      if (text === "break" && reader.sees("if")) throw misplacedBreakIf(line);
      reader.expect(";");
      return { kind: text, line };
    default: {
      const found = simple(reader);
      reader.expect(";");
      return found;
    }
  }
}

/** Statements with a block, which may have an attribute before it. */
const withBlock = ["{", "if", "switch", "for", "while", "loop"];

const noBlock = ({ name, line }: Attribute): WgslError =>
  new WgslError(
    "misplaced-attribute",
    {
      en: `@${name} does not belong here; write it before a block`,
      zh: `@${name} 不能写在这里，它应写在语句块前面`,
    },
    line,
  );

const misplacedBreakIf = (line: number): WgslError =>
  new WgslError(
    "misplaced-statement",
    {
      en: "break if is allowed only at the end of continuing { … }; here write if (…) { break; }",
      zh: "break if 只能写在 continuing { … } 的末尾，这里请写 if (…) { break; }",
    },
    line,
  );

const plainLoop = (line: number): Loop => ({
  kind: "loop",
  first: null,
  condition: null,
  body: [],
  next: [],
  continuing: [],
  until: null,
  line,
});

/** `loop { … continuing { … break if …; } }` */
function loop(reader: Reader): Loop {
  const { line } = reader.take();
  checkAttributes(attributesOf(reader), "block");
  const body: Statement[] = [];
  reader.expect("{");
  while (!reader.sees("}") && !reader.sees("continuing")) body.push(...maybe(reader));
  const last = reader.skips("continuing") ? continuing(reader) : { continuing: [], until: null };
  reader.expect("}");
  return { ...plainLoop(line), body, ...last };
}

function continuing(reader: Reader): Pick<Loop, "continuing" | "until"> {
  checkAttributes(attributesOf(reader), "block");
  const statements: Statement[] = [];
  let until: Expression | null = null;
  reader.expect("{");
  while (!reader.sees("}") && until === null) {
    if (reader.sees("break") && reader.second.text === "if") {
      reader.take();
      reader.take();
      until = expression(reader);
      reader.expect(";");
    } else statements.push(...maybe(reader));
  }
  reader.expect("}");
  return { continuing: statements, until };
}

/** `let`, `var`, `const` or `override`, up to the semicolon. */
export function declaration(
  reader: Reader,
  how: Declaration["how"],
  attributes: readonly Attribute[],
): Declaration {
  reader.take();
  if (how === "var" && reader.skips("<")) {
    const { text, line } = reader.name({ en: "an address space", zh: "地址空间" });
    if (text !== "function") throw outsideOnly(text, line);
    reader.expect(">");
  }
  const { text: name, line } = reader.name({ en: "a name", zh: "名称" });
  const type = reader.skips(":") ? typeName(reader) : null;
  const value = reader.skips("=") ? expression(reader) : null;
  const mayLack = how === "override" || how === "var";
  if (value === null && (!mayLack || type === null))
    throw reader.missing({ en: '"=" with a value', zh: '"=" 和初值' });
  reader.expect(";");
  return { kind: "declare", how, name, type, value, attributes, line };
}

const outsideOnly = (space: string, line: number): WgslError =>
  new WgslError(
    "misplaced-declaration",
    {
      en: `var<${space}> belongs outside functions; move it before the fn, or write just var`,
      zh: `var<${space}> 要写在函数外面；请移到 fn 之前，或只写 var`,
    },
    line,
  );

/** `const_assert n > 0;` */
export function assertion(reader: Reader): Assertion {
  const { line } = reader.take();
  const condition = expression(reader);
  reader.expect(";");
  return { kind: "assert", condition, line };
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
  if (how !== undefined) first = declaration(reader, how, []);
  else {
    if (!reader.sees(";")) first = simple(reader);
    reader.expect(";");
  }
  const condition = reader.sees(";") ? null : expression(reader);
  reader.expect(";");
  const next = reader.sees(")") ? [] : [simple(reader)];
  reader.expect(")");
  return { ...plainLoop(line), first, condition, next, body: block(reader) };
}

/** An assignment, `i++`, or a call for its effect. */
function simple(reader: Reader): Statement {
  const { line } = reader.next;
  const target = targetOf(reader);
  const sign = reader.next.text;
  if (target.kind === "name" && target.name === "_" && sign !== "=")
    throw reader.missing({ en: '"=" with a value', zh: '"=" 和值' });
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
  throw reader.missing({ en: '"=" with a value', zh: '"=" 和值' });
}

/** `_` discards a value. */
function targetOf(reader: Reader): Expression {
  const { text, line } = reader.next;
  if (text !== "_") return expression(reader);
  reader.take();
  return postfix(reader, { kind: "name", name: text, templates: null, line });
}
