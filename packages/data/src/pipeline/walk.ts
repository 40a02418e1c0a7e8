import type { Position } from "./position.ts";
import type { Stage } from "./stage.ts";

/** One pass through a pipeline, from its beginning or from a saved position. */
export interface Walk<T> extends AsyncIterableIterator<T, undefined> {
  /** The position after the last element; save it with the parameters that this element led to. */
  readonly position: Position;
  /** Ends the walk and closes the sources. Leaving a `for await` early does it too. */
  return(): Promise<IteratorResult<T, undefined>>;
}

/** Walks through a stage; sources are opened with the first element, and closed at the end, at an error and on `return`. */
export function walk<T>(stage: Stage<T>, from?: Position): Walk<T> {
  const cursor = stage.open(from, []);
  let position = cursor.position();
  const elements = (async function* (): AsyncGenerator<T, undefined> {
    try {
      for (;;) {
        const drawn = await cursor.next();
        position = cursor.position();
        if (drawn === undefined) return;
        yield drawn.value;
      }
    } finally {
      await cursor.close();
    }
  })();
  return {
    get position() {
      return position;
    },
    next: () => elements.next(),
    return: () => elements.return(undefined),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
