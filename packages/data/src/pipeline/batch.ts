import { wholeNumber } from "../whole-number.ts";
import { type Stage, stage } from "./stage.ts";

/** Lists of `size` elements; the last may be shorter or is dropped. */
export function batch<T>(input: Stage<T>, size: number, dropLast: boolean): Stage<readonly T[]> {
  wholeNumber("batch", "size", size, 1);
  return stage(`batch ${size}${dropLast ? " whole" : ""}`, [input], (here, upstream) => ({
    async next() {
      const value: T[] = [];
      while (value.length < size) {
        const drawn = await upstream.next();
        if (drawn === undefined) break;
        value.push(drawn.value);
      }
      if (value.length === 0 || (dropLast && value.length < size)) return undefined;
      here.at++;
      return { value };
    },
  }));
}
