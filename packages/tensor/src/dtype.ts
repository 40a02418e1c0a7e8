import type { Bilingual } from "./bilingual.ts";
/** The kinds of number a tensor may hold. A backend lists those it has. */
export type DType = "float64" | "float32" | "int32" | "bool";

/** The array that holds a tensor's values on the host; `bool` is one byte, 0 or 1. */
export type TypedArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/** The constructor of the host array of each dtype. */
export const arrayOf = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const satisfies Record<DType, unknown>;

/** True for the dtypes that gradients flow through. */
export const isFloat = (dtype: DType): boolean => dtype === "float64" || dtype === "float32";

/**
 * Thrown when two operands differ in dtype, or a backend has no such dtype.
 *
 * @example
 * ```ts
 * import { add, cast, tensor } from "@downhill/tensor";
 * const count = tensor([1, 2], { dtype: "int32" });
 * add(tensor([0.5, 0.5]), cast(count, "float64")); // without the cast: DTypeError
 * ```
 */
export class DTypeError extends TypeError {
  override readonly name = "DTypeError";
  /** The kind of error, stable across versions: a row on the page of error codes in the reference. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;

  constructor(code: string, { en, zh }: Bilingual) {
    super(en);
    this.code = code;
    this.zh = zh;
  }
}
