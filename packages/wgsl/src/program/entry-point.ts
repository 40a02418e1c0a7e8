import { WgslError } from "../wgsl-error.ts";
import type { Field, FunctionDeclaration } from "../read/syntax.ts";
import { partsIn } from "../type/layout.ts";
import { typeOf } from "../type/type-of.ts";
import { nameOfType, type StructType } from "../type/type.ts";
import { value } from "../value/expression.ts";
import type { Operand } from "../value/value.ts";
import { attribute } from "./attribute.ts";
import { numberIn } from "./attribute-number.ts";
import { attributeNeeded, type BuiltinName, builtinOf } from "./builtin-value.ts";
import { type Context, newSlots } from "./context.ts";

export type Size = readonly [x: number, y: number, z: number];

/** The one function marked `@compute`. */
export function entryPoint(functions: readonly FunctionDeclaration[]): FunctionDeclaration {
  const [found, second] = functions.filter(
    ({ attributes }) => attribute(attributes, "compute") !== undefined,
  );
  if (found === undefined) {
    throw new WgslError(
      "no-entry-point",
      {
        en: "there is no compute kernel; write @compute @workgroup_size(64) before its fn",
        zh: "没有计算内核，请在它的 fn 前面写上 @compute @workgroup_size(64)",
      },
      functions[0]?.line ?? 1,
    );
  }
  if (second === undefined) return found;
  throw new WgslError(
    "multiple-entry-points",
    {
      en: "there are two kernels, but a dispatch runs one; keep one",
      zh: "这里有两个内核；一次派发只运行一个，请只保留一个",
    },
    second.line,
  );
}

export function workgroupSize(context: Context, { attributes, line }: FunctionDeclaration): Size {
  const size = attribute(attributes, "workgroup_size");
  const [x = 0, y = 1, z = 1] =
    size === undefined ? [] : [0, 1, 2].map((i) => numberIn(context, size, i) ?? (i === 0 ? 0 : 1));
  const types = new Set((size?.args ?? []).map((arg) => nameOfType(value(context, arg).type)));
  const isOneType = !(types.has("i32") && types.has("u32"));
  if (isOneType && x >= 1 && y >= 1 && z >= 1 && z <= 64 && x * y * z <= 256) return [x, y, z];
  throw new WgslError(
    "workgroup-size",
    {
      en: "a kernel needs the number of invocations in a workgroup, at most 256 and at most 64 in z: @workgroup_size(64)",
      zh: "内核要写明一个工作组有多少次调用（至多 256，z 方向至多 64）：@workgroup_size(64)",
    },
    size?.line ?? line,
  );
}

/** Where such a value is stored before an invocation runs. */
export interface Placed {
  readonly builtin: BuiltinName;
  readonly slot: number;
}

/** The kernel's parameters: their names, and where their values are stored. */
export function parameters(
  context: Context,
  { parameters: declared }: FunctionDeclaration,
): { readonly names: Map<string, Operand>; readonly places: readonly Placed[] } {
  const names = new Map<string, Operand>();
  const places: Placed[] = [];
  for (const field of declared) {
    const type = typeOf(context, field.type);
    const slot = newSlots(context, partsIn(type));
    if (type.kind === "struct") places.push(...membersOf(context, field, type, slot));
    else places.push({ builtin: builtinOf(field, type), slot });
    const place = { store: "slots", slot, offset: undefined } as const;
    names.set(field.name, {
      ...{ kind: "reference", type, space: "function", rights: "read", place },
      ...{ root: field, path: field.name, isComponent: false },
    });
  }
  refuseTwins(places, declared);
  return { names, places };
}

/** A struct may hold several such values, each with its attribute. */
function membersOf({ module }: Context, field: Field, type: StructType, slot: number): readonly Placed[] {
  if (field.attributes.length > 0) throw attributeNeeded(field);
  const declared = module.structs.find((each) => each.name === type.name);
  return type.members.map((member, i) => ({
    builtin: builtinOf(declared!.members[i]!, member.type),
    slot: slot + member.part,
  }));
}

function refuseTwins(places: readonly Placed[], declared: readonly Field[]): void {
  const names = places.map(({ builtin }) => builtin);
  const twin = names.find((each, i) => names.indexOf(each) < i);
  if (twin === undefined) return;
  throw new WgslError(
    "duplicate",
    {
      en: `there are two parameters of @builtin(${twin}); keep one`,
      zh: `有两个参数都是 @builtin(${twin})，请只保留一个`,
    },
    declared.at(-1)!.line,
  );
}
