import type { Text } from "./text.ts";
/**
 * Thrown for a dispatch that no GPU accepts, for example too many workgroups or a fractional number of them. `message`
 * is in English, `zh` is the same in Chinese.
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
  /** A stable code for the kind of fault, the same in every version; the error page of the reference lists it. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Text) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}
