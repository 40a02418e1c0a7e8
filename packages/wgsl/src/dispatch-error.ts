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
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(en: string, zh: string) {
    super(en);
    this.zh = zh;
  }
}
