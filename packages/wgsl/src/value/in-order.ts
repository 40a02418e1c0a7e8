import { type Context, newSlots } from "../program/context.ts";
import { unknownFeature } from "../program/unknown-feature.ts";
import { partsIn } from "../type/layout.ts";
import type { Pausing } from "../statement/outcome.ts";
import { running, runningParts, type Value } from "./value.ts";

/** Values computed from left to right, and what must happen before. */
export interface Ordered {
  readonly before: Pausing | undefined;
  readonly values: readonly Value[];
}

/** Keeps the order of values if one waits at a barrier: earlier ones are computed first and stored. */
export function inOrder(context: Context, values: readonly Value[]): Ordered {
  const last = values.findLastIndex(({ before }) => before !== undefined);
  if (last < 0) return { before: undefined, values };
  const aside = values.slice(0, last).map((each) => putAside(context, each));
  const final = values[last]!;
  return {
    values: [...aside.map(({ value }) => value), { ...final, before: undefined }, ...values.slice(last + 1)],
    *before() {
      for (const { keep } of aside) yield* keep();
      yield* final.before!();
    },
  };
}

/** The same value, which must not wait at a barrier here. */
export function atOnce(given: Value, line: number): Value {
  if (given.before !== undefined) throw unknownFeature("a barrier among the arguments of a function", line);
  return given;
}

/** Computes a value now, and keeps it for later. */
export function putAside(context: Context, given: Value): { readonly keep: Pausing; readonly value: Value } {
  const { machine } = context;
  const { type, at, parts, before } = given;
  const count = partsIn(type);
  const slot = newSlots(context, count);
  function* keep(): ReturnType<Pausing> {
    if (before !== undefined) yield* before();
    if (count === 1) machine.slots[slot] = at();
    else machine.slots.set(parts(), slot);
  }
  if (given.known !== undefined) return { *keep() {}, value: given };
  if (type.kind === "scalar") return { keep, value: running(type.name, () => machine.slots[slot]!) };
  return { keep, value: runningParts(type, () => machine.slots.slice(slot, slot + count)) };
}
