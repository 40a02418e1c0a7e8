import { WgslError } from "../wgsl-error.ts";
import { type Context, newSlots } from "../program/context.ts";
import { declaredTwice } from "../program/declared-name.ts";
import type { Declaration } from "../read/syntax.ts";
import { concrete } from "../type/convert.ts";
import { partsIn, wordsIn } from "../type/layout.ts";
import { typeOf } from "../type/type-of.ts";
import { isConstructible, isSame, nameOfType, type Type } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { operand } from "../value/expression.ts";
import { loaded } from "../value/load.ts";
import { held, stored } from "../value/store.ts";
import type { Operand, Pointer, Reference, Value } from "../value/value.ts";
import { zero } from "../value/value.ts";
import { after } from "./after.ts";
import { nothing, type Run } from "./outcome.ts";

/** Declares a name. A constant needs no storage. */
export function declare(context: Context, node: Declaration): Run {
  const { how, name, line } = node;
  const scope = context.scopes.at(-1)!;
  if (scope.has(name)) throw declaredTwice(name, line);
  const wanted = node.type === null ? undefined : typeOf(context, node.type);
  const source = node.value === null ? undefined : operand(context, node.value);
  if (source?.kind === "pointer" && how === "let") return pointer(context, node, source, wanted);
  const found = source === undefined ? undefined : loaded(context, source, node.value!.line);
  const type = wanted ?? (how === "const" ? found!.type : concrete(found!.type));
  if (!isConstructible(type)) throw notStorable(type, line);
  const initial = found === undefined ? zero(type) : as(found, type, line);
  if (how === "const") {
    scope.set(name, constantOf(name, initial, line));
    return nothing;
  }
  return local(context, node, type, initial);
}

/** A value known at compile time. */
export function constantOf(name: string, initial: Value, line: number): Value {
  if (initial.stage === "const") return initial;
  throw new WgslError(
    "not-constant",
    {
      en: `the value of a const must be known at compile time; write let ${name}`,
      zh: `const 的值必须事先已知，请改用 let ${name}`,
    },
    line,
  );
}

/** The most bytes of a variable in a function, the limit of compilers. */
const mostBytes = 65_536;

function local(context: Context, { how, name, line }: Declaration, type: Type, initial: Value): Run {
  if (4 * wordsIn(type) > mostBytes) throw tooLarge(name, line);
  const reference: Reference = {
    kind: "reference",
    type,
    space: "function",
    rights: how === "var" ? "read_write" : "read",
    place: { store: "slots", slot: newSlots(context, partsIn(type)), offset: undefined },
    root: {},
    path: name,
    isComponent: false,
  };
  context.scopes.at(-1)!.set(name, reference);
  const store = stored(context, reference, initial, line);
  return after(initial, () => {
    store();
    return "next";
  });
}

/** `let p = &x;`: p keeps the target it has now. */
function pointer(
  context: Context,
  { name, line }: Declaration,
  { to }: Pointer,
  wanted: Type | undefined,
): Run {
  const type: Type = { kind: "pointer", space: to.space, to: to.type, rights: to.rights };
  if (wanted !== undefined && !isSame(wanted, type)) {
    throw new WgslError(
      "type-mismatch",
      {
        en: `${nameOfType(wanted)} is expected here, but this is ${nameOfType(type)}`,
        zh: `这里需要 ${nameOfType(wanted)}，给出的却是 ${nameOfType(type)}`,
      },
      line,
    );
  }
  const { find, held: there } = held(context, to);
  const known: Operand = { kind: "pointer", to: there };
  context.scopes.at(-1)!.set(name, known);
  return () => {
    find();
    return "next";
  };
}

const tooLarge = (name: string, line: number): WgslError =>
  new WgslError(
    "too-large",
    {
      en: `${name} takes more than ${mostBytes} bytes, too many for a function; put it in a buffer`,
      zh: `${name} 超过 ${mostBytes} 字节，不能放在函数里，请放在缓冲区中`,
    },
    line,
  );

function notStorable(type: Type, line: number): WgslError {
  if (type.kind === "pointer")
    return new WgslError(
      "type-not-allowed",
      {
        en: "a pointer can only be declared with let, and cannot change",
        zh: "指针只能用 let 保存，不能改变",
      },
      line,
    );
  return new WgslError(
    "type-not-allowed",
    {
      en: `${nameOfType(type)} cannot be a variable in a function; it belongs in a buffer or in a var<workgroup>`,
      zh: `${nameOfType(type)} 不能放在函数里，只能放在缓冲区或 var<workgroup> 中`,
    },
    line,
  );
}
