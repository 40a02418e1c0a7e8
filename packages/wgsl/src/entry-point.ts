import { attribute } from "./attribute.ts";
import type { Context, Operand } from "./compiler.ts";
import { value } from "./expression.ts";
import type { Machine } from "./machine.ts";
import type { Attribute, FunctionDeclaration } from "./syntax.ts";
import { isInteger } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";

export type Size = readonly [x: number, y: number, z: number];

/** A number that an attribute gives, such as the 2 of `@binding(2)`. */
export function numberIn(context: Context, { name, args, line }: Attribute, at = 0): number | undefined {
  const arg = args?.[at];
  if (arg === undefined) return undefined;
  const given = value(context, arg);
  const number = given.constant && isInteger(given.type) ? given.at() : -1;
  if (number >= 0 && number < 2 ** 31) return number;
  throw new WgslError(`@${name} takes whole numbers known beforehand`, `@${name} 需要事先已知的整数`, line);
}

/** The one function marked `@compute`. */
export function entryPoint(functions: readonly FunctionDeclaration[]): FunctionDeclaration {
  const [found, second] = functions.filter(
    ({ attributes }) => attribute(attributes, "compute") !== undefined,
  );
  if (found === undefined) {
    throw new WgslError(
      "there is no compute kernel; write @compute @workgroup_size(64) before its fn",
      "没有计算内核，请在它的 fn 前面写上 @compute @workgroup_size(64)",
      functions[0]?.line ?? 1,
    );
  }
  if (second === undefined) return found;
  throw new WgslError(
    "there are two kernels; one dispatch runs one, so keep one",
    "这里有两个内核；一次调度只运行一个，请只保留一个",
    second.line,
  );
}

export function workgroupSize(context: Context, { attributes, line }: FunctionDeclaration): Size {
  const size = attribute(attributes, "workgroup_size");
  const [x = 0, y = 1, z = 1] =
    size === undefined ? [] : [0, 1, 2].map((i) => numberIn(context, size, i) ?? (i === 0 ? 0 : 1));
  const types = new Set((size?.args ?? []).map((arg) => value(context, arg).type));
  const oneType = !(types.has("i32") && types.has("u32"));
  if (oneType && x >= 1 && y >= 1 && z >= 1 && z <= 64 && x * y * z <= 256) return [x, y, z];
  throw new WgslError(
    "a kernel says how many invocations a workgroup has, 256 at most and 64 at most in z: @workgroup_size(64)",
    "内核要写明一个工作组有多少次调用（至多 256，z 方向至多 64）：@workgroup_size(64)",
    size?.line ?? line,
  );
}

/** Where an invocation is, written before it runs into numbers that the kernel's parameters read. */
export interface Position {
  readonly global: [number, number, number];
  readonly local: [number, number, number];
  readonly group: [number, number, number];
  readonly groups: [number, number, number];
  index: number;
}

export const newPosition = (): Position => ({
  global: [0, 0, 0],
  local: [0, 0, 0],
  group: [0, 0, 0],
  groups: [0, 0, 0],
  index: 0,
});

const places = {
  global_invocation_id: "global",
  local_invocation_id: "local",
  workgroup_id: "group",
  num_workgroups: "groups",
} as const;

/** The kernel's parameters by name. */
export function parameters(
  context: Context,
  { parameters: declared }: FunctionDeclaration,
  position: Position,
): Map<string, Operand> {
  const found = new Map<string, Operand>();
  const used = new Set<string>();
  for (const { name, type, attributes, line } of declared) {
    const arg = attribute(attributes, "builtin")?.args?.[0];
    const builtin = arg?.kind === "name" ? arg.name : "";
    if (used.has(builtin)) {
      throw new WgslError(
        `there are two parameters of @builtin(${builtin}); keep one`,
        `有两个参数都是 @builtin(${builtin})，请只保留一个`,
        line,
      );
    }
    if (builtin !== "") used.add(builtin);
    const { kind } = context.typeOf(type);
    if (Object.hasOwn(places, builtin) && kind === "place") {
      const part = position[places[builtin as keyof typeof places]];
      found.set(name, { kind: "place", parts: [() => part[0], () => part[1], () => part[2]] });
    } else if (builtin === "local_invocation_index" && type.name === "u32") {
      found.set(name, { kind: "value", type: "u32", at: () => position.index, constant: false });
    } else {
      throw new WgslError(
        `${name} needs an attribute that says what it is: @builtin(global_invocation_id) ${name}: vec3<u32>`,
        `${name} 前面要用属性说明它是什么：@builtin(global_invocation_id) ${name}: vec3<u32>`,
        line,
      );
    }
  }
  return found;
}

/** Runs something for each invocation, workgroup after workgroup, and tells the machine which it is. */
export function eachInvocation(
  machine: Machine,
  position: Position,
  size: Size,
  groups: Size,
  run: () => void,
): void {
  const { global, local, group } = position;
  position.groups.splice(0, 3, ...groups);
  const [width, height] = [size[0] * groups[0], size[1] * groups[1]];
  machine.extent = [width, height, size[2] * groups[2]];
  for (group[2] = 0; group[2] < groups[2]; group[2]++)
    for (group[1] = 0; group[1] < groups[1]; group[1]++)
      for (group[0] = 0; group[0] < groups[0]; group[0]++) {
        position.index = 0;
        for (local[2] = 0; local[2] < size[2]; local[2]++)
          for (local[1] = 0; local[1] < size[1]; local[1]++)
            for (local[0] = 0; local[0] < size[0]; local[0]++) {
              for (const axis of [0, 1, 2] as const) global[axis] = group[axis] * size[axis] + local[axis];
              machine.invocation = global[0] + width * (global[1] + height * global[2]);
              run();
              position.index++;
            }
      }
}
