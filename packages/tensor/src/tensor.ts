import type { Backend, Handle } from "./backend.ts";
import type { DType, TypedArray } from "./dtype.ts";
import { tracing } from "./deferred.ts";
import { currentScope, DisposedError, type Scope } from "./scope.ts";
import { type Shape, showShape, sizeOf } from "./shape.ts";

/**
 * An immutable array of numbers on a backend. Operations are functions (`add(a, b)`); nothing changes a tensor's
 * values after it is made, and the scope that is open when it is made frees it.
 *
 * @example
 * ```ts
 * import { add, tensor } from "@downhill/tensor";
 * const x = add(tensor([[1, 2], [3, 4]]), 10);
 * x.shape; // [2, 2]
 * x.size; // 4
 * await x.data(); // [11, 12, 13, 14]
 * ```
 */
export class Tensor {
  readonly backend: Backend;
  readonly shape: Shape;
  readonly dtype: DType;
  /** @internal The scope that will free this tensor. */
  owner: Scope | null;
  #handle: Handle | null;
  /** How it ended, and what to do in place of using it. */
  #end = "";

  /** @internal Use {@link tensor} or an operation. */
  constructor(backend: Backend, handle: Handle) {
    this.backend = backend;
    this.shape = handle.shape;
    this.dtype = handle.dtype;
    this.#handle = handle;
    this.owner = currentScope();
    this.owner?.own(this);
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** True once its memory is given back. */
  get disposed(): boolean {
    return this.#handle === null;
  }

  /**
   * The backend's reference to the values.
   * @throws DisposedError when the tensor was freed; names the scope that freed it.
   */
  get handle(): Handle {
    if (this.#handle === null) {
      throw new DisposedError(`this tensor ${showShape(this.shape)} was ${this.#end}`);
    }
    return this.#handle;
  }

  /**
   * Copies the values to the host, in row-major order.
   * @throws DisposedError when the tensor was freed.
   */
  data(): Promise<TypedArray> {
    return this.backend.read(this.handle);
  }

  /**
   * The value of a scalar (or of a tensor of one element).
   * @throws RangeError when there are more values, or none; DisposedError when the tensor was freed.
   */
  async item(): Promise<number> {
    if (this.size !== 1) {
      throw new RangeError(
        `item: a tensor of shape ${showShape(this.shape)} has ${this.size} values, not one; reduce it first, or use data()`,
      );
    }
    return (await this.data())[0]!;
  }

  /** Gives the memory back now. Scopes do this for you. */
  dispose(): void {
    if (this.#handle === null) return;
    this.backend.free(this.#handle);
    const by = this.owner === null ? "by dispose()" : `with scope "${this.owner.name}"`;
    this.#leave(`freed ${by}; return it through s.keep(…), or make it outside`);
  }

  /** @internal Its memory is no longer its own: the results of what is named lie there. */
  giveUp(to: string): void {
    this.#leave(
      `given up to ${to}, which put its results in its place; use those, or leave it whole with update and apply`,
    );
  }

  #leave(end: string): void {
    this.#handle = null;
    this.#end = end;
    this.owner?.disown(this);
    this.owner = null;
  }

  toString(): string {
    return `Tensor ${showShape(this.shape)} ${this.dtype} on ${this.backend.name}`;
  }

  /** A tensor is not a number: `if (greater(x, 0))` would always be true, so conversion throws. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    tracing()?.refuse(
      `a tensor ${showShape(this.shape)} is used as a number or a condition, and has no value while its function is traced; use where(condition, a, b)`,
    );
    throw new TypeError(
      `a tensor cannot be used as a number or a condition; read it first with await x.item(), or use where(condition, a, b)`,
    );
  }
}
