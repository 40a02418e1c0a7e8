import { componentOf, type Type } from "../type/type.ts";
import { partsIn } from "../type/layout.ts";
import { checkedConstant, rounded } from "./representable.ts";
import { inOrder } from "./in-order.ts";
import { latest, type Numbers, type Part, running, runningParts, type Value } from "./value.ts";
import type { Context } from "../program/context.ts";

type Compute = (a: number, b: number, c: number, d: number) => number;

/** How one number of the result follows from one number of each operand. */
export interface Formula {
  readonly numbers: Compute;
  /** The same for whole numbers without a type, which have 64 bits; otherwise they are computed as numbers. */
  readonly exact?: (a: bigint, b: bigint, c: bigint) => bigint;
}

const none = (): number => NaN;
const noParts = (): Numbers => [];

/**
 * A value computed component by component: from the same component of each operand, or from the single number of an
 * operand. Values known at compile time are computed then, and must fit their type.
 */
export function componentwise(
  context: Context,
  type: Type,
  operands: readonly Value[],
  formula: Formula,
  line: number,
): Value {
  const stage = latest(operands);
  if (stage !== "running") {
    const parts = Array.from({ length: partsIn(type) }, (_, i) => {
      const given = operands.map(({ known }) => known![known!.length === 1 ? 0 : i]!);
      return computed(type, given, formula);
    });
    return checkedConstant(type, parts, stage, line);
  }
  const { numbers } = formula;
  const { before, values } = inOrder(context, operands);
  if (type.kind === "scalar") {
    const round = rounded[type.name];
    const [a = none, b = none, c = none, d = none] = values.map(({ at }) => at);
    if (values.length === 1) return running(type.name, () => round(numbers(a(), 0, 0, 0)), before);
    if (values.length === 2) return running(type.name, () => round(numbers(a(), b(), 0, 0)), before);
    return running(type.name, () => round(numbers(a(), b(), c(), d())), before);
  }
  return runningParts(type, spread(type, values, numbers), before);
}

function computed(type: Type, given: readonly Part[], { numbers, exact }: Formula): Part {
  const [a, b = 0n, c = 0n] = given;
  const isExact = given.every((each) => typeof each === "bigint");
  if (exact !== undefined && isExact) return exact(a as bigint, b as bigint, c as bigint);
  const [x, y = NaN, z = NaN, w = NaN] = given.map(Number);
  const result = numbers(x!, y, z, w);
  const name = componentOf(type);
  // 32-bit integers wrap; floats are rounded, and refused if they overflow, when the constant is made.
  return name === "i32" || name === "u32" ? rounded[name](result) : result;
}

/** The numbers of a vector's or matrix's operands, one after another. */
function spread(type: Type, values: readonly Value[], numbers: Compute): () => Numbers {
  const round = rounded[componentOf(type)!];
  const count = partsIn(type);
  const steps = values.map((each) => (partsIn(each.type) === 1 ? 0 : 1));
  const [a = noParts, b = noParts, c = noParts, d = noParts] = values.map(({ parts }) => parts);
  const [p = 0, q = 0, r = 0, s = 0] = steps;
  return () => {
    const [x, y, z, w] = [a(), b(), c(), d()];
    const result: number[] = [];
    for (let i = 0; i < count; i++) result.push(round(numbers(x[i * p]!, y[i * q]!, z[i * r]!, w[i * s]!)));
    return result;
  };
}

/** A value computed from all numbers of its operands together, such as a matrix product. */
export function whole(
  context: Context,
  type: Type,
  operands: readonly Value[],
  compute: (...parts: readonly Numbers[]) => readonly number[],
  line: number,
): Value {
  const stage = latest(operands);
  if (stage !== "running") {
    const parts = compute(...operands.map((each) => each.parts()));
    return checkedConstant(type, parts, stage, line);
  }
  const { before, values } = inOrder(context, operands);
  const parts = (): Numbers => compute(...values.map((each) => each.parts()));
  if (type.kind === "scalar") return running(type.name, () => parts()[0]!, before);
  return runningParts(type, parts, before);
}
