import type { Text } from "./text.ts";
/**
 * Thrown for a WGSL program that cannot be parsed or run; states what is wrong, in which line, and what to write instead.
 * `message` is in English, `zh` is the same in Chinese.
 *
 * @example
 * ```ts
 * import { compileKernel, WgslError } from "@downhill/wgsl";
 * try {
 *   compileKernel("fn main( {");
 * } catch (error) {
 *   if (error instanceof WgslError) console.log(error.line, error.message);
 * }
 * ```
 */
export class WgslError extends Error {
  override readonly name = "WgslError";
  /** A stable code for the kind of fault, the same in every version; the error page of the reference lists it. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;
  /** Counted from 1, in the program's text. */
  readonly line: number;

  constructor(code: string, { en, zh }: Text, line: number) {
    super(`WGSL line ${line}: ${en}`);
    this.code = code;
    this.zh = `WGSL 第 ${line} 行：${zh}`;
    this.line = line;
  }
}
