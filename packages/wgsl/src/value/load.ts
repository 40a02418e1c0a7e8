import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import type { Race } from "../run/users.ts";
import { layoutOf, partsIn } from "../type/layout.ts";
import { holds, isEndless, nameOfType, type Type } from "../type/type.ts";
import { type Numbers, type Operand, type Reference, running, runningParts, type Value } from "./value.ts";

/** An operand as a value: a variable is read. */
export function loaded(context: Context, given: Operand, line: number): Value {
  if (given.kind === "value") return given;
  if (given.kind === "pointer") {
    throw new WgslError(
      "type-mismatch",
      {
        en: `a pointer is not a number; write * before it to read the value it points to`,
        zh: `指针不是数，请在前面写 * 来读取它指向的内容`,
      },
      line,
    );
  }
  const { type, place } = given;
  refuseWhole(type, line);
  context.touched.reads.add(given.root);
  return place.store === "slots" ? fromSlots(context, given, place) : fromMemory(context, given, place, line);
}

/** Arrays without a length and atomics are not read as a whole. */
function refuseWhole(type: Type, line: number): void {
  if (isEndless(type)) {
    const part = type.kind === "struct" ? `.${type.members[0]!.name}` : "[i]";
    throw new WgslError(
      "type-mismatch",
      {
        en: `one number is expected here, but this is ${nameOfType(type)}; use a part of it, such as ${part}`,
        zh: `这里需要一个数，而这是 ${nameOfType(type)}，请取其中的一部分，如 ${part}`,
      },
      line,
    );
  }
  if (!holds(type, ({ kind }) => kind === "atomic")) return;
  throw new WgslError(
    "atomic-access",
    {
      en: `use atomicLoad(&…) to read ${nameOfType(type)}`,
      zh: `${nameOfType(type)} 要用 atomicLoad(&…) 来读`,
    },
    line,
  );
}

type Slots = Reference["place"] & { store: "slots" };
type Words = Reference["place"] & { store: "memory" };

function fromSlots({ machine }: Context, { type }: Reference, { slot, offset }: Slots): Value {
  if (type.kind === "scalar") {
    if (offset === undefined) return running(type.name, () => machine.slots[slot]!);
    return running(type.name, () => {
      const at = offset("read");
      return at < 0 ? 0 : machine.slots[slot + at]!;
    });
  }
  const count = partsIn(type);
  const from = offset ?? ((): number => 0);
  return runningParts(type, () => {
    const at = from("read");
    return at < 0 ? new Float64Array(count) : copied(machine.slots, slot + at, count);
  });
}

/** A few numbers are copied faster one by one. */
function copied(slots: Float64Array, at: number, count: number): Numbers {
  if (count === 2) return [slots[at]!, slots[at + 1]!];
  if (count === 3) return [slots[at]!, slots[at + 1]!, slots[at + 2]!];
  if (count === 4) return [slots[at]!, slots[at + 1]!, slots[at + 2]!, slots[at + 3]!];
  return slots.slice(at, at + count);
}

function fromMemory(
  context: Context,
  { type, path }: Reference,
  { buffer, word }: Words,
  line: number,
): Value {
  const { machine } = context;
  const race = raceAt(context, path, line, "read");
  if (type.kind === "scalar") {
    const { name } = type;
    return running(name, () => {
      const at = word("read");
      return at < 0 ? 0 : buffer.memory!.load(at, name, machine.invocation, race);
    });
  }
  const layout = layoutOf(type);
  return runningParts(type, () => {
    const at = word("read");
    if (at < 0) return new Float64Array(layout.length);
    const memory = buffer.memory!;
    return layout.map((part) => memory.load(at + part.word, part.name, machine.invocation, race));
  });
}

/** Records a race at an access of the program. */
export function raceAt({ machine }: Context, buffer: string, line: number, access: "read" | "write"): Race {
  return (index, other) => {
    const [invocation, before] = [machine.placeOf(machine.invocation), machine.placeOf(other)];
    machine.faults.add({ kind: "race", buffer, index, line, access, invocation, other: before });
  };
}
