import { failedElement } from "./failed-element.ts";
import { entryOf } from "./position.ts";
import type { Stage } from "./stage.ts";

/** The elements that pass. */
export function filter<T>(
  input: Stage<T>,
  passes: (element: T, index: number) => boolean | PromiseLike<boolean>,
): Stage<T> {
  const stage = "filter";
  return {
    open(from, rounds) {
      const entry = entryOf(stage, 1, from);
      const upstream = input.open(entry?.from[0], rounds);
      let at = entry?.at ?? 0;
      return {
        async next() {
          for (;;) {
            const drawn = await upstream.next();
            if (drawn === undefined) return undefined;
            try {
              if (await passes(drawn.value, at++)) return drawn;
            } catch (error) {
              throw failedElement(stage, at - 1, rounds, error);
            }
          }
        },
        position: () => ({ stage, at, from: [upstream.position()] }),
        close: () => upstream.close(),
      };
    },
  };
}
