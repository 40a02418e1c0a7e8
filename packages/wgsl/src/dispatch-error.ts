import type { Text } from "./text.ts";
/**
 * Thrown when a kernel is asked to run in a way that no GPU takes: so many workgroups, or not a number of them. `message`
 * is in English, `zh` says the same in Chinese.
 *
 * @example
 * ```ts
 * import { compileKernel, DispatchError } from "@downhill/wgsl";
 * const kernel = compileKernel("@compute @workgroup_size(64) fn main() {}");
 * try {
 *   kernel.run({ buffers: [], workgroups: 970 / 64 });
 * } catch (error) {
 *   if (error instanceof DispatchError) console.log(error.message); // dispatch: 15.15625 workgroups were asked for; …
 * }
 * ```
 */
export class DispatchError extends RangeError {
  override readonly name = "DispatchError";
  /** What kind of fault it is, the same in every version: a row of the reference's page of errors. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Text) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}
