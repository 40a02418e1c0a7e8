import type { Context } from "../program/context.ts";
import { partsIn } from "../type/layout.ts";
import type { Type } from "../type/type.ts";
import { inOrder } from "../value/in-order.ts";
import { constant, latest, type Numbers, runningParts, type Value } from "../value/value.ts";

/** A value made of the numbers of some values, one after another; a single number fills all places of the type. */
export function assembled(context: Context, type: Type, given: readonly Value[]): Value {
  const count = partsIn(type);
  const [only] = given;
  const isSplat = given.length === 1 && partsIn(only!.type) === 1 && count > 1;
  const stage = latest(given);
  if (stage !== "running") {
    const known = given.flatMap((each) => [...each.known!]);
    return constant(type, isSplat ? Array.from({ length: count }, () => known[0]!) : known, stage);
  }
  const { before, values } = inOrder(context, given);
  if (isSplat) {
    const { at } = values[0]!;
    return runningParts(type, () => Array.from({ length: count }).fill(at()) as number[], before);
  }
  if (values.every((each) => partsIn(each.type) === 1)) return runningParts(type, ofSingles(values), before);
  return runningParts(type, () => joined(values.map((each) => each.parts())), before);
}

/** The most common cases, without a loop. */
function ofSingles(values: readonly Value[]): () => Numbers {
  const [a, b, c, d] = values.map(({ at }) => at);
  if (values.length === 2) return () => [a!(), b!()];
  if (values.length === 3) return () => [a!(), b!(), c!()];
  if (values.length === 4) return () => [a!(), b!(), c!(), d!()];
  return () => values.map(({ at }) => at());
}

function joined(parts: readonly Numbers[]): Numbers {
  const result: number[] = [];
  for (const each of parts) for (let i = 0; i < each.length; i++) result.push(each[i]!);
  return result;
}
