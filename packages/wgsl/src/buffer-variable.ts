import { attribute } from "./attribute.ts";
import type { Context, Variable } from "./compiler.ts";
import { numberIn } from "./entry-point.ts";
import type { Access } from "./memory.ts";
import type { GlobalVariable } from "./syntax.ts";
import type { Type } from "./type.ts";
import { unknownFeature } from "./unknown-feature.ts";
import { WgslError } from "./wgsl-error.ts";

/** The buffers of a program. */
export function bufferVariables(context: Context, declared: readonly GlobalVariable[]): readonly Variable[] {
  const found = declared.map((each) => bufferVariable(context, each));
  const bindings = found.map(({ binding }) => binding);
  const twin = found.find(({ binding }, i) => bindings.indexOf(binding) < i);
  if (twin === undefined) return found;
  throw new WgslError(
    `two variables are at @binding(${twin.binding}); give one another number`,
    `有两个变量都在 @binding(${twin.binding})，请给其中一个换个编号`,
    twin.line,
  );
}

function bufferVariable(context: Context, { name, type, space, attributes, line }: GlobalVariable): Variable {
  const [group, binding] = ["group", "binding"].map((each) => {
    const found = attribute(attributes, each);
    return found === undefined ? undefined : numberIn(context, found);
  });
  const access = accessOf(space);
  if (access !== undefined && group !== undefined && group > 0)
    throw unknownFeature(`@group(${group})`, line);
  if (access === undefined || binding === undefined || group === undefined) {
    throw new WgslError(
      `a buffer is declared like this: @group(0) @binding(1) var<storage, read_write> ${name}: array<f32>; (or <storage, read>, or <uniform>)`,
      `缓冲区要这样声明：@group(0) @binding(1) var<storage, read_write> ${name}: array<f32>;（也可以是 <storage, read> 或 <uniform>）`,
      line,
    );
  }
  const of = context.typeOf(type);
  if (holdsBool(of)) {
    throw new WgslError(
      `bool cannot stand in a buffer; declare ${name} with u32, 0 and 1`,
      `缓冲区里不能放 bool，请用 u32 的 0 和 1 声明 ${name}`,
      line,
    );
  }
  if (of.kind === "place") throw unknownFeature("vectors", line);
  if (access === "uniform" && holdsArray(of)) {
    throw new WgslError(
      `a uniform holds an array only with gaps of 16 bytes; declare ${name} as var<storage, read>`,
      `uniform 里的数组元素须按 16 字节对齐，请把 ${name} 声明为 var<storage, read>`,
      line,
    );
  }
  return { name, type: of, access, memory: undefined, group, binding, line };
}

const holdsBool = (type: Type): boolean =>
  type.kind === "array"
    ? holdsBool(type.of)
    : type.kind === "struct"
      ? type.members.some((each) => holdsBool(each.type))
      : type.kind === "scalar" && type.name === "bool";

const holdsArray = (type: Type): boolean =>
  type.kind === "array" || (type.kind === "struct" && type.members.some((each) => holdsArray(each.type)));

function accessOf([space, access, more]: readonly string[]): Access | undefined {
  if (more !== undefined) return undefined;
  if (space === "uniform" && access === undefined) return "uniform";
  if (space !== "storage") return undefined;
  if (access === undefined || access === "read") return "read";
  return access === "read_write" ? access : undefined;
}
