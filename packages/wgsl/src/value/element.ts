import { WgslError } from "../wgsl-error.ts";
import type { Context } from "../program/context.ts";
import { unknownFeature } from "../program/unknown-feature.ts";
import type { Expression } from "../read/syntax.ts";
import { concrete } from "../type/convert.ts";
import { alignOf, partsIn, strideOf, wordsIn } from "../type/layout.ts";
import { isInteger, nameOfType, scalar, type Type, vector } from "../type/type.ts";
import { followed } from "./address.ts";
import { as } from "./conversion.ts";
import { operand, value } from "./expression.ts";
import { inOrder } from "./in-order.ts";
import { constant, latest, type Place, type Reference, running, runningParts, type Value } from "./value.ts";
import { ValueError } from "./value-error.ts";
import { sliced } from "./slice.ts";

/** `a[i]` */
export function element(
  context: Context,
  { of, index, line }: Expression & { kind: "index" },
): Value | Reference {
  const base = followed(operand(context, of));
  const type = elementOf(base.type);
  if (type === undefined)
    throw new WgslError(
      "not-indexable",
      { en: "only an array has elements; remove the [ ]", zh: "只有数组才有元素，请去掉 [ ]" },
      line,
    );
  const at = indexOf(context, index, lengthOf(base.type), line);
  if (base.kind === "value") return ofValue(context, base, type, at);
  if (at.before !== undefined) throw unknownFeature("a barrier inside of [ ]", line);
  return ofReference(context, base, type, at, line);
}

/** The type of the elements. */
function elementOf(type: Type): Type | undefined {
  if (type.kind === "array") return type.of;
  if (type.kind === "vector") return scalar(type.of);
  return type.kind === "matrix" ? vector(type.rows, type.of) : undefined;
}

/** The number of elements; `null` if the buffer decides. */
function lengthOf(type: Type): number | null {
  if (type.kind === "array") return type.length;
  return type.kind === "vector" ? type.size : type.kind === "matrix" ? type.columns : 0;
}

/** An index; one known at compile time must be within the array. */
function indexOf(context: Context, node: Expression, length: number | null, line: number): Value {
  const given = value(context, node);
  if (given.type.kind !== "scalar" || !isInteger(given.type.name)) {
    throw new WgslError(
      "not-integer",
      {
        en: `an index must be a u32 or i32, but this is ${nameOfType(given.type)}`,
        zh: `下标必须是 u32 或 i32，而这是 ${nameOfType(given.type)}`,
      },
      line,
    );
  }
  const at = as(given, concrete(given.type), line);
  if (at.known === undefined || (at.at() >= 0 && at.at() < (length ?? Infinity))) return at;
  const end = length === null ? "" : String(length - 1);
  throw new ValueError(
    "out-of-bounds",
    {
      en: `there is no element ${at.at()}; indices ${end === "" ? "start at 0" : `go from 0 to ${end}`}`,
      zh: `没有第 ${at.at()} 号元素，下标从 0 ${end === "" ? "开始" : `到 ${end}`}`,
    },
    line,
  );
}

/** An element of a value; for an index out of range, WGSL takes the nearest. */
function ofValue(context: Context, base: Value, type: Type, index: Value): Value {
  const count = partsIn(type);
  const stage = latest([base, index]);
  if (base.known !== undefined && index.known !== undefined)
    return constant(type, base.known.slice(index.at() * count, (index.at() + 1) * count), stage);
  const whole = as(base, concrete(base.type), 0);
  const {
    before,
    values: [from, at],
  } = inOrder(context, [whole, index]);
  const last = partsIn(base.type) / count - 1;
  const nearest = (): number => Math.min(Math.max(at!.at(), 0), last);
  const { parts } = from!;
  const result = concrete(type);
  if (result.kind === "scalar") return running(result.name, () => parts()[nearest()]!, before);
  return runningParts(result, () => sliced(parts(), nearest() * count, count), before);
}

function ofReference(context: Context, base: Reference, type: Type, index: Value, line: number): Reference {
  const isComponent = base.type.kind === "vector";
  return { ...base, type, isComponent, place: placeOf(context, base, type, index, line) };
}

/** The location of an element; outside the array it is a fault. */
function placeOf(
  context: Context,
  { type: of, place, path }: Reference,
  type: Type,
  index: Value,
  line: number,
): Place {
  const { machine } = context;
  const { at } = index;
  const fixed = lengthOf(of);
  const outside = (i: number, length: number, access: "read" | "write"): number => {
    const invocation = machine.placeOf(machine.invocation);
    machine.faults.add({ kind: "outside", buffer: path, index: i, length, line, access, invocation });
    return -1;
  };
  if (place.store === "slots") {
    const { slot, offset } = place;
    const stride = partsIn(type);
    const length = fixed ?? 0;
    if (index.known !== undefined && offset === undefined)
      return { store: "slots", slot: slot + at() * stride, offset };
    return {
      store: "slots",
      slot,
      offset(access) {
        const start = offset === undefined ? 0 : offset(access);
        if (start < 0) return -1;
        const i = at();
        return i >= 0 && i < length ? start + i * stride : outside(i, length, access);
      },
    };
  }
  const { buffer, word } = place;
  const stride = of.kind === "array" ? strideOf(of) : of.kind === "matrix" ? alignOf(of) : wordsIn(type);
  return {
    store: "memory",
    buffer,
    word(access) {
      const start = word(access);
      if (start < 0) return -1;
      const i = at();
      const length = fixed ?? Math.floor((buffer.memory!.words - start) / stride);
      return i >= 0 && i < length ? start + i * stride : outside(i, length, access);
    },
  };
}
