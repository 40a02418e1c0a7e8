import type { Operand } from "./operands.ts";
import type { Key } from "./random.ts";
import type { Shape } from "./shape.ts";
import type { Taking } from "./taking.ts";
import type { Tensor } from "./tensor.ts";

type Named<I extends readonly string[]> = { readonly [K in I[number]]: Tensor };
type Operands<I extends readonly string[]> = { readonly [K in keyof I]: Operand };
type Shapes<I extends readonly string[]> = { readonly [K in keyof I]: Shape };

/** The arguments of a call: only operands, or operands and then the attributes. */
export type Arguments<I extends readonly string[], A> = [A] extends [undefined]
  ? [...operands: Operands<I>]
  : undefined extends A
    ? [...operands: Operands<I>, attrs?: A]
    : [...operands: Operands<I>, attrs: A];

/** The inputs and the result of one application, by name: everything a gradient rule may use. */
export type At<I extends readonly string[]> = Named<I> & { readonly y: Tensor };

/**
 * An operation: its shape rule, its value, and its gradient. The engine that uses the gradient does not know
 * any operation, and the table of operations does not know the engine.
 */
export interface OpDef<I extends readonly string[], A = undefined> {
  readonly name: string;
  readonly inputs: I;
  /** The formula, with the inputs' names as symbols. */
  readonly tex: string;
  /** How each input is taken, whatever its dtype; a single word applies to all. Default `float`. */
  readonly takes?: Taking | { readonly [K in I[number]]: Taking };
  /**
   * The result's dtype: by default the dtype of the inputs that must agree, or int32 if truth values are counted. `named` is
   * the dtype given in the attributes.
   */
  readonly gives?: "bool" | "int32" | "named";
  /** The names of the attributes, if they are options; others are then refused. */
  readonly options?: readonly string[];
  /** The name of the attribute, if it is one value and not options: the `shape` of reshape. */
  readonly attribute?: string;
  /** The result's shape. Throws a ShapeError that names the shapes and a remedy. */
  shape(shapes: Shapes<I>, attrs: A): Shape;
  /** One kernel, or other operations. The inputs have already been converted to the dtypes in which they are computed. */
  forward(x: Named<I>, attrs: A): Tensor;
  /**
   * Per input, the vector-Jacobian product $\bar x = \bar y\,\partial y/\partial x$ written with operations, or `null`
   * if no gradient flows. One function per input, so the engine computes only the ones it needs.
   */
  readonly vjp: { readonly [K in I[number]]: ((ct: Tensor, at: At<I>, attrs: A) => Tensor) | null };
  /** Sample applications for the generic test: points where the operation is smooth. */
  domain(key: Key): readonly NoInfer<Arguments<I, A>>[];
}

/** An operation with the types of its inputs and attributes erased, as seen by a tape and by tests. */
export interface AnyOp {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly tex: string;
  readonly takes?: Taking | Readonly<Record<string, Taking>>;
  readonly gives?: "bool" | "int32" | "named";
  shape(shapes: readonly Shape[], attrs: unknown): Shape;
  readonly vjp: Readonly<
    Record<string, ((ct: Tensor, at: At<readonly string[]>, attrs: unknown) => Tensor) | null>
  >;
  domain(key: Key): readonly (readonly unknown[])[];
}

/** The same, with everything a call needs. */
export interface AnyDef extends AnyOp {
  readonly options?: readonly string[];
  readonly attribute?: string;
  forward(x: Readonly<Record<string, Tensor>>, attrs: unknown): Tensor;
}
