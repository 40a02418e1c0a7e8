import type { Context } from "../program/context.ts";
import type { Statement } from "../read/syntax.ts";
import type { Type } from "../type/type.ts";
import type { Run } from "./outcome.ts";

/** The context of a statement. */
export interface Place {
  /** Compiles a statement; statements contain statements. */
  readonly compile: (place: Place, node: Statement) => Run;
  readonly context: Context;
  /** What the function returns. */
  readonly result: Type | null;
  /** What `break` leaves here; `continue` needs a loop around it. */
  readonly breaks: "loop" | "switch" | "continuing" | null;
  readonly continues: boolean;
  /** Whether `return` is allowed here; it is not in `continuing`. */
  readonly returns: boolean;
}
