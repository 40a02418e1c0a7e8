import { failedElement } from "./failed-element.ts";
import { type Stage, stage } from "./stage.ts";

/** Applies `fn` to each element; `fn` also gets the element's number and the current rounds. */
export function map<T, U>(
  input: Stage<T>,
  name: string,
  fn: (element: T, index: number, rounds: readonly number[]) => U | PromiseLike<U>,
): Stage<U> {
  return stage(name, [input], (here, upstream) => ({
    async next() {
      const drawn = await upstream.next();
      if (drawn === undefined) return undefined;
      try {
        const value = await fn(drawn.value, here.at, here.rounds);
        here.at++;
        return { value };
      } catch (error) {
        throw failedElement(name.split(" ")[0]!, here, error);
      }
    },
  }));
}
