import { type DType, DTypeError, isFloat } from "./dtype.ts";
import type { Tensor } from "./tensor.ts";

/**
 * How an operation takes an input, whatever its dtype:
 *
 * - `any`: as it is; the values are only renamed or converted.
 * - `value`: unchanged; the operation moves or compares values of every dtype, and the result has the input's.
 * - `number`: a number; a truth value counts as 0 or 1, and gives int32.
 * - `float`: a floating number; whole numbers and truth values become floating, since results are not whole.
 * - `truth`: a condition; anything other than 0 is true.
 * - `index`: the number of a row or class; a floating number is refused.
 */
export type Taking = "any" | "value" | "number" | "float" | "truth" | "index";

/** The dtype in which an input is computed; `float` is the backend's own floating dtype, and `null` means refused. */
type Computed = Readonly<Record<DType, DType | "float" | null>>;

const floats = { float64: "float64", float32: "float32" } as const;

/** The whole contract: how each way of taking treats each dtype. Only the kernels `cast` and `reshape` see a bool. */
const computed: Readonly<Record<Taking, Computed>> = {
  any: { ...floats, int32: "int32", bool: "bool" },
  value: { ...floats, int32: "int32", bool: "int32" },
  number: { ...floats, int32: "int32", bool: "int32" },
  float: { ...floats, int32: "float", bool: "float" },
  truth: { float64: "bool", float32: "bool", int32: "bool", bool: "bool" },
  index: { float64: null, float32: null, int32: "int32", bool: "int32" },
};

/** The ways of taking, by name. */
export const takings: readonly string[] = Object.keys(computed);

/** Inputs taken in these ways must have one dtype among them. */
const agreeing: ReadonlySet<Taking> = new Set<Taking>(["any", "value", "number", "float"]);

/** Whether inputs taken this way must agree in dtype. */
export const mustAgree = (taking: Taking): boolean => agreeing.has(taking);

/**
 * The dtype in which an operation computes an input of this dtype.
 *
 * @throws DTypeError when the operation does not take it.
 */
export function computedIn(
  name: string,
  input: string,
  taking: Taking,
  { dtype, backend }: Pick<Tensor, "dtype" | "backend">,
): DType {
  const to = computed[taking][dtype];
  if (to === null) {
    throw new DTypeError("not-integer", {
      en: `${name}: ${input} is ${dtype}, but an index must be a whole number; use cast(${input}, "int32")`,
      zh: `${name}：${input} 是 ${dtype}，而下标必须是整数；请使用 cast(${input}, "int32")`,
    });
  }
  return to === "float" ? backend.float : to;
}

/** The dtype of a number next to a tensor of this dtype; its own dtype if it does not fit. */
export function numberBeside(
  value: number,
  taking: Taking,
  { dtype, backend }: Pick<Tensor, "dtype" | "backend">,
): DType {
  if (taking === "truth") return backend.float;
  if (taking === "index") return "int32";
  const to = computed[taking][dtype];
  if (to === "float") return backend.float;
  if (isFloat(dtype)) return dtype;
  return Number.isInteger(value) ? "int32" : backend.float;
}
