import { combined } from "./arithmetic.ts";
import { type Context, lookUp, type Operand } from "./compiler.ts";
import { as } from "./conversion.ts";
import { loaded, operand, raceAt, value } from "./expression.ts";
import { nothing, type Run } from "./outcome.ts";
import type { Statement } from "./syntax.ts";
import { isInteger, nameOfType, type Scalar } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";

/** `a = b`, `a += b`, `a++`. */
export function assign(context: Context, node: Statement & { kind: "assign" }): Run {
  const { sign, target: left, value: right, line } = node;
  // `_ = x` reads x and forgets it; `_ = &p` only says that p is used.
  if (left.kind === "name" && left.name === "_") {
    const isAddress = right.kind === "unary" && right.sign === "&";
    const named = operand(context, isAddress ? right.of : right);
    if (named.kind === "place" || (isAddress && named.kind === "memory")) return nothing;
    const { at } = value(context, right);
    return () => {
      at();
      return "next";
    };
  }
  const target = operand(context, left);
  const type = assignable(context, target, left.kind === "name" ? left.name : undefined, line);
  if (node.counts && !isInteger(type)) {
    throw new WgslError(
      `${sign[0]!}${sign[0]!} counts whole numbers, and this is ${type}; write ${sign} 1.0`,
      `${sign[0]!}${sign[0]!} 只能用于整数，而这是 ${type}，请写 ${sign} 1.0`,
      line,
    );
  }
  const given = value(context, right);
  const change =
    sign === "=" ? given : combined(sign.slice(0, -1), loaded(context, target, line), given, line);
  const { at } = as(change, type, line);
  if (target.kind === "local") {
    const { slots } = context.machine;
    return () => {
      slots[target.slot] = at();
      return "next";
    };
  }
  if (target.kind !== "memory") return nothing;
  const { machine } = context;
  const { word, variable, path } = target;
  const race = raceAt(machine, path, line, "write");
  return () => {
    const result = at();
    const place = word("write");
    if (place >= 0) variable.memory!.store(place, type, result, machine.invocation, race);
    return "next";
  };
}

/** The type of what may be assigned to. */
function assignable(context: Context, target: Operand, name: string | undefined, line: number): Scalar {
  if (target.kind === "local" && target.mutable) return target.type;
  if (target.kind === "memory") {
    const { variable, type } = target;
    if (variable.access !== "read_write") {
      throw new WgslError(
        `${variable.name} can only be read; declare it as var<storage, read_write>`,
        `${variable.name} 是只读的，请声明为 var<storage, read_write>`,
        line,
      );
    }
    if (type.kind === "scalar") return type.name;
    throw new WgslError(
      `${nameOfType(type)} cannot be assigned as a whole; take a part of it, such as [i]`,
      `不能整体给 ${nameOfType(type)} 赋值，请取其中的一部分，如 [i]`,
      line,
    );
  }
  const known = name !== undefined && lookUp(context, name) !== undefined;
  throw new WgslError(
    known ? `${name} cannot change; declare it with var` : "only a variable or an element can be assigned to",
    known ? `${name} 不能改变，请用 var 声明` : "只能给变量或元素赋值",
    line,
  );
}
