import { WgslError } from "./wgsl-error.ts";

/** A word of a program. */
export interface Token {
  readonly kind: "name" | "number" | "sign" | "end";
  readonly text: string;
  readonly line: number;
}

const name = /[\p{XID_Start}_]\p{XID_Continue}*/u;
const number =
  /0[xX][\da-fA-F]+[iu]?|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?[fh]?|\d+[eE][+-]?\d+[fh]?|\d+[iufh]?/;
const sign = /<<=|>>=|->|&&|\|\||[=!<>+\-*/%&|^]=|<<|>>|\+\+|--|[-+*/%&|^!~<>=(){}[\].,:;@]/;
const word = new RegExp(`(?<name>${name.source})|(?<number>${number.source})|(?<sign>${sign.source})`, "uy");
const space = /\s+|\/\/[^\n]*/y;

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
    { en: "this comment never ends; close it with */", zh: "注释没有结束，请用 */ 收尾" },
    line,
  );
}

/**
 * The words of a program, and after them one that marks the end.
 *
 * @throws WgslError for a character that WGSL does not know.
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
      line += code.slice(at, end).split("\n").length - 1;
      at = end;
      continue;
    }
    const groups: Readonly<Record<string, string | undefined>> = word.exec(code)?.groups ?? {};
    const kind = (["name", "number", "sign"] as const).find((each) => groups[each] !== undefined);
    if (kind === undefined) {
      const character = String.fromCodePoint(code.codePointAt(at)!);
      throw new WgslError(
        { en: `WGSL has no character ${character}; remove it`, zh: `WGSL 里没有字符 ${character}，请删去` },
        line,
      );
    }
    tokens.push({ kind, text: groups[kind] ?? "", line });
    at = word.lastIndex;
  }
  return [...tokens, { kind: "end", text: "", line }];
}
