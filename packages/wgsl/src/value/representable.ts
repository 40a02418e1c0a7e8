import { componentOf, isFloat, type ScalarName, type Type } from "../type/type.ts";
import { layoutOf } from "../type/layout.ts";
import { constant, type Part, type Stage, type Value } from "./value.ts";
import { ValueError } from "./value-error.ts";

/** What a number becomes when it is stored as a type. */
export const rounded: Readonly<Record<ScalarName, (x: number) => number>> = {
  f32: Math.fround,
  i32: (x) => x | 0,
  u32: (x) => x >>> 0,
  bool: Number,
  "abstract-int": Math.trunc,
  "abstract-float": Number,
};

const ends: Readonly<Partial<Record<ScalarName, readonly [low: bigint, high: bigint]>>> = {
  i32: [-(2n ** 31n), 2n ** 31n - 1n],
  u32: [0n, 2n ** 32n - 1n],
  "abstract-int": [-(2n ** 63n), 2n ** 63n - 1n],
};

const written: Readonly<Partial<Record<ScalarName, string>>> = {
  "abstract-int": "i64",
  "abstract-float": "f64",
};

/** A number of a constant, as a type stores it; WGSL compilers refuse an overflow before anything runs. */
export function representable(name: ScalarName, value: Part, line: number): Part {
  if (name === "bool") return value;
  const range = ends[name];
  if (range !== undefined) {
    const whole =
      typeof value === "bigint" ? value : Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
    if (whole !== undefined && whole >= range[0] && whole <= range[1])
      return name === "abstract-int" ? whole : Number(whole);
  }
  const number = Number(value);
  if (isFloat(name)) {
    const result = name === "f32" ? Math.fround(number) : number;
    if (Number.isFinite(result)) return result;
  }
  throw outOfRange(name, number, line);
}

function outOfRange(name: ScalarName, value: number, line: number): ValueError {
  if (Number.isNaN(value)) {
    return new ValueError(
      "not-finite",
      {
        en: "this constant is not a number (NaN), which WGSL rejects; check its parts",
        zh: "这个常量的结果不是数（NaN），WGSL 不允许，请检查它的各个部分",
      },
      line,
    );
  }
  if (name === "u32" && value < 0) {
    return new ValueError(
      "not-representable",
      {
        en: `${value} is not a u32, which cannot be negative; use i32`,
        zh: `${value} 不是 u32，u32 没有负数，请改用 i32`,
      },
      line,
    );
  }
  const type = written[name] ?? name;
  const range = ends[name];
  const limit = range === undefined ? (name === "f32" ? "3.4e38" : "1.8e308") : range[value > 0 ? 1 : 0];
  if (!Number.isFinite(value)) {
    return new ValueError(
      "overflow",
      {
        en: `this constant is beyond ${type}, which ends at ${limit}; a division by 0 also causes this; check its parts`,
        zh: `这个常量超出了 ${type} 的范围（到 ${limit} 为止），除以 0 也会如此，请检查它的各个部分`,
      },
      line,
    );
  }
  return new ValueError(
    "not-representable",
    {
      en: `the constant ${value} does not fit ${type}, which ends at ${limit}; make it smaller, or use another type`,
      zh: `常量 ${value} 超出了 ${type} 的范围（到 ${limit} 为止），请改小，或换一种类型`,
    },
    line,
  );
}

/** A constant whose numbers its type must be able to hold. */
export function checkedConstant(type: Type, parts: readonly Part[], stage: Stage, line: number): Value {
  const name = componentOf(type);
  const names = name === undefined ? layoutOf(type).map((each) => each.name) : parts.map(() => name);
  return constant(
    type,
    parts.map((each, i) => representable(names[i]!, each, line)),
    stage,
  );
}
