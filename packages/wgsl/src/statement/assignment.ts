import { WgslError } from "../wgsl-error.ts";
import { type Context, lookUp } from "../program/context.ts";
import type { Assign, Expression } from "../read/syntax.ts";
import { holds, isConstructible, isInteger, nameOfType } from "../type/type.ts";
import { combined } from "../value/arithmetic.ts";
import { as } from "../value/conversion.ts";
import { operand, value } from "../value/expression.ts";
import { loaded } from "../value/load.ts";
import { held, stored } from "../value/store.ts";
import type { Operand, Reference } from "../value/value.ts";
import { after } from "./after.ts";
import { nothing, pausing, type Run } from "./outcome.ts";

/** `a = b`, `a += b`, `a++`. */
export function assign(context: Context, node: Assign): Run {
  const { sign, target: left, value: right, line } = node;
  if (left.kind === "name" && left.name === "_") return discard(context, right);
  const target = assignable(context, operand(context, left), left, line);
  if (sign === "=") {
    const given = as(value(context, right), target.type, line);
    const store = stored(context, target, given, line);
    return after(given, () => {
      store();
      return "next";
    });
  }
  return change(context, node, target);
}

/** `_ = x` reads x and discards it; `_ = &p` only marks p as used. */
function discard(context: Context, node: Expression): Run {
  const named = operand(context, node);
  if (named.kind === "pointer") return nothing;
  const found = loaded(context, named, node.line);
  const { parts } = found;
  return after(found, () => {
    parts();
    return "next";
  });
}

/** The target is evaluated once, though it is read and written. */
function change(context: Context, { sign, counts, value: right, line }: Assign, target: Reference): Run {
  const { type } = target;
  if (counts && !(type.kind === "scalar" && isInteger(type.name))) {
    throw new WgslError(
      "type-mismatch",
      {
        en: `${sign[0]!}${sign[0]!} needs an integer, but this is ${nameOfType(type)}; write ${sign} 1.0`,
        zh: `${sign[0]!}${sign[0]!} 只能用于整数，而这是 ${nameOfType(type)}，请写 ${sign} 1.0`,
      },
      line,
    );
  }
  const { find, held: there } = held(context, target);
  const given = value(context, right);
  const result = combined(context, sign.slice(0, -1), loaded(context, there, line), given, line);
  const changed = as(result, type, line);
  const store = stored(context, there, changed, line);
  const { before } = changed;
  if (before !== undefined) {
    return pausing(function* () {
      find();
      yield* before();
      store();
      return "next";
    });
  }
  return () => {
    find();
    store();
    return "next";
  };
}

/** What may be assigned to. */
function assignable(context: Context, target: Operand, node: Expression, line: number): Reference {
  if (target.kind !== "reference" || (target.space === "function" && target.rights === "read"))
    throw notAssignable(context, node, line);
  const { type, rights, path } = target;
  if (rights === "read") {
    throw new WgslError(
      "read-only",
      {
        en: `${path} is read-only; declare it as var<storage, read_write>`,
        zh: `${path} 是只读的，请声明为 var<storage, read_write>`,
      },
      line,
    );
  }
  if (isConstructible(type)) return target;
  if (holds(type, ({ kind }) => kind === "atomic")) {
    throw new WgslError(
      "atomic-access",
      {
        en: `use atomicStore(&${path}, …) to write ${nameOfType(type)}`,
        zh: `${nameOfType(type)} 要用 atomicStore(&${path}, …) 来写`,
      },
      line,
    );
  }
  throw new WgslError(
    "not-assignable",
    {
      en: `${nameOfType(type)} cannot be assigned as a whole; assign a part of it, such as [i]`,
      zh: `不能整体给 ${nameOfType(type)} 赋值，请取其中的一部分，如 [i]`,
    },
    line,
  );
}

function notAssignable(context: Context, node: Expression, line: number): WgslError {
  const swizzle = node.kind === "member" && /^(?:[xyzw]{2,4}|[rgba]{2,4})$/.test(node.name);
  if (swizzle) {
    return new WgslError(
      "not-assignable",
      {
        en: `several components cannot be assigned to at once; assign .${node.name[0]} and the others one by one`,
        zh: `不能同时给几个分量赋值，请逐个给 .${node.name[0]} 等分量赋值`,
      },
      line,
    );
  }
  const root = rootOf(node);
  const isKnown = root !== undefined && lookUp(context, root) !== undefined;
  return new WgslError(
    "not-assignable",
    {
      en: isKnown
        ? `${root} cannot change; declare it with var`
        : "only a variable or an element can be assigned to",
      zh: isKnown ? `${root} 不能改变，请用 var 声明` : "只能给变量或元素赋值",
    },
    line,
  );
}

/** The first name of a path. */
function rootOf(node: Expression): string | undefined {
  if (node.kind === "name") return node.name;
  return node.kind === "member" || node.kind === "index" ? rootOf(node.of) : undefined;
}
