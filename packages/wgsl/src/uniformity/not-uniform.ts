import { WgslError } from "../wgsl-error.ts";
import type { Cause } from "./cause.ts";

/** The error for a barrier that only some invocations of a workgroup may reach. */
export function notUniform(name: string, cause: NonNullable<Cause>, line: number): WgslError {
  return new WgslError(
    "not-uniform",
    {
      en: `all invocations of a workgroup must reach ${name}, or none; here that depends on ${cause.name} (line ${cause.line}): move it out of the condition`,
      zh: `${name} 必须由一个工作组的所有调用一起到达，或都不到达；这里取决于第 ${cause.line} 行的 ${cause.name}，请把它移到条件之外`,
    },
    line,
  );
}
