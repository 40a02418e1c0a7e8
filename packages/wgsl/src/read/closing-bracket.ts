import type { Token } from "./token.ts";

/** A `>`, which may be part of a longer sign such as `>>=`. */
interface Bracket {
  /** The index of the token. */
  readonly at: number;
  /** Which character of the token. */
  readonly character: number;
}

/**
 * Where the `<` at `from` closes, if it opens a list as in `vec2<f32>`; `undefined` if it is a comparison. The list
 * must close before the statement ends and must not contain `&&` or `||`.
 *
 * @see WebGPU Shading Language, W3C, section 3.9, Template Lists.
 */
export function closingBracket(tokens: readonly Token[], from: number): Bracket | undefined {
  /** For each open `<`, the number of open parentheses. */
  const open: number[] = [];
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const { text, kind } = tokens[at]!;
    if (kind === "end" || text === ";" || text === "{" || text === ":" || text === "=") return undefined;
    if (text === "<" && (at === from || tokens[at - 1]!.kind === "name")) open.push(depth);
    else if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") {
      depth--;
      while (open.length > 0 && open.at(-1)! > depth) open.pop();
    } else if (text === "&&" || text === "||") while (open.length > 0 && open.at(-1)! >= depth) open.pop();
    for (let character = 0; text[character] === ">" && open.at(-1) === depth; character++) {
      open.pop();
      if (open.length === 0) return { at, character };
    }
    if (open.length === 0) return undefined;
  }
  return undefined;
}
