import type { Text } from "../text.ts";
import { closingBracket } from "./closing-bracket.ts";
import { isReserved } from "./reserved.ts";
import { type Token, tokensOf } from "./token.ts";
import { WgslError } from "../wgsl-error.ts";

/** WGSL compilers allow no deeper nesting of blocks. */
const deepest = 127;

/** Reads a program token by token; the parser looks one token ahead. */
export class Reader {
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(code: string) {
    this.#tokens = [...tokensOf(code)];
  }

  get next(): Token {
    return this.#tokens[this.#at]!;
  }

  /** The line of the last token read: where something is missing. */
  get line(): number {
    return this.#tokens[Math.max(0, this.#at - 1)]!.line;
  }

  /** The token after the next. */
  get second(): Token {
    return this.#tokens[Math.min(this.#at + 1, this.#tokens.length - 1)]!;
  }

  /** Reads something nested. */
  nested<T>(read: () => T): T {
    if (++this.#depth > deepest) {
      throw new WgslError(
        "too-complex",
        {
          en: `the nesting here is deeper than ${deepest} levels; split it up`,
          zh: `这里嵌套超过了 ${deepest} 层，请拆开来写`,
        },
        this.line,
      );
    }
    const found = read();
    this.#depth--;
    return found;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  /** Takes the first of two signs that were read as one: the first & of &&. */
  halve(): void {
    const { text, line } = this.next;
    this.#tokens[this.#at] = { kind: "sign", text: text.slice(1), line };
  }

  sees(text: string): boolean {
    return this.next.kind !== "end" && this.next.text === text;
  }

  /** Reads a token if it is the given one. */
  skips(text: string): boolean {
    const there = this.sees(text);
    if (there) this.#at++;
    return there;
  }

  /** Whether `< >` with a list follows rather than a comparison; see `closingBracket`. */
  seesTemplates(): boolean {
    if (!this.sees("<")) return false;
    const closing = closingBracket(this.#tokens, this.#at);
    if (closing === undefined) return false;
    const { at, character } = closing;
    const { text, line } = this.#tokens[at]!;
    const sign = (text: string): Token[] => (text === "" ? [] : [{ kind: "sign", text, line }]);
    const bracket: Token = { kind: "bracket", text: ">", line };
    this.#tokens.splice(
      at,
      1,
      ...sign(text.slice(0, character)),
      bracket,
      ...sign(text.slice(character + 1)),
    );
    return true;
  }

  expect(text: string): void {
    if (!this.skips(text)) throw this.missing({ en: `"${text}"`, zh: `"${text}"` });
  }

  name(what: Text): Token {
    if (this.next.kind !== "name") throw this.missing(what);
    const { text, line } = this.next;
    if (!isReserved(text)) return this.take();
    throw new WgslError(
      "reserved-word",
      {
        en: `${text} is a reserved word of WGSL; choose another name`,
        zh: `${text} 是 WGSL 的保留字，请换一个名称`,
      },
      line,
    );
  }

  missing({ en, zh }: Text): WgslError {
    const { kind, text } = this.next;
    const found =
      kind === "end"
        ? { en: "the program ends", zh: "程序就结束了" }
        : { en: `"${text}" comes`, zh: `后面是 "${text}"` };
    return new WgslError(
      "missing-token",
      {
        en: `${en} is missing here: ${found.en} instead`,
        zh: `这里缺少${/^\p{Script=Han}/u.test(zh) ? "" : " "}${zh}，${found.zh}`,
      },
      this.line,
    );
  }
}
