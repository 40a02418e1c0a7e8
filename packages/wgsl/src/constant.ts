import type { Value } from "./compiler.ts";
import { rounded, type Scalar } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";

/** A value that is known before the kernel runs. */
export const constant = (type: Scalar, value: number): Value => ({
  kind: "value",
  type,
  at: () => value,
  constant: true,
});

const ends: Readonly<Partial<Record<Scalar, readonly [low: number, high: number]>>> = {
  i32: [-(2 ** 31), 2 ** 31 - 1],
  u32: [0, 2 ** 32 - 1],
  // The largest number below 2⁶³ that JavaScript has.
  "abstract-int": [-(2 ** 63), 2 ** 63 - 1024],
};

const written: Readonly<Partial<Record<Scalar, string>>> = {
  "abstract-int": "i64",
  "abstract-float": "f64",
};

/** A constant of a type that can hold it; compilers of WGSL refuse what overflows before anything runs. */
export function representable(type: Scalar, value: number, line: number): Value {
  const [low, high] = ends[type] ?? [-Infinity, Infinity];
  const result = type === "f32" ? Math.fround(value) : value;
  if (result >= low && result <= high && (type in ends || Number.isFinite(result)))
    return constant(type, type === "f32" ? result : rounded[type](value));
  if (Number.isNaN(value)) {
    throw new WgslError(
      "this constant is no number (NaN), which WGSL refuses; look at its parts",
      "这个常量的结果不是数（NaN），WGSL 不允许，请检查它的各个部分",
      line,
    );
  }
  if (type === "u32" && value < 0) {
    throw new WgslError(
      `${value} is no u32, which has no negative numbers; use i32`,
      `${value} 不是 u32，u32 没有负数，请改用 i32`,
      line,
    );
  }
  const name = written[type] ?? type;
  const limit = type in ends ? (value > 0 ? high : low) : type === "f32" ? "3.4e38" : "1.8e308";
  if (!Number.isFinite(value)) {
    throw new WgslError(
      `this constant goes beyond ${name}, which ends at ${limit}, as does what is divided by 0; look at its parts`,
      `这个常量超出了 ${name} 的范围（到 ${limit} 为止），除以 0 也会如此，请检查它的各个部分`,
      line,
    );
  }
  throw new WgslError(
    `the constant ${value} does not fit ${name}, which ends at ${limit}; make it smaller, or take another type`,
    `常量 ${value} 超出了 ${name} 的范围（到 ${limit} 为止），请改小，或换一种类型`,
    line,
  );
}

/** An operation; what is known beforehand is computed beforehand, and must be a number of its type. */
export function operation(type: Scalar, of: readonly Value[], at: () => number, line: number): Value {
  if (of.every((each) => each.constant)) return representable(type, at(), line);
  return { kind: "value", type, at, constant: false };
}
