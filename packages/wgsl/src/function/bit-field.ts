import { concrete, fits } from "../type/convert.ts";
import { isInteger, isOf, scalar, type Type, withComponent } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { componentwise } from "../value/operation.ts";
import type { Value } from "../value/value.ts";
import { ValueError } from "../value/value-error.ts";
import type { WholeFunction } from "./whole-function.ts";

const u32 = scalar("u32");

const whole = (type: Type): boolean => isOf(type, isInteger);

/** `count` bits starting at `offset`, as far as they exist. */
function span(offset: number, count: number): readonly [from: number, mask: number] {
  const from = Math.min(offset, 32);
  const length = Math.min(count, 32 - from);
  return [from, length === 32 ? -1 : (1 << length) - 1];
}

function extracted(x: number, offset: number, count: number, isSigned: boolean): number {
  const [from, mask] = span(offset, count);
  if (mask === 0) return 0;
  const bits = (from === 32 ? 0 : x >>> from) & mask;
  const unused = Math.clz32(mask);
  return isSigned ? (bits << unused) >> unused : bits >>> 0;
}

function inserted(x: number, bits: number, offset: number, count: number): number {
  const [from, mask] = span(offset, count);
  if (mask === 0 || from === 32) return x;
  return (x & ~(mask << from)) | ((bits & mask) << from);
}

/** Refuses constants outside 32 bits. */
function refuse(name: string, offset: Value, count: Value, line: number): void {
  if (offset.known === undefined || count.known === undefined || offset.at() + count.at() <= 32) return;
  throw new ValueError(
    "out-of-range",
    {
      en: `${name} needs offset + count <= 32, but these constants do not satisfy it; check the values`,
      zh: `${name} 要求 offset + count <= 32，而这里的常量不满足，请检查传入的值`,
    },
    line,
  );
}

/** The functions that read and write bit fields of integers. */
export const bitFieldFunctions: Readonly<Record<string, WholeFunction>> = {
  extractBits: {
    takes: "whole numbers, an offset and a count (u32)",
    apply: (context, given, line) => {
      const [x, offset, count] = given;
      if (given.length !== 3 || !whole(x!.type) || !fits(offset!.type, u32) || !fits(count!.type, u32))
        return undefined;
      const type = concrete(x!.type);
      const operands = [as(x!, type, line), as(offset!, u32, line), as(count!, u32, line)];
      refuse("extractBits", operands[1]!, operands[2]!, line);
      const isSigned = isOf(type, (name) => name === "i32");
      return componentwise(
        context,
        type,
        operands,
        { numbers: (a, b, c) => extracted(a, b, c, isSigned) },
        line,
      );
    },
  },
  insertBits: {
    takes: "whole numbers twice, an offset and a count (u32)",
    apply: (context, given, line) => {
      const [x, bits, offset, count] = given;
      if (given.length !== 4 || !whole(x!.type) || !fits(offset!.type, u32) || !fits(count!.type, u32))
        return undefined;
      const type = fits(x!.type, bits!.type) ? concrete(bits!.type) : concrete(x!.type);
      if (!fits(x!.type, type) || !fits(bits!.type, type)) return undefined;
      const operands = [
        as(x!, type, line),
        as(bits!, type, line),
        as(offset!, u32, line),
        as(count!, u32, line),
      ];
      refuse("insertBits", operands[2]!, operands[3]!, line);
      return componentwise(context, type, operands, { numbers: inserted }, line);
    },
  },
  ldexp: {
    takes: "floats, and whole numbers (i32) as powers of two",
    apply: (context, given, line) => {
      const [x, power] = given;
      if (given.length !== 2) return undefined;
      const type = isOf(x!.type, (name) => name === "abstract-int")
        ? withComponent(x!.type, "abstract-float")
        : x!.type;
      const powers = withComponent(type, "i32");
      const isFloat =
        isOf(type, (name) => name === "f32" || name === "abstract-float") && type.kind !== "matrix";
      if (!isFloat || !fits(power!.type, powers)) return undefined;
      const to = power!.known === undefined ? concrete(type) : type;
      const operands = [as(x!, to, line), as(power!, powers, line)];
      return componentwise(context, to, operands, { numbers: (a, b) => a * 2 ** b }, line);
    },
  },
};
