import { WgslError } from "../wgsl-error.ts";
import type { GlobalVariable } from "../read/syntax.ts";
import { concrete } from "../type/convert.ts";
import { partsIn } from "../type/layout.ts";
import { typeOf } from "../type/type-of.ts";
import { holds, isConstructible, isEndless, nameOfType, type Type } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { value } from "../value/expression.ts";
import { type Reference, type Value, zero } from "../value/value.ts";
import { attribute } from "./attribute.ts";
import { bufferVariable } from "./buffer-variable.ts";
import { type Context, newSlots } from "./context.ts";
import type { Variable } from "./variable.ts";

/** What each invocation has for itself, with its initial values. */
export interface Private {
  readonly slot: number;
  readonly initial: Value;
}

/** A variable outside functions, by its address space. */
export interface Global {
  readonly reference: Reference;
  readonly variable?: Variable;
  readonly own?: Private;
}

export function globalVariable(context: Context, declared: GlobalVariable): Global {
  const [space, more] = declared.space;
  if (space === "private" && more === undefined) return privateVariable(context, declared);
  const isShared = space === "workgroup" && more === undefined;
  const variable = isShared ? workgroupVariable(context, declared) : bufferVariable(context, declared);
  const { name: path, type, rights } = variable;
  const place = { store: "memory", buffer: variable, word: (): number => 0 } as const;
  return {
    variable,
    reference: {
      kind: "reference",
      type,
      space: variable.space,
      rights,
      place,
      root: variable,
      path,
      isComponent: false,
    },
  };
}

/** `var<private> seed: u32 = 1u;`: each invocation has its own. */
function privateVariable(context: Context, declared: GlobalVariable): Global {
  const { name, line } = declared;
  refuseBinding(declared);
  const given = declared.value === null ? undefined : value(context, declared.value);
  const type = declared.type === null ? concrete(given!.type) : typeOf(context, declared.type);
  if (!isConstructible(type)) throw notHere(type, "private", line);
  const initial = given === undefined ? zero(type) : as(given, type, line);
  if (initial.stage === "running") {
    throw new WgslError(
      "not-constant",
      {
        en: `the initial value of ${name} must be known at compile time; assign to it in the kernel`,
        zh: `${name} 的初值必须事先已知，请在内核里给它赋值`,
      },
      line,
    );
  }
  const slot = newSlots(context, partsIn(type));
  const place = { store: "slots", slot, offset: undefined } as const;
  return {
    own: { slot, initial },
    reference: {
      kind: "reference",
      type,
      space: "private",
      rights: "read_write",
      place,
      root: declared,
      path: name,
      isComponent: false,
    },
  };
}

/** `var<workgroup> tile: array<f32, 64>;`: the invocations of a workgroup share it. */
function workgroupVariable(context: Context, declared: GlobalVariable): Variable {
  const { name, line } = declared;
  refuseBinding(declared);
  if (declared.type === null || declared.value !== null) {
    throw new WgslError(
      "initializer-not-allowed",
      {
        en: `a var<workgroup> starts at zero; remove the value of ${name}, and give its type`,
        zh: `var<workgroup> 的初值都是 0；请删去 ${name} 的初值，并写明类型`,
      },
      line,
    );
  }
  const type = typeOf({ ...context, mayOverride: true }, declared.type);
  if (isEndless(type) || holds(type, ({ kind }) => kind === "pointer"))
    throw notHere(type, "workgroup", line);
  return { name, type, space: "workgroup", rights: "read_write", binding: -1, line, memory: undefined };
}

/** Only buffers have bindings. */
function refuseBinding({ attributes, space, line }: GlobalVariable): void {
  const found = attribute(attributes, "group") ?? attribute(attributes, "binding");
  if (found === undefined) return;
  throw new WgslError(
    "misplaced-attribute",
    {
      en: `a var<${space[0]}> is not a buffer, so nothing is bound to it; remove @${found.name}`,
      zh: `var<${space[0]}> 不是缓冲区，不能绑定，请删去 @${found.name}`,
    },
    line,
  );
}

const notHere = (type: Type, space: string, line: number): WgslError =>
  new WgslError(
    "type-not-allowed",
    { en: `${nameOfType(type)} cannot be a var<${space}>`, zh: `${nameOfType(type)} 不能作为 var<${space}>` },
    line,
  );
