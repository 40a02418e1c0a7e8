import { strange } from "./character.ts";
import { WgslError } from "../wgsl-error.ts";

/** A token of a program. A bracket is the > that closes a list of types. */
export interface Token {
  readonly kind: "name" | "number" | "sign" | "bracket" | "end";
  readonly text: string;
  readonly line: number;
}

const name = /[\p{XID_Start}_]\p{XID_Continue}*/u;
const number =
  /0[xX][\da-fA-F]*\.[\da-fA-F]*(?:[pP][+-]?\d+)?[fh]?|0[xX][\da-fA-F]+[pP][+-]?\d+[fh]?|0[xX][\da-fA-F]+[iu]?|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?[fh]?|\d+[eE][+-]?\d+[fh]?|\d+[iufh]?/;
const sign = /<<=|>>=|->|&&|\|\||[=!<>+\-*/%&|^]=|<<|>>|\+\+|--|[-+*/%&|^!~<>=(){}[\].,:;@]/;
const word = new RegExp(`(?<name>${name.source})|(?<number>${number.source})|(?<sign>${sign.source})`, "uy");
/** WGSL's own list, which differs from JavaScript's: no full-width space, no byte order mark. */
const space = /[\t\n\v\f\r \u0085\u200e\u200f\u2028\u2029]+|\/\/[^\n\v\f\r\u0085\u2028\u2029]*/y;
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/** Where a block comment that begins at `from` ends; such comments nest. */
function afterComment(code: string, from: number, line: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const two = code.slice(at, at + 2);
    if (two === "/*") depth++;
    if (two === "*/") depth--;
    if (two === "/*" || two === "*/") at++;
    if (depth === 0) return at + 1;
  }
  throw new WgslError(
    "unterminated-comment",
    { en: "this comment never ends; close it with */", zh: "注释没有结束，请用 */ 收尾" },
    line,
  );
}

/**
 * The tokens of a program, followed by one that marks the end.
 *
 * @throws WgslError for a character that WGSL does not allow.
 */
export function tokensOf(code: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let at = 0; at < code.length;) {
    space.lastIndex = word.lastIndex = at;
    const end = code.startsWith("/*", at)
      ? afterComment(code, at, line)
      : space.test(code)
        ? space.lastIndex
        : at;
    if (end > at) {
      line += code.slice(at, end).split(lineBreak).length - 1;
      at = end;
      continue;
    }
    const groups: Readonly<Record<string, string | undefined>> = word.exec(code)?.groups ?? {};
    const kind = (["name", "number", "sign"] as const).find((each) => groups[each] !== undefined);
    if (kind === undefined) throw strange(String.fromCodePoint(code.codePointAt(at)!), line);
    tokens.push({ kind, text: groups[kind] ?? "", line });
    at = word.lastIndex;
  }
  return [...tokens, { kind: "end", text: "", line }];
}
