import type { Context } from "../program/context.ts";
import type { Value } from "../value/value.ts";

/** A function whose arguments have different roles; `undefined` for values it does not take. */
type Whole = (context: Context, given: readonly Value[], line: number) => Value | undefined;

/** What such a function takes, for the message. */
export interface WholeFunction {
  readonly takes: string;
  readonly apply: Whole;
}
