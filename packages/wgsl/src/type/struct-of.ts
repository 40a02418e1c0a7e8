import { alignOf, partsIn, roundUp, wordsIn } from "./layout.ts";
import type { StructMember, StructType, Type } from "./type.ts";

/** A member before layout; in words, what `@align` and `@size` request. */
export interface Unplaced {
  readonly name: string;
  readonly type: Type;
  readonly align?: number | undefined;
  readonly size?: number | undefined;
}

/** A struct whose members lie one after another, each at a multiple of its alignment. */
export function structOf(name: string, unplaced: readonly Unplaced[]): StructType {
  const members: StructMember[] = [];
  let [offset, part, align] = [0, 0, 1];
  for (const each of unplaced) {
    const own = each.align ?? alignOf(each.type);
    offset = roundUp(offset, own);
    members.push({ name: each.name, type: each.type, offset, part });
    offset += each.size ?? wordsIn(each.type);
    part += partsIn(each.type);
    align = Math.max(align, own);
  }
  return { kind: "struct", name, members, words: roundUp(offset, align), align };
}
