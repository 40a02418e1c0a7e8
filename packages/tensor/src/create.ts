import type { Backend } from "./backend.ts";
import { Deferred } from "./deferred.ts";
import { defaultBackend } from "./device.ts";
import { arrayOf, type DType, DTypeError, type TypedArray } from "./dtype.ts";
import { type Shape, ShapeError, showShape, sizeOf } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/** Numbers nested as deep as the tensor has axes. */
export type Nested = number | readonly Nested[];

/** What a new tensor is made of, and where it lives. */
export interface TensorOptions {
  /** Defaults to the backend's floating dtype, or to that of the typed array given. */
  readonly dtype?: DType;
  /** Defaults to the backend in use ({@link useBackend}). */
  readonly backend?: Backend;
  /** For flat data; nested data have their own. */
  readonly shape?: Shape;
}

/**
 * Puts numbers on a backend.
 *
 * @param values a number, nested arrays, or a typed array with `shape` given.
 * @throws ShapeError when nested rows differ in length, or the data do not fill `shape`.
 * @throws DTypeError when the backend does not have the dtype.
 * @example
 * ```ts
 * import { tensor } from "@downhill/tensor";
 * const x = tensor([[1, 2], [3, 4]]); // shape [2,2]
 * const y = tensor(new Float64Array(6), { shape: [2, 3] });
 * ```
 */
export function tensor(values: Nested | TypedArray, options: TensorOptions = {}): Tensor {
  const backend = options.backend ?? defaultBackend();
  const dtype = options.dtype ?? dtypeOf(values, backend);
  if (!backend.dtypes.includes(dtype)) {
    throw new DTypeError(`tensor: ${backend.name} has no ${dtype}; it has ${backend.dtypes.join(", ")}`);
  }
  if ((values as unknown) instanceof Deferred) {
    return new Tensor(backend, (values as unknown as Deferred).on(backend, options.shape ?? [], dtype));
  }
  const flat = ArrayBuffer.isView(values) ? values : nestedValues(values);
  const shape = options.shape ?? (ArrayBuffer.isView(values) ? [values.length] : nestedShape(values));
  if (flat.length !== sizeOf(shape) || shape.some((length) => !Number.isInteger(length) || length < 0)) {
    throw new ShapeError(
      `tensor: ${flat.length} values do not fill shape ${showShape(shape)}, which holds ${sizeOf(shape)}; give one shape that fits`,
    );
  }
  const Array = arrayOf[dtype];
  return new Tensor(
    backend,
    backend.upload(flat instanceof Array ? flat : Array.from(flat), [...shape], dtype),
  );
}

const dtypeOf = (values: Nested | TypedArray, backend: Backend): DType =>
  values instanceof Int32Array ? "int32" : values instanceof Uint8Array ? "bool" : backend.float;

function nestedShape(values: Nested): Shape {
  if (typeof values === "number") return [];
  const inner = values.length === 0 ? [] : nestedShape(values[0]!);
  const odd = values.findIndex((row) => !(row instanceof Array ? sameRow(row, inner) : inner.length === 0));
  if (odd > 0)
    throw new ShapeError(
      `tensor: row ${odd} differs in shape from row 0, ${showShape(inner)}; make all rows alike`,
    );
  return [values.length, ...inner];
}

const sameRow = (row: readonly Nested[], shape: Shape): boolean =>
  showShape(nestedShape(row)) === showShape(shape);

const nestedValues = (values: Nested): readonly number[] =>
  typeof values === "number" ? [values] : ((values as readonly unknown[]).flat(Infinity) as number[]);

/**
 * A tensor of one repeated value: $x_i = v$ for every place $i$ of the shape.
 *
 * @throws RangeError when a length is not a whole number from 0 on; DTypeError when the backend does not have the
 *   dtype.
 * @example
 * ```ts
 * import { full } from "@downhill/tensor";
 * full([2, 2], 0.5); // [[0.5, 0.5], [0.5, 0.5]]
 * ```
 * @see NumPy reference, `full`.
 */
export const full = (shape: Shape, value: number, options: Omit<TensorOptions, "shape"> = {}): Tensor => {
  const dtype = options.dtype ?? (options.backend ?? defaultBackend()).float;
  return tensor(new arrayOf[dtype](sizeOf(shape)).fill(value), { ...options, dtype, shape });
};

/**
 * Zeros of a shape: $x_i = 0$.
 *
 * @throws RangeError when a length is not a whole number from 0 on; DTypeError when the backend does not have the
 *   dtype.
 * @example
 * ```ts
 * import { zeros } from "@downhill/tensor";
 * zeros([3]); // [0, 0, 0]
 * ```
 * @see NumPy reference, `zeros`.
 */
export const zeros = (shape: Shape, options?: Omit<TensorOptions, "shape">): Tensor =>
  full(shape, 0, options);

/**
 * Ones of a shape: $x_i = 1$.
 *
 * @throws RangeError when a length is not a whole number from 0 on; DTypeError when the backend does not have the
 *   dtype.
 * @example
 * ```ts
 * import { ones } from "@downhill/tensor";
 * ones([1, 2], { dtype: "int32" }); // [[1, 1]]
 * ```
 * @see NumPy reference, `ones`.
 */
export const ones = (shape: Shape, options?: Omit<TensorOptions, "shape">): Tensor => full(shape, 1, options);

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
export const zerosLike = ({ shape, dtype, backend }: Tensor): Tensor => zeros(shape, { dtype, backend });

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
export const onesLike = ({ shape, dtype, backend }: Tensor): Tensor => ones(shape, { dtype, backend });
