import { WgslError } from "../wgsl-error.ts";
import { nearest } from "../function/nearest-name.ts";
import type { Context } from "../program/context.ts";
import type { Expression } from "../read/syntax.ts";
import { partsIn } from "../type/layout.ts";
import {
  scalar,
  type StructMember,
  type StructType,
  type Type,
  vector,
  type VectorType,
} from "../type/type.ts";
import { followed } from "./address.ts";
import { operand } from "./expression.ts";
import { loaded } from "./load.ts";
import { sliced } from "./slice.ts";
import { constant, type Place, type Reference, running, runningParts, type Value } from "./value.ts";

/** `a.x`, of a struct or of a vector. */
export function member(
  context: Context,
  { of, name, line }: Expression & { kind: "member" },
): Value | Reference {
  const base = followed(operand(context, of));
  const { type } = base;
  if (type.kind === "vector") return components(context, base, type, name, line);
  if (type.kind !== "struct") {
    throw new WgslError(
      "unknown-member",
      {
        en: `only a struct or a vector has members, so .${name} does not exist here`,
        zh: `只有结构体和向量才有成员，这里不能写 .${name}`,
      },
      line,
    );
  }
  const found = memberOf(type, name, line);
  return base.kind === "value" ? partOf(base, found.type, found.part) : moved(base, found);
}

function memberOf({ name: struct, members }: StructType, name: string, line: number): StructMember {
  const found = members.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = members.map((each) => each.name);
  const near = nearest(name, names);
  throw new WgslError(
    "unknown-member",
    {
      en: `${struct} has no member ${name}, only ${names.join(", ")}${near === undefined ? "" : `; did you mean ${near}?`}`,
      zh: `${struct} 没有成员 ${name}，只有 ${names.join("、")}${near === undefined ? "" : `；是不是想写 ${near}？`}`,
    },
    line,
  );
}

/** A reference moved by some words or slots. */
function moved(base: Reference, { name, type, offset, part }: StructMember): Reference {
  return { ...base, type, path: `${base.path}.${name}`, place: further(base.place, offset, part) };
}

function further(place: Place, words: number, parts: number): Place {
  if (place.store === "slots") {
    const { slot, offset } = place;
    return { store: "slots", slot: slot + parts, offset };
  }
  const { buffer, word } = place;
  if (words === 0) return place;
  return {
    store: "memory",
    buffer,
    word(access) {
      const start = word(access);
      return start < 0 ? -1 : start + words;
    },
  };
}

/** Some consecutive numbers of a value. */
function partOf({ known, stage, parts, before }: Value, type: Type, from: number): Value {
  const count = partsIn(type);
  if (known !== undefined) return constant(type, known.slice(from, from + count), stage);
  if (type.kind === "scalar") return running(type.name, () => parts()[from]!, before);
  return runningParts(type, () => sliced(parts(), from, count), before);
}

/** `v.x`, or several components as a new vector: `v.zyx`. */
function components(
  context: Context,
  base: Value | Reference,
  type: VectorType,
  name: string,
  line: number,
): Value | Reference {
  const places = placesOf(name, type.size);
  if (places === undefined) {
    const names = ["x", "y", "z", "w"].slice(0, type.size).map((each) => `.${each}`);
    const list = [names.slice(0, -1).join(", "), names.at(-1)].join(" and ");
    throw new WgslError(
      "unknown-member",
      {
        en: `a vec${type.size} has ${list}, but not .${name}`,
        zh: `vec${type.size} 只有 ${names.join("、")}，没有 .${name}`,
      },
      line,
    );
  }
  const [first = 0] = places;
  if (places.length === 1) {
    if (base.kind === "value") return partOf(base, scalar(type.of), first);
    const place = further(base.place, first, first);
    return { ...base, type: scalar(type.of), place, isComponent: true };
  }
  const { known, stage, parts, before } = loaded(context, base, line);
  const result = vector(places.length, type.of);
  if (known !== undefined)
    return constant(
      result,
      places.map((i) => known[i]!),
      stage,
    );
  return runningParts(result, () => picked(parts(), places), before);
}

const picked = (numbers: ArrayLike<number>, places: readonly number[]): readonly number[] =>
  places.map((i) => numbers[i]!);

/** Which components a name means: letters of one kind, one to four. */
function placesOf(name: string, size: number): readonly number[] | undefined {
  const letters = ["xyzw", "rgba"].find((each) => Array.from(name).every((letter) => each.includes(letter)));
  if (letters === undefined || name.length > 4) return undefined;
  const places = Array.from(name, (letter) => letters.indexOf(letter));
  return places.every((i) => i < size) ? places : undefined;
}
