import { entryOf } from "./position.ts";
import type { Stage } from "./stage.ts";
import { wholeNumber } from "./whole-number.ts";

/** The first `count` elements. */
export function takeFirst<T>(input: Stage<T>, count: number): Stage<T> {
  wholeNumber("take", "count", count, 0);
  const stage = `take ${count}`;
  return {
    open(from, rounds) {
      const entry = entryOf(stage, 1, from);
      const upstream = input.open(entry?.from[0], rounds);
      let at = entry?.at ?? 0;
      return {
        async next() {
          const drawn = at < count ? await upstream.next() : undefined;
          if (drawn !== undefined) at++;
          return drawn;
        },
        position: () => ({ stage, at, from: [upstream.position()] }),
        close: () => upstream.close(),
      };
    },
  };
}

/** The elements behind the first `count`. */
export function skipFirst<T>(input: Stage<T>, count: number): Stage<T> {
  wholeNumber("skip", "count", count, 0);
  const stage = `skip ${count}`;
  return {
    open(from, rounds) {
      const entry = entryOf(stage, 1, from);
      const upstream = input.open(entry?.from[0], rounds);
      let at = entry?.at ?? 0;
      return {
        async next() {
          for (; at < count; at++) if ((await upstream.next()) === undefined) return undefined;
          return upstream.next();
        },
        position: () => ({ stage, at, from: [upstream.position()] }),
        close: () => upstream.close(),
      };
    },
  };
}
