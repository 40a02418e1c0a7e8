import { entryOf } from "./position.ts";
import type { Stage } from "./stage.ts";
import { wholeNumber } from "./whole-number.ts";

/** Lists of `size` elements; the last may be shorter, or is left out. */
export function batch<T>(input: Stage<T>, size: number, dropLast: boolean): Stage<readonly T[]> {
  wholeNumber("batch", "size", size, 1);
  const stage = `batch ${size}${dropLast ? " whole" : ""}`;
  return {
    open(from, rounds) {
      const entry = entryOf(stage, 1, from);
      const upstream = input.open(entry?.from[0], rounds);
      let at = entry?.at ?? 0;
      return {
        async next() {
          const value: T[] = [];
          while (value.length < size) {
            const drawn = await upstream.next();
            if (drawn === undefined) break;
            value.push(drawn.value);
          }
          if (value.length === 0 || (dropLast && value.length < size)) return undefined;
          at++;
          return { value };
        },
        position: () => ({ stage, at, from: [upstream.position()] }),
        close: () => upstream.close(),
      };
    },
  };
}
