import { failedElement } from "./failed-element.ts";
import { type Stage, stage } from "./stage.ts";

/** The elements that pass the test. */
export function filter<T>(
  input: Stage<T>,
  passes: (element: T, index: number) => boolean | PromiseLike<boolean>,
): Stage<T> {
  return stage("filter", [input], (here, upstream) => ({
    async next() {
      for (;;) {
        const drawn = await upstream.next();
        if (drawn === undefined) return undefined;
        try {
          const passed = await passes(drawn.value, here.at);
          here.at++;
          if (passed) return drawn;
        } catch (error) {
          throw failedElement("filter", here, error);
        }
      }
    },
  }));
}
