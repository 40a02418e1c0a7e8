import { checkForm } from "./check-form.ts";
import { checkOptions } from "./options.ts";
import type { Backend } from "./backend.ts";
import { checkBackend } from "./check-backend.ts";
import { checkDType, defaultBackend } from "./device.ts";
import { arrayOf, type DType, type TypedArray } from "./dtype.ts";
import { KindError } from "./kind-error.ts";
import { checkRoom } from "./room.ts";
import { checkShape, type Shape, ShapeError, showShape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";
import { deferredTensor, isNumber } from "./tracing.ts";
import { converted } from "./converted.ts";

/** Numbers nested as deep as the tensor has axes. */
export type Nested = number | readonly Nested[];

/** The dtype, the shape and the backend of a new tensor. */
export interface TensorOptions {
  /**
   * Defaults to the backend's floating dtype, or the dtype of the typed array given: a `Uint8Array` is `bool` if it holds
   * only 0 and 1, otherwise `int32`.
   */
  readonly dtype?: DType;
  /** Defaults to the current backend ({@link useBackend}). */
  readonly backend?: Backend;
  /** For flat data; nested data have their own. */
  readonly shape?: Shape;
}

/**
 * Puts numbers on a backend.
 *
 * @param values a number, nested arrays, or a typed array with `shape` given.
 * @throws ShapeError when nested rows differ in length, or the data do not fill `shape`.
 * @throws KindError when a value is not a number; DTypeError when the backend does not have the dtype, or int32
 *   cannot hold a value.
 * @example
 * ```ts
 * import { tensor } from "@downhill/tensor";
 * const x = tensor([[1, 2], [3, 4]]); // shape [2,2]
 * const y = tensor(new Float64Array(6), { shape: [2, 3] });
 * ```
 */
export function tensor(values: Nested | TypedArray, options: TensorOptions = {}): Tensor {
  const { backend, dtype } = homeOf("tensor", options, ownDType(values));
  const deferred = deferredTensor(values, backend, options.shape ?? [], dtype);
  if (deferred !== undefined) return new Tensor(backend, deferred);
  const flat = ArrayBuffer.isView(values) ? values : nestedValues(values);
  const shape = options.shape ?? (ArrayBuffer.isView(values) ? [values.length] : nestedShape(values));
  checkShape("tensor", shape);
  if (flat.length !== sizeOf(shape)) {
    throw new ShapeError("size-mismatch", {
      en: `tensor: ${flat.length} values do not fill shape ${showShape(shape)}, which holds ${sizeOf(shape)}; give one shape that fits`,
      zh: `tensor：${flat.length} 个值与形状 ${showShape(shape)} 不符，后者有 ${sizeOf(shape)} 个值；请给出相符的形状`,
    });
  }
  checkRoom("tensor", shape, dtype, backend);
  return new Tensor(backend, backend.upload(converted("tensor", flat, dtype), [...shape], dtype));
}

/** @throws KindError when the backend is not one; DTypeError when it does not have the dtype. */
function homeOf(name: string, options: TensorOptions, own?: DType): { backend: Backend; dtype: DType } {
  checkOptions(name, options, name === "tensor" ? ["dtype", "backend", "shape"] : ["dtype", "backend"]);
  const { backend = defaultBackend() } = options;
  checkBackend(name, backend);
  const dtype = options.dtype ?? own ?? backend.float;
  checkDType(name, backend, dtype);
  return { backend, dtype };
}

/** Bytes that are all 0 or 1 are truth values, like a bool's own data; others are small whole numbers. */
function ownDType(values: Nested | TypedArray): DType | undefined {
  if (values instanceof Int32Array) return "int32";
  if (!(values instanceof Uint8Array)) return undefined;
  return values.every((value) => value <= 1) ? "bool" : "int32";
}

function nestedShape(values: Nested): Shape {
  if (!(values instanceof Array)) return [];
  const inner = values.length === 0 ? [] : nestedShape(values[0]!);
  const odd = values.findIndex((row) => !(row instanceof Array ? sameRow(row, inner) : inner.length === 0));
  if (odd > 0)
    throw new ShapeError("ragged", {
      en: `tensor: row ${odd} differs in shape from row 0, ${showShape(inner)}; give all rows the same shape`,
      zh: `tensor：第 ${odd} 行与第 0 行的形状 ${showShape(inner)} 不同；请让各行一致`,
    });
  return [values.length, ...inner];
}

const sameRow = (row: readonly Nested[], shape: Shape): boolean =>
  showShape(nestedShape(row)) === showShape(shape);

const isElement = (value: unknown): boolean => typeof value === "number" || typeof value === "boolean";

function nestedValues(values: Nested): readonly number[] {
  const flat = (
    values instanceof Array ? (values as readonly unknown[]).flat(Infinity) : [values]
  ) as number[];
  const odd = flat.findIndex((value) => !isElement(value));
  if (odd < 0) return flat;
  const given: unknown = flat[odd];
  const kind = given === null ? "null" : typeof given;
  throw new KindError("not-a-number", {
    en: `tensor: the value at index ${odd} is ${kind}, not a number; give numbers, lists of numbers, or a typed array`,
    zh: `tensor：下标 ${odd} 处的值是 ${kind}，不是数；请给出数、数的列表或类型化数组`,
  });
}

/**
 * A tensor of one repeated value: $x_i = v$ for every index $i$ of the shape.
 *
 * @throws ShapeError when a length is not a whole number of at least 0; DTypeError when the backend does not have the
 *   dtype.
 * @example
 * ```ts
 * import { full } from "@downhill/tensor";
 * full([2, 2], 0.5); // [[0.5, 0.5], [0.5, 0.5]]
 * ```
 * @see NumPy reference, `full`.
 */
export const full = (shape: Shape, value: number, options: Omit<TensorOptions, "shape"> = {}): Tensor =>
  filled("full", shape, value, options);

function filled(name: string, shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  const { backend, dtype } = homeOf(name, options);
  checkShape(name, shape);
  checkRoom(name, shape, dtype, backend);
  if (!isElement(value) && !isNumber(value)) {
    throw new KindError("not-a-number", {
      en: `${name}: the value is ${typeof value}, not a number; give one, as in ${name}([2, 3], 0.5)`,
      zh: `${name}：填入的值是 ${typeof value}，不是数；请给出一个数，例如 ${name}([2, 3], 0.5)`,
    });
  }
  return tensor(new arrayOf[dtype](sizeOf(shape)).fill(value), { backend, dtype, shape });
}

/**
 * Zeros of a shape: $x_i = 0$.
 *
 * @throws ShapeError when a length is not a whole number of at least 0; DTypeError when the backend does not have the
 *   dtype.
 * @example
 * ```ts
 * import { zeros } from "@downhill/tensor";
 * zeros([3]); // [0, 0, 0]
 * ```
 * @see NumPy reference, `zeros`.
 */
export const zeros = (shape: Shape, options?: Omit<TensorOptions, "shape">): Tensor =>
  filled("zeros", shape, 0, options);

/**
 * Ones of a shape: $x_i = 1$.
 *
 * @throws ShapeError when a length is not a whole number of at least 0; DTypeError when the backend does not have the
 *   dtype.
 * @example
 * ```ts
 * import { ones } from "@downhill/tensor";
 * ones([1, 2], { dtype: "int32" }); // [[1, 1]]
 * ```
 * @see NumPy reference, `ones`.
 */
export const ones = (shape: Shape, options?: Omit<TensorOptions, "shape">): Tensor =>
  filled("ones", shape, 1, options);

/**
 * Zeros of the shape, dtype and backend of another tensor: $y_i = 0$.
 *
 * @example
 * ```ts
 * import { tensor, zerosLike } from "@downhill/tensor";
 * zerosLike(tensor([[1, 2]])); // [[0, 0]]
 * ```
 * @see NumPy reference, `zeros_like`.
 */
export function zerosLike(x: Tensor): Tensor {
  checkForm("zerosLike", "x", x, "tensor");
  return zeros(x.shape, { dtype: x.dtype, backend: x.backend });
}

/**
 * Ones of the shape, dtype and backend of another tensor: $y_i = 1$.
 *
 * @example
 * ```ts
 * import { onesLike, tensor } from "@downhill/tensor";
 * onesLike(tensor([5, 6])); // [1, 1]
 * ```
 * @see NumPy reference, `ones_like`.
 */
export function onesLike(x: Tensor): Tensor {
  checkForm("onesLike", "x", x, "tensor");
  return ones(x.shape, { dtype: x.dtype, backend: x.backend });
}
