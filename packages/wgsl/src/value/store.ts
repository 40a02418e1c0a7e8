import { type Context, newSlots } from "../program/context.ts";
import { layoutOf } from "../type/layout.ts";
import { raceAt } from "./load.ts";
import type { Reference, Value } from "./value.ts";

/** Writes a value to the target of a reference at run time. The target is evaluated before the value. */
export function stored(context: Context, to: Reference, given: Value, line: number): () => void {
  const { place } = to;
  context.touched.writes.add(to.root);
  if (place.store === "slots") return intoSlots(context, place, given);
  return intoMemory(context, to, place, given, line);
}

type Slots = Reference["place"] & { store: "slots" };
type Words = Reference["place"] & { store: "memory" };

function intoSlots({ machine }: Context, { slot, offset }: Slots, { type, at, parts }: Value): () => void {
  const isOne = type.kind === "scalar";
  if (offset === undefined) {
    if (isOne) return () => (machine.slots[slot] = at());
    return () => machine.slots.set(parts(), slot);
  }
  return () => {
    const to = offset("write");
    const numbers = isOne ? [at()] : parts();
    if (to >= 0) machine.slots.set(numbers, slot + to);
  };
}

function intoMemory(
  context: Context,
  { type, path }: Reference,
  { buffer, word }: Words,
  given: Value,
  line: number,
): () => void {
  const { machine } = context;
  const { at, parts } = given;
  const race = raceAt(context, path, line, "write");
  if (type.kind === "scalar") {
    const { name } = type;
    return () => {
      const start = word("write");
      const number = at();
      if (start >= 0) buffer.memory!.store(start, name, number, machine.invocation, race);
    };
  }
  const layout = layoutOf(type);
  return () => {
    const start = word("write");
    const numbers = parts();
    if (start < 0) return;
    const memory = buffer.memory!;
    layout.forEach((part, i) =>
      memory.store(start + part.word, part.name, numbers[i]!, machine.invocation, race),
    );
  };
}

/** The same location, evaluated once: `find` evaluates it, and afterwards `held` refers to it. */
export function held(
  context: Context,
  given: Reference,
): { readonly find: () => void; readonly held: Reference } {
  const { place } = given;
  if (place.store === "slots" && place.offset === undefined) return { find: () => undefined, held: given };
  const { machine } = context;
  const kept = newSlots(context, 1);
  const there = (): number => machine.slots[kept]!;
  if (place.store === "memory") {
    const { word } = place;
    return {
      find: () => (machine.slots[kept] = word("read")),
      held: { ...given, place: { ...place, word: there } },
    };
  }
  const { slot, offset } = place;
  return {
    find: () => (machine.slots[kept] = offset!("read")),
    held: { ...given, place: { store: "slots", slot, offset: there } },
  };
}
