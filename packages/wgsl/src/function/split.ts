import { concrete } from "../type/convert.ts";
import { partsIn } from "../type/layout.ts";
import { structOf } from "../type/struct-of.ts";
import { isFloat, isOf, nameOfType, type Type, withComponent } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { checkedConstant } from "../value/representable.ts";
import { type Numbers, runningParts, type Value } from "../value/value.ts";
import type { WholeFunction } from "./whole-function.ts";

/** `x = fraction · 2 ** power`, with the fraction from one half to one. */
function fractionAndPower(x: number): readonly [fraction: number, power: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let power = Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) + 1);
  let fraction = x / 2 ** power;
  for (; Math.abs(fraction) >= 1; fraction /= 2) power++;
  for (; Math.abs(fraction) < 0.5; fraction *= 2) power--;
  return [fraction, power];
}

/** A function that returns two values for each number, in a struct with two members. */
const inTwo =
  (
    name: string,
    members: readonly [first: string, second: string],
    secondType: (type: Type) => Type,
    split: (x: number) => readonly [number, number],
  ): WholeFunction["apply"] =>
  (_context, given, line) => {
    const [only] = given;
    if (only === undefined || given.length > 1 || only.type.kind === "matrix") return undefined;
    const isWhole = isOf(only.type, (each) => each === "abstract-int");
    const type = isWhole ? withComponent(only.type, "abstract-float") : only.type;
    if (!isOf(type, isFloat)) return undefined;
    const of = only.known === undefined ? concrete(type) : type;
    const result = structOf(`__${name}_result_${nameOfType(of)}`, [
      { name: members[0], type: of },
      { name: members[1], type: secondType(of) },
    ]);
    return splitted(as(only, of, line), result, partsIn(of), split, line);
  };

function splitted(
  given: Value,
  type: Type,
  count: number,
  split: (x: number) => readonly [number, number],
  line: number,
): Value {
  const both = (numbers: Numbers): number[] => {
    const pairs = Array.from({ length: count }, (_, i) => split(numbers[i]!));
    return [...pairs.map(([first]) => first), ...pairs.map(([, second]) => second)];
  };
  if (given.known !== undefined) return checkedConstant(type, both(given.parts()), given.stage, line);
  return runningParts(type, () => both(given.parts()), given.before);
}

const whole = (type: Type): Type =>
  withComponent(type, isOf(type, (name) => name === "f32") ? "i32" : "abstract-int");

/** The functions that split a number in two. */
export const splitFunctions: Readonly<Record<string, WholeFunction>> = {
  frexp: { takes: "floats", apply: inTwo("frexp", ["fract", "exp"], whole, fractionAndPower) },
  modf: {
    takes: "floats",
    apply: inTwo(
      "modf",
      ["fract", "whole"],
      (type) => type,
      (x) => [x - Math.trunc(x), Math.trunc(x)],
    ),
  },
};
