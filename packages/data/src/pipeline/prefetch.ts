import { wholeNumber } from "../whole-number.ts";
import type { Position } from "./position.ts";
import { type Stage, stage } from "./stage.ts";

/** An element, the end or a failure, and the input's position after it. */
type Drawn<T> =
  | { readonly value: T; readonly after: Position }
  | { readonly value?: never; readonly after: Position; readonly error?: unknown };

/** Draws up to `ahead` elements in advance; the position counts only those returned. */
export function prefetch<T>(input: Stage<T>, ahead: number): Stage<T> {
  wholeNumber("prefetch", "ahead", ahead, 1, 2 ** 16);
  return stage("prefetch", [input], (_, upstream) => {
    let handed = upstream.position();
    let closed = false;
    const queue: Promise<Drawn<T>>[] = [];

    const draw = async (): Promise<Drawn<T>> => {
      try {
        const drawn = closed ? undefined : await upstream.next();
        const after = upstream.position();
        return drawn === undefined ? { after } : { value: drawn.value, after };
      } catch (error) {
        return { after: handed, error };
      }
    };
    let last: Promise<Drawn<T>> | undefined;
    const pull = (): Promise<Drawn<T>> => {
      const before = last;
      last =
        before === undefined
          ? draw()
          : before.then((drawn) => ("value" in drawn && !closed ? draw() : drawn));
      return last;
    };

    return {
      async next() {
        while (queue.length <= ahead) queue.push(pull());
        const drawn = await queue.shift()!;
        if ("error" in drawn) throw drawn.error;
        handed = drawn.after;
        return "value" in drawn ? { value: drawn.value } : undefined;
      },
      from: () => [handed],
      async close() {
        closed = true;
        await last;
        await upstream.close();
      },
    };
  });
}
