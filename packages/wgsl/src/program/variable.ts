import type { Buffer } from "../run/memory.ts";
import type { Rights, Type } from "../type/type.ts";

/** A variable outside functions that is a buffer, or that a workgroup shares. */
export interface Variable extends Buffer {
  readonly type: Type;
  readonly space: "storage" | "uniform" | "workgroup";
  readonly rights: Rights;
  /** The binding of its buffer; a workgroup's variable has none. */
  readonly binding: number;
  readonly line: number;
}
