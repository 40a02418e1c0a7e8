import { DataError } from "../data-error.ts";
import { failedElement } from "./failed-element.ts";
import { type Stage, stage } from "./stage.ts";

/** Elements that can be read by their number. */
export function numbered<T>(kind: string, size: number, elementAt: (index: number) => T): Stage<Awaited<T>> {
  return stage(`${kind} of ${size}`, [], (here) => ({
    async next() {
      if (here.at >= size) return undefined;
      try {
        const value = await elementAt(here.at);
        here.at++;
        return { value };
      } catch (error) {
        throw failedElement("pipeline", here, error);
      }
    },
  }));
}

/** What a source returns when it is opened. */
export type Opened<T> = Iterable<T> | AsyncIterable<T>;

function iteratorOf<T>(opened: Opened<T>): AsyncIterator<T> | Iterator<T> {
  const iterable = Object(opened) as Opened<T>;
  if (Symbol.asyncIterator in iterable) return iterable[Symbol.asyncIterator]();
  if (Symbol.iterator in iterable) return iterable[Symbol.iterator]();
  throw new DataError("not-iterable", {
    en: "pipeline: the return value of the source function is not iterable; return a list, a generator or a stream.",
    zh: "pipeline：数据源函数的返回值无法遍历；请返回数组、生成器或流。",
  });
}

/** A sequence of elements from something that can be reopened. */
export function streamed<T>(
  open: (from: number) => Opened<T> | PromiseLike<Opened<T>>,
  seekable: boolean,
): Stage<Awaited<T>> {
  return stage("stream", [], (here) => {
    let iterator: AsyncIterator<T> | Iterator<T> | undefined;

    const begin = async (): Promise<AsyncIterator<T> | Iterator<T>> => {
      const begun = iteratorOf(await open(seekable ? here.at : 0));
      iterator = begun;
      const unwanted = seekable ? 0 : here.at;
      for (let passed = 0; passed < unwanted; passed++) {
        const drawn = await begun.next();
        if (drawn.done === true) {
          throw new DataError("position-mismatch", {
            en: `pipeline: the source ended after ${passed} elements, but the saved position is ${here.at}; open the source that the position was saved with.`,
            zh: `pipeline：数据源只有 ${passed} 个元素，而保存的位置在第 ${here.at} 个；请打开保存该位置时所用的数据源。`,
          });
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
          here.at++;
          return { value };
        } catch (error) {
          throw error instanceof DataError ? error : failedElement("pipeline", here, error);
        }
      },
      async close() {
        await iterator?.return?.();
      },
    };
  });
}
