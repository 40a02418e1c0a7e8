import { WgslError } from "../wgsl-error.ts";
import type { GlobalVariable } from "../read/syntax.ts";
import type { Access } from "../run/memory.ts";
import { strideOf } from "../type/layout.ts";
import { typeOf } from "../type/type-of.ts";
import { holds, isEndless, isScalar, nameOfType, type Type } from "../type/type.ts";
import { attribute } from "./attribute.ts";
import { numberIn } from "./attribute-number.ts";
import type { Context } from "./context.ts";
import { isUnknownType, unknownFeature } from "./unknown-feature.ts";
import type { Variable } from "./variable.ts";

/** A variable that a buffer is bound to. */
export function bufferVariable(context: Context, declared: GlobalVariable): Variable {
  const { name, space, attributes, line } = declared;
  const [group, binding] = ["group", "binding"].map((each) => {
    const found = attribute(attributes, each);
    return found === undefined ? undefined : numberIn(context, found);
  });
  const written = declared.type?.name ?? "";
  if (space.length === 0 && isUnknownType(written)) throw unknownFeature(written, line);
  const access = accessOf(space);
  if (access !== undefined && group !== undefined && group > 0)
    throw unknownFeature(`@group(${group})`, line);
  const isWhole = declared.type !== null && declared.value === null;
  if (access === undefined || binding === undefined || group === undefined || !isWhole) {
    throw new WgslError(
      "syntax",
      {
        en: `declare a buffer like this: @group(0) @binding(1) var<storage, read_write> ${name}: array<f32>; (or <storage, read>, or <uniform>)`,
        zh: `缓冲区要这样声明：@group(0) @binding(1) var<storage, read_write> ${name}: array<f32>;（也可以是 <storage, read> 或 <uniform>）`,
      },
      line,
    );
  }
  const type = typeOf(context, declared.type);
  checkType(name, type, access, line);
  const rights = access === "read_write" ? access : "read";
  return {
    name,
    type,
    space: access === "uniform" ? access : "storage",
    rights,
    binding,
    line,
    memory: undefined,
  };
}

function accessOf([space, access, more]: readonly string[]): Access | undefined {
  if (more !== undefined) return undefined;
  if (space === "uniform" && access === undefined) return "uniform";
  if (space !== "storage") return undefined;
  if (access === undefined || access === "read") return "read";
  return access === "read_write" ? access : undefined;
}

function checkType(name: string, type: Type, access: Access, line: number): void {
  if (holds(type, (each) => isScalar(each, "bool") || (each.kind === "vector" && each.of === "bool"))) {
    throw new WgslError(
      "type-not-allowed",
      {
        en: `a buffer cannot hold bool; declare ${name} as u32, with 0 and 1`,
        zh: `缓冲区里不能放 bool，请用 u32 的 0 和 1 声明 ${name}`,
      },
      line,
    );
  }
  if (holds(type, ({ kind }) => kind === "atomic") && access !== "read_write") {
    throw new WgslError(
      "read-only",
      {
        en: `an atomic needs a writable buffer; declare ${name} as var<storage, read_write>`,
        zh: `原子变量需要可写的缓冲区，请把 ${name} 声明为 var<storage, read_write>`,
      },
      line,
    );
  }
  if (holds(type, ({ kind }) => kind === "pointer")) {
    throw new WgslError(
      "type-not-allowed",
      { en: `a buffer cannot hold ${nameOfType(type)}`, zh: `缓冲区里不能放 ${nameOfType(type)}` },
      line,
    );
  }
  if (access === "uniform") checkUniform(name, type, line);
}

/** In a uniform, array elements begin at multiples of 16 bytes, as older compilers require. */
function checkUniform(name: string, type: Type, line: number): void {
  const isTight = (each: Type): boolean => each.kind === "array" && strideOf(each) % 4 !== 0;
  if (!isEndless(type) && !holds(type, isTight)) return;
  throw new WgslError(
    "uniform-layout",
    {
      en: `in a uniform, array elements must be 16 bytes apart; declare ${name} as var<storage, read>`,
      zh: `uniform 里的数组元素须按 16 字节对齐，请把 ${name} 声明为 var<storage, read>`,
    },
    line,
  );
}
