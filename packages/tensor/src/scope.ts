import { checkForm } from "./check-form.ts";
import type { Bilingual } from "./bilingual.ts";
import { checkFunction } from "./check-function.ts";
import { KindError } from "./kind-error.ts";
import { leaves, type Tree } from "./tree.ts";

/** A resource that a scope frees when it closes: a tensor. */
export interface Owned {
  /** @internal The scope that will free it. */
  owner: Scope | null;
  dispose(): void;
}

let current: Scope | null = null;

/**
 * The innermost open scope, which owns every new tensor; `null` if no scope is open.
 *
 * @example
 * ```ts
 * import { currentScope, tidy } from "@downhill/tensor";
 * currentScope(); // null
 * tidy("outer", () => currentScope()?.name ?? "none"); // "outer"
 * ```
 */
export const currentScope = (): Scope | null => current;

/**
 * Thrown when a tensor is used after its scope closed, or a scope closes before one inside it; names the scope and the
 * remedy.
 *
 * @example
 * ```ts
 * import { DisposedError, scope, tensor } from "@downhill/tensor";
 * const inner = scope("inner");
 * const x = tensor([1, 2]);
 * inner[Symbol.dispose]();
 * try {
 *   await x.data();
 * } catch (error) {
 *   if (error instanceof DisposedError) console.log(error.message); // … was freed with scope "inner"; …
 * }
 * ```
 */
export class DisposedError extends Error {
  override readonly name = "DisposedError";
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

/**
 * Owns the tensors made while it is open and frees them when it closes, except those kept.
 * Scopes nest; what an inner scope keeps belongs to the outer one.
 *
 * @example
 * ```ts
 * import { type Scope, scope, tensor } from "@downhill/tensor";
 * const outer: Scope = scope("outer");
 * const inner: Scope = scope("inner");
 * inner.parent?.name; // "outer"
 * const x = inner.keep(tensor([1]));
 * inner[Symbol.dispose](); // now x belongs to "outer"
 * outer[Symbol.dispose]();
 * ```
 */
export class Scope implements Disposable {
  readonly name: string;
  readonly parent: Scope | null;
  readonly depth: number;
  readonly #owned = new Set<Owned>();

  constructor(name: string) {
    this.name = name;
    this.parent = current;
    this.depth = current === null ? 1 : current.depth + 1;
    current = this;
  }

  /** Moves every tensor of the tree to the parent scope, so that it survives this one. */
  keep<T>(tree: T): T {
    for (const leaf of leaves(tree as Tree<Owned | null | undefined>)) {
      if (leaf?.owner === this) moveTo(leaf, this.parent);
    }
    return tree;
  }

  /** @internal Called by Tensor when it is made, moved or freed. */
  own(tensor: Owned): void {
    this.#owned.add(tensor);
  }

  /** @internal */
  disown(tensor: Owned): void {
    this.#owned.delete(tensor);
  }

  [Symbol.dispose](): void {
    const interleaved = current !== this;
    current = this.parent;
    for (const tensor of this.#owned) tensor.dispose();
    if (interleaved) {
      throw new DisposedError("scope-order", {
        en: `scope "${this.name}" closed while another was open inside it: an await between opening and closing let other code in; await outside the scope`,
        zh: `作用域 "${this.name}" 关闭时，里面还有作用域没有关闭：开与关之间有 await，别的代码趁机运行了；请把 await 移到作用域之外`,
      });
    }
  }
}

/**
 * Moves the tensor to another scope, or to none (`null`: it lives until `dispose`).
 *
 * @example
 * ```ts
 * import { moveTo, tensor, tidy } from "@downhill/tensor";
 * const model = {} as { w?: ReturnType<typeof tensor> };
 * tidy("step", () => {
 *   model.w = tensor([1, 2]);
 *   moveTo(model.w, null); // outlives the step, until model.w.dispose()
 * });
 * model.w; // [1, 2]
 * ```
 */
export function moveTo(tensor: Owned, scope: Scope | null): void {
  checkForm("moveTo", "tensor", tensor, { dispose: "function" });
  if (scope !== null) checkForm("moveTo", "scope", scope, { own: "function" });
  tensor.owner?.disown(tensor);
  tensor.owner = scope;
  scope?.own(tensor);
}

/**
 * Opens a scope. Close it with `using`, or by calling `[Symbol.dispose]()`.
 *
 * @param name names the scope in the message of a DisposedError.
 * @example
 * ```ts
 * import { add, scope, tensor } from "@downhill/tensor";
 * function plusOne(values: number[]) {
 *   using s = scope("plusOne");
 *   const x = tensor(values); // freed at the end of the block
 *   return s.keep(add(x, 1)); // survives it
 * }
 * ```
 */
export function scope(name: string): Scope {
  checkForm("scope", "name", name, "text");
  return new Scope(name);
}

/**
 * Runs a function in a new scope and keeps what it returns.
 *
 * @throws KindError if the function is asynchronous, or is not a function.
 * @example
 * ```ts
 * import { exp, sum, tensor, tidy } from "@downhill/tensor";
 * const total = tidy("total", () => sum(exp(tensor([0, 1])))); // exp's result is freed
 * ```
 */
export function tidy<T>(name: string, fn: () => T): T {
  checkFunction("tidy", "fn", fn);
  using s = scope(name);
  const result = fn();
  if (result instanceof Promise) {
    throw new KindError("async-function", {
      en: `tidy: "${name}" returned a promise, and its tensors would be freed before it is done; await outside`,
      zh: `tidy："${name}" 返回的是 Promise，等它完成时张量早已释放；请在 tidy 之外使用 await`,
    });
  }
  return s.keep(result);
}
