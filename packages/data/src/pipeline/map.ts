import { failedElement } from "./failed-element.ts";
import { entryOf } from "./position.ts";
import type { Stage } from "./stage.ts";

/** Each element's image under `fn`, which is told the element's number and the rounds that are being made. */
export function map<T, U>(
  input: Stage<T>,
  stage: string,
  fn: (element: T, index: number, rounds: readonly number[]) => U | PromiseLike<U>,
): Stage<U> {
  return {
    open(from, rounds) {
      const entry = entryOf(stage, 1, from);
      const upstream = input.open(entry?.from[0], rounds);
      let at = entry?.at ?? 0;
      return {
        async next() {
          const drawn = await upstream.next();
          if (drawn === undefined) return undefined;
          try {
            const value = await fn(drawn.value, at, rounds);
            at++;
            return { value };
          } catch (error) {
            throw failedElement(stage.split(" ")[0]!, at, rounds, error);
          }
        },
        position: () => ({ stage, at, from: [upstream.position()] }),
        close: () => upstream.close(),
      };
    },
  };
}
