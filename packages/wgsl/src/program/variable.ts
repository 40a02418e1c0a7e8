import type { Buffer } from "../run/memory.ts";
import type { Rights, Type } from "../type/type.ts";

/** A variable outside functions that a buffer is bound to, or that a workgroup shares. */
export interface Variable extends Buffer {
  readonly type: Type;
  readonly space: "storage" | "uniform" | "workgroup";
  readonly rights: Rights;
  /** Where its buffer is bound; a workgroup's has none. */
  readonly binding: number;
  readonly line: number;
}
