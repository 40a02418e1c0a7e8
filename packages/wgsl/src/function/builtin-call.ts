import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import { common } from "../type/convert.ts";
import { componentOf, nameOfType, type ScalarName, type Type, withComponent } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { componentwise } from "../value/operation.ts";
import type { Value } from "../value/value.ts";
import { ValueError } from "../value/value-error.ts";
import { bitBuiltins } from "./bit-builtin.ts";
import { type Builtin, builtins } from "./builtin.ts";
import { expectArguments } from "./expect-arguments.ts";

const all = { ...builtins, ...bitBuiltins };

export const builtinNames = Object.keys(all);

export const builtinCalled = (name: string): Builtin | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined;

/** A call of a function that works component by component. */
export function builtinCall(
  context: Context,
  name: string,
  builtin: Builtin,
  given: readonly Value[],
  line: number,
): Value {
  expectArguments(name, builtin.takes, given.length, line);
  const type = typeOfAll(name, builtin, given, line);
  const parts = given.map((each) => as(each, type, line));
  refuse(name, builtin, parts, line);
  return componentwise(context, type, parts, builtin, line);
}

/** The common type of all arguments, which is also the type of the result. */
function typeOfAll(name: string, { over }: Builtin, given: readonly Value[], line: number): Type {
  const types = given.map((each) => each.type);
  const shared = common(types) ?? mismatch(name, types, line);
  const component = componentOf(shared);
  const fitting = component === undefined || shared.kind === "matrix" ? undefined : takenAs(component, over);
  if (fitting !== undefined) return withComponent(shared, fitting);
  throw new WgslError(
    "type-mismatch",
    {
      en: `${name} does not take ${nameOfType(shared)}; write f32(…)`,
      zh: `${name} 不接受 ${nameOfType(shared)}，请写 f32(…)`,
    },
    line,
  );
}

function takenAs(name: ScalarName, over: readonly ScalarName[]): ScalarName | undefined {
  if (over.includes(name)) return name;
  if (name !== "abstract-int") return undefined;
  return over.includes("abstract-float") ? "abstract-float" : over.includes("i32") ? "i32" : undefined;
}

function mismatch(name: string, types: readonly Type[], line: number): never {
  const [names, concrete] = [
    types.map(nameOfType),
    types.find((each) => !nameOfType(each).includes("abstract")),
  ];
  const to = concrete === undefined ? "f32" : nameOfType(concrete);
  throw new WgslError(
    "type-mismatch",
    {
      en: `${name}(${names.join(", ")}): WGSL does not convert types implicitly; write ${to}(…) around the arguments that differ`,
      zh: `${name}(${names.join(", ")})：WGSL 不会自动转换类型，请在类型不同的值外面写上 ${to}(…)`,
    },
    line,
  );
}

/** Refuses constants for which the function has no value. */
function refuse(name: string, { must }: Builtin, parts: readonly Value[], line: number): void {
  if (must === undefined) return;
  const count = Math.max(...parts.map(({ known }) => known?.length ?? 0));
  for (let i = 0; i < count; i++) {
    const [x = NaN, y = NaN, z = NaN] = parts.map(({ known }) => Number(known?.[i] ?? NaN));
    if (must.holds(x, y, z)) continue;
    throw new ValueError(
      "out-of-range",
      {
        en: `${name} needs ${must.says}, but these constants do not satisfy it; check the values`,
        zh: `${name} 要求 ${must.says}，而这里的常量不满足，请检查传入的值`,
      },
      line,
    );
  }
}
