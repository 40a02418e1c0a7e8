import { DispatchError } from "../dispatch-error.ts";
import type { Size } from "../program/entry-point.ts";

/** WebGPU's own limit, in each direction. */
const most = 65535;
/** The most invocations of one dispatch that the interpreter runs, which takes some seconds. */
const mostInvocations = 2 ** 20;

const remedy = ["such as Math.ceil(n / 64) for n elements", "例如 n 个元素用 Math.ceil(n / 64) 个"] as const;

const isCount = (each: unknown): boolean =>
  typeof each === "number" && Number.isInteger(each) && each >= 0 && each <= most;
const isSize = (parts: readonly unknown[]): parts is Size => parts.length === 3 && parts.every(isCount);

/** The number of workgroups in each direction. Zero means none, as on a GPU. */
export function workgroupsOf(given: unknown, size: Size): Size {
  const parts: readonly unknown[] = Array.isArray(given) ? given : [given, 1, 1];
  if (!isSize(parts)) {
    const wrong = parts.find((each) => !isCount(each));
    const found = parts.length === 3 ? String(wrong) : `[${parts.join(", ")}]`;
    throw new DispatchError("out-of-range", {
      en: `dispatch: ${found} workgroups were requested; give a whole number from 0 to ${most}, ${remedy[0]}`,
      zh: `dispatch：要求的工作组数为 ${found}，它必须是 0 到 ${most} 之间的整数，${remedy[1]}`,
    });
  }
  const groups = parts;
  const invocations = [...groups, ...size].reduce((a, b) => a * b);
  if (invocations <= mostInvocations) return groups;
  throw new DispatchError("too-large", {
    en: `dispatch: ${groups.join(" × ")} workgroups of ${size.join(" × ")} are ${invocations} invocations, but the course's interpreter runs at most ${mostInvocations}; use fewer, ${remedy[0]}`,
    zh: `dispatch：${groups.join(" × ")} 个工作组、每组 ${size.join(" × ")} 次，共 ${invocations} 次调用，而本课程的解释器至多运行 ${mostInvocations} 次；请减少工作组，${remedy[1]}`,
  });
}
