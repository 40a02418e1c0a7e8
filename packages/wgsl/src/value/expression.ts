import type { Context } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import type { Type } from "../type/type.ts";
import { as } from "./conversion.ts";
import { loaded } from "./load.ts";
import type { Operand, Value } from "./value.ts";

/** What an expression stands for. Expressions contain expressions, so their compiler is taken from the context. */
export const operand = (context: Context, node: Expression): Operand =>
  context.compile.operand(context, node);

/** The value of an expression, unconverted. */
export const value = (context: Context, node: Expression): Value =>
  loaded(context, operand(context, node), node.line);

/** The value of an expression as an expected type. */
export const valueAs = (context: Context, node: Expression, to: Type): Value =>
  as(value(context, node), to, node.line);
