import type { Context } from "../program/context.ts";
import { common, concrete } from "../type/convert.ts";
import { componentOf, isFloat, isOf, isScalar, type Type, withComponent } from "../type/type.ts";
import { as } from "../value/conversion.ts";
import { componentwise } from "../value/operation.ts";
import type { Value } from "../value/value.ts";
import type { WholeFunction } from "./whole-function.ts";

/** `select(no, yes, condition)`; both are computed. */
function select(context: Context, given: readonly Value[], line: number): Value | undefined {
  const [no, yes, condition] = given;
  if (given.length !== 3 || no === undefined || yes === undefined || condition === undefined)
    return undefined;
  const both = common([no.type, yes.type]);
  if (both === undefined || (both.kind !== "scalar" && both.kind !== "vector")) return undefined;
  const isOne = isScalar(condition.type, "bool");
  const isEach =
    both.kind === "vector" && condition.type.kind === "vector" && condition.type.size === both.size;
  if (!isOne && !(isEach && isOf(condition.type, (name) => name === "bool"))) return undefined;
  const type = condition.known === undefined ? concrete(both) : both;
  const [a, b] = [as(no, type, line), as(yes, type, line)];
  const truth = exactly(condition, type);
  const formula = {
    numbers: (x: number, y: number, z: number) => (z === 1 ? y : x),
    exact: (x: bigint, y: bigint, z: bigint) => (z === 1n ? y : x),
  };
  return componentwise(context, type, [a, b, truth], formula, line);
}

/** Next to 64-bit integers, a truth value is a 64-bit integer, too. */
function exactly(condition: Value, type: Type): Value {
  if (condition.known === undefined || componentOf(type) !== "abstract-int") return condition;
  return { ...condition, known: condition.known.map((each) => BigInt(each)) };
}

/** `mix(a, b, share)`; the share may be a single number for a whole vector. */
function mix(context: Context, given: readonly Value[], line: number): Value | undefined {
  const [a, b, share] = given;
  if (given.length !== 3 || a === undefined || b === undefined || share === undefined) return undefined;
  const isOne = share.type.kind === "scalar";
  const shared = common([
    a.type,
    b.type,
    isOne ? withComponent(a.type, componentOf(share.type)!) : share.type,
  ]);
  if (shared === undefined || shared.kind === "matrix") return undefined;
  const type = isOf(shared, (name) => name === "abstract-int")
    ? withComponent(shared, "abstract-float")
    : shared;
  if (!isOf(type, isFloat)) return undefined;
  const third = as(share, isOne ? withComponent(share.type, componentOf(type)!) : type, line);
  const operands = [as(a, type, line), as(b, type, line), third];
  return componentwise(context, type, operands, { numbers: (x, y, t) => x * (1 - t) + y * t }, line);
}

/** The functions that select or mix values. */
export const choosing: Readonly<Record<string, WholeFunction>> = {
  select: { takes: "select(no, yes, condition), with two values of one type and a bool", apply: select },
  mix: { takes: "mix(a, b, share), with floats", apply: mix },
};
