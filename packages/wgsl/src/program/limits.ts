import { WgslError } from "../wgsl-error.ts";
import { roundUp, wordsIn } from "../type/layout.ts";
import type { Variable } from "./variable.ts";

/** Limits requested beyond the guaranteed ones, with WebGPU's names. */
export interface DeviceLimits {
  /** Storage buffers that a kernel may use; every device has 8. */
  readonly maxStorageBuffersPerShaderStage?: number;
}

/** The limits of every WebGPU device, which a program can rely on unless it requests more. */
const least = { storage: 8, uniform: 12, binding: 999, sharedBytes: 16_384, uniformBytes: 65_536 };

/** Refuses a kernel that exceeds the limits of the device. */
export function checkLimits(
  uses: ReadonlySet<Variable>,
  line: number,
  { maxStorageBuffersPerShaderStage = least.storage }: DeviceLimits,
): void {
  const limits = { ...least, storage: maxStorageBuffersPerShaderStage };
  const found = [...uses];
  for (const space of ["storage", "uniform"] as const) {
    const count = found.filter((each) => each.space === space).length;
    if (count > limits[space]) throw tooMany(space, count, limits[space], line);
  }
  for (const each of found) checkOne(each);
  const twin = found.find(
    ({ binding }, i) => binding >= 0 && found.findIndex((each) => each.binding === binding) < i,
  );
  if (twin !== undefined) throw sameBinding(twin);
  const shared = found.filter((each) => each.space === "workgroup");
  const bytes = shared.reduce((sum, { type }) => sum + 4 * roundUp(wordsIn(type), 4), 0);
  if (bytes <= limits.sharedBytes) return;
  throw new WgslError(
    "too-large",
    {
      en: `the var<workgroup> of this kernel take ${bytes} bytes, but only ${limits.sharedBytes} are guaranteed on a device; make them smaller`,
      zh: `内核的 var<workgroup> 共 ${bytes} 字节，而设备只保证 ${limits.sharedBytes} 字节，请改小`,
    },
    line,
  );
}

function checkOne({ name, space, binding, type, line }: Variable): void {
  if (binding > least.binding) {
    throw new WgslError(
      "out-of-range",
      {
        en: `@binding(${binding}) is above WebGPU's highest, ${least.binding}; give ${name} a smaller number`,
        zh: `@binding(${binding}) 超出了 WebGPU 的最大编号 ${least.binding}，请给 ${name} 换个较小的编号`,
      },
      line,
    );
  }
  const bytes = 4 * wordsIn(type);
  if (space !== "uniform" || bytes <= least.uniformBytes) return;
  throw new WgslError(
    "too-large",
    {
      en: `${name} takes ${bytes} bytes, but a uniform can have at most ${least.uniformBytes}; declare it as var<storage, read>`,
      zh: `${name} 占 ${bytes} 字节，而 uniform 至多 ${least.uniformBytes} 字节，请声明为 var<storage, read>`,
    },
    line,
  );
}

const tooMany = (space: "storage" | "uniform", count: number, limit: number, line: number): WgslError =>
  new WgslError(
    "too-many-buffers",
    {
      en: `the kernel uses ${count} ${space} buffers, but only ${limit} are guaranteed on a device; put several arrays into one buffer`,
      zh: `内核使用了 ${count} 个 ${space} 缓冲区，而设备只保证 ${limit} 个，请把几个数组合在一个缓冲区里`,
    },
    line,
  );

const sameBinding = ({ binding, line }: Variable): WgslError =>
  new WgslError(
    "duplicate",
    {
      en: `two variables have @binding(${binding}); give one a different number`,
      zh: `有两个变量都在 @binding(${binding})，请给其中一个换个编号`,
    },
    line,
  );
