import type { Backend, Handle } from "./backend.ts";
import type { DType, TypedArray } from "./dtype.ts";
import type { Bilingual } from "./bilingual.ts";
import { KindError } from "./kind-error.ts";
import { currentScope, DisposedError, type Owned, type Scope } from "./scope.ts";
import { type Shape, ShapeError, showShape, sizeOf } from "./shape.ts";
import { refuseWhileTracing } from "./tracing.ts";

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
export class Tensor implements Owned {
  readonly backend: Backend;
  readonly shape: Shape;
  readonly dtype: DType;
  /** @internal The scope that will free this tensor. */
  owner: Scope | null;
  #handle: Handle | null;
  /** How it ended, and what to do instead of using it. */
  #end: Bilingual = { en: "", zh: "" };

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

  /** True once its memory is freed. */
  get disposed(): boolean {
    return this.#handle === null;
  }

  /**
   * The backend's reference to the values.
   * @throws DisposedError when the tensor was freed; names the scope that freed it.
   */
  get handle(): Handle {
    if (this.#handle === null) {
      const { en, zh } = this.#end;
      throw new DisposedError("disposed", {
        en: `this tensor ${showShape(this.shape)} was ${en}`,
        zh: `这个张量 ${showShape(this.shape)} ${zh}`,
      });
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
   * @throws ShapeError when there are more values, or none; DisposedError when the tensor was freed.
   */
  async item(): Promise<number> {
    if (this.size !== 1) {
      throw new ShapeError("not-scalar", {
        en: `item: a tensor of shape ${showShape(this.shape)} has ${this.size} values, not one; reduce it first, or use data()`,
        zh: `item：形状为 ${showShape(this.shape)} 的张量有 ${this.size} 个值，不是一个；请先做归约，或使用 data()`,
      });
    }
    return (await this.data())[0]!;
  }

  /** Frees the memory now. Scopes do this for you. */
  dispose(): void {
    if (this.#handle === null) return;
    this.backend.free(this.#handle);
    const name = this.owner?.name;
    this.#leave({
      en: `freed ${name === undefined ? "by dispose()" : `with scope "${name}"`}; return it through s.keep(…), or make it outside`,
      zh: `${name === undefined ? "已由 dispose() 释放" : `已随作用域 "${name}" 释放`}；请用 s.keep(…) 带出来，或在作用域外面生成`,
    });
  }

  /** @internal Its memory was reused: it now holds the results of the named function. */
  giveUp(to: string): void {
    this.#leave({
      en: `consumed by ${to}, which reused its memory for its results; use those, or keep it with update and apply`,
      zh: `已交给 ${to}，原处写入了它的结果；请使用那些结果，或改用 update 和 apply 来保留它`,
    });
  }

  #leave(end: Bilingual): void {
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
    refuseWhileTracing((refusals) => refusals.tensorAsNumber(this.shape));
    throw new KindError("used-as-number", {
      en: `a tensor cannot be used as a number or a condition; read it first with await x.item(), or use where(condition, a, b)`,
      zh: `张量不能当作数或条件使用；请先用 await x.item() 读出来，或使用 where(condition, a, b)`,
    });
  }
}

/**
 * Refuses a value that is not a tensor before a function works with it.
 *
 * @param owner names the function in the message, and `name` the argument.
 * @throws KindError unless it is a tensor.
 * @example
 * ```ts
 * import { checkTensor, tensor } from "@downhill/tensor";
 * checkTensor("myLoss", "target", tensor([1, 0])); // with a plain list: KindError "myLoss: target is object, …"
 * ```
 */
export function checkTensor(owner: string, name: string, x: Tensor): void {
  const given: unknown = x;
  if (given instanceof Tensor) return;
  const kind = given instanceof Promise ? "a promise" : given === null ? "null" : typeof given;
  throw new KindError("not-a-tensor", {
    en: `${owner}: ${name} is ${kind}, not a tensor; make one with tensor(…)`,
    zh: `${owner}：${name} 是 ${given instanceof Promise ? "Promise" : kind}，不是张量；请用 tensor(…) 生成`,
  });
}
