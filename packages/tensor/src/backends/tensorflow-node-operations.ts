import type { Handle } from "../backend.ts";
import type { DType } from "../dtype.ts";
import type { Shape } from "../shape.ts";

/** TensorFlow infers the attributes that follow from the inputs. */
export type Attributes = Readonly<
  Record<string, boolean | number | string | readonly number[] | { readonly dtype: DType }>
>;

/** A tensor of TensorFlow's. */
export interface Held extends Handle {
  readonly id: number;
}

/** The building blocks of lowerings. */
export interface Operations {
  run(operation: string, inputs: readonly Held[], attributes?: Attributes): Held;
  /** Axes and lengths, which TensorFlow takes as tensors: a number or a list. */
  whole(values: number | readonly number[]): Held;
  /** A tensor of one value. */
  filled(shape: Shape, value: number, dtype: DType): Held;
}
