import { DataError } from "../data-error.ts";
import { failedElement } from "./failed-element.ts";
import { entryOf } from "./position.ts";
import type { Stage } from "./stage.ts";

/** Elements that can be had by their number. */
export function numbered<T>(kind: string, size: number, elementAt: (index: number) => T): Stage<Awaited<T>> {
  const stage = `${kind} of ${size}`;
  return {
    open(from, rounds) {
      let at = entryOf(stage, 0, from)?.at ?? 0;
      return {
        async next() {
          if (at >= size) return undefined;
          try {
            const value = await elementAt(at);
            at++;
            return { value };
          } catch (error) {
            throw failedElement("pipeline", at, rounds, error);
          }
        },
        position: () => ({ stage, at, from: [] }),
        close: async () => {},
      };
    },
  };
}

/** What a source gives when it is opened. */
export type Opened<T> = Iterable<T> | AsyncIterable<T>;

/** Elements that come one after another, from something that can be opened again. */
export function streamed<T>(
  open: (from: number) => Opened<T> | PromiseLike<Opened<T>>,
  seekable: boolean,
): Stage<Awaited<T>> {
  const stage = "stream";
  return {
    open(from, rounds) {
      let at = entryOf(stage, 0, from)?.at ?? 0;
      let iterator: AsyncIterator<T> | Iterator<T> | undefined;

      const begin = async (): Promise<AsyncIterator<T> | Iterator<T>> => {
        const opened = await open(seekable ? at : 0);
        const begun =
          Symbol.asyncIterator in opened ? opened[Symbol.asyncIterator]() : opened[Symbol.iterator]();
        iterator = begun;
        const unwanted = seekable ? 0 : at;
        for (let passed = 0; passed < unwanted; passed++) {
          const drawn = await begun.next();
          if (drawn.done === true) {
            throw new DataError(
              `pipeline: the source ended after ${passed} elements, and the walk stood at ${at}; open the source that the position was saved with.`,
              `pipeline：数据源只有 ${passed} 个元素，而保存的位置在第 ${at} 个；请打开保存该位置时所用的数据源。`,
            );
          }
          await drawn.value;
        }
        return begun;
      };

      return {
        async next() {
          try {
            const drawn = await (iterator ?? (await begin())).next();
            if (drawn.done === true) return undefined;
            const value = await drawn.value;
            at++;
            return { value };
          } catch (error) {
            throw error instanceof DataError ? error : failedElement("pipeline", at, rounds, error);
          }
        },
        position: () => ({ stage, at, from: [] }),
        async close() {
          await iterator?.return?.();
        },
      };
    },
  };
}
