import type { Value } from "./compiler.ts";
import { constant, operation, representable } from "./constant.ts";
import { fits, isAbstract, isFloat, rounded, type Scalar } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";

/** A value where a type is wanted; only what is abstract is converted. */
export function as(given: Value, to: Scalar, line: number): Value {
  if (given.type === to) return given;
  if (!fits(given.type, to)) {
    throw new WgslError(
      `${to} is wanted here, and this is ${given.type}; write ${to}(…) around it`,
      `这里需要 ${to}，给出的却是 ${given.type}，请在外面写上 ${to}(…)`,
      line,
    );
  }
  const { at } = given;
  if (!given.constant) return { kind: "value", type: to, at: () => rounded[to](at()), constant: false };
  return representable(to, at(), line);
}

const truncated = (x: number): number => (Number.isNaN(x) ? 0 : Math.trunc(x));

/** `f32(x)` and its like; without a value, zero. */
export function converted(to: Scalar, given: Value | undefined, line: number): Value {
  if (given === undefined) return constant(to, 0);
  const { at, type } = given;
  if (to === "bool") return operation(to, [given], () => Number(at() !== 0), line);
  // From a float to an integer, what lies beyond the range becomes its end.
  const [low, high] = to === "u32" ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  if (isFloat(type) && to !== "f32")
    return operation(to, [given], () => Math.min(Math.max(truncated(at()), low), high), line);
  if (isAbstract(type)) return as(given, to, line);
  const round = rounded[to];
  return operation(to, [given], () => round(at()), line);
}
