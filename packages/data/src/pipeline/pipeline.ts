import { checkFlag, checkOptions, foldIn, type Key } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { type Dataset, type Labels, type Rows, rows } from "../dataset.ts";
import { keyGiven } from "../key-given.ts";
import type { Table } from "../table.ts";
import { batch } from "./batch.ts";
import { endless } from "./endless.ts";
import { filter } from "./filter.ts";
import { interleaved } from "./interleave.ts";
import { map } from "./map.ts";
import type { Position } from "./position.ts";
import { prefetch } from "./prefetch.ts";
import { repeat } from "./repeat.ts";
import { shuffleWindows } from "./shuffle-windows.ts";
import { numbered, type Opened, streamed } from "./sources.ts";
import type { Stage } from "./stage.ts";
import { skipFirst, takeFirst } from "./take-skip.ts";
import { type Walk, walk } from "./walk.ts";
import { zipped } from "./zip.ts";

/** One row of a {@link Table}: its cells by the columns' names. */
export type Row = Readonly<Record<string, number | string | null>>;

/**
 * A recipe for a sequence of elements. It is an immutable value: composing returns a new one, nothing is read before an
 * iterator asks for it, and every iterator (a {@link Walk}) starts from the beginning. Each `for await` is one walk.
 */
export interface Pipeline<T> extends AsyncIterable<T> {
  /** Applies `fn` to each element. `fn` may be asynchronous; it also gets the element's number in this round. */
  map<U>(fn: (element: T, index: number) => U | PromiseLike<U>): Pipeline<U>;
  /** Applies a random function to each element; it gets a different key for each element of each round. */
  augment<U>(key: Key, fn: (element: T, key: Key) => U | PromiseLike<U>): Pipeline<U>;
  /** The elements for which `passes` is true. */
  filter(passes: (element: T, index: number) => boolean | PromiseLike<boolean>): Pipeline<T>;
  /**
   * Random order. A buffer is filled with that many elements, emptied in the order of a permutation drawn from the key,
   * the round and the buffer's number, and refilled; a buffer as large as the source permutes all of it.
   */
  shuffle(options: { readonly buffer: number; readonly key: Key }): Pipeline<T>;
  /** Lists of `size` elements; the last of a round may be shorter, unless `dropLast` drops it. */
  batch(size: number, options?: { readonly dropLast?: boolean }): Pipeline<readonly T[]>;
  /**
   * The whole sequence, that many times, or endlessly when left out. Random stages before it draw again in every round.
   */
  repeat(times?: number): Pipeline<T>;
  /** Computes up to `ahead` elements in advance; this saves time if a stage waits, for example for a disk. */
  prefetch(ahead: number): Pipeline<T>;
  /** The first `count` elements. */
  take(count: number): Pipeline<T>;
  /** The elements after the first `count`. */
  skip(count: number): Pipeline<T>;
  /** Whether it repeats forever. */
  readonly endless: boolean;
  /**
   * Begins a walk, or continues from the position of an earlier walk of an equal pipeline.
   * @throws DataError if the position belongs to another pipeline or is damaged
   */
  walk(from?: Position): Walk<T>;
}

const stages = new WeakMap<Pipeline<unknown>, Stage<unknown>>();

/** The stages of the given pipelines; anything else is refused. */
function stagesOf<T>(who: string, pipelines: readonly Pipeline<T>[]): readonly Stage<T>[] {
  return pipelines.map((each, i) => {
    const stage = stages.get(each);
    if (stage !== undefined) return stage as Stage<T>;
    throw new DataError("not-a-pipeline", {
      en: `${who}: argument ${i + 1} is not a pipeline; wrap it in pipeline(…).`,
      zh: `${who}：第 ${i + 1} 个参数不是流水线；请用 pipeline(…) 把它包起来。`,
    });
  });
}

function made<T>(stage: Stage<T>): Pipeline<T> {
  const pipeline: Pipeline<T> = {
    map: (fn) => made(map(stage, "map", fn)),
    augment(key, fn) {
      const name = `augment by ${keyGiven("augment", key).join(" ")}`;
      return made(
        map(stage, name, (element, index, rounds) => fn(element, foldIn(rounds.reduce(foldIn, key), index))),
      );
    },
    filter: (passes) => made(filter(stage, passes)),
    shuffle(options) {
      const { buffer, key } = checkOptions("shuffle", options, ["buffer", "key"]);
      return made(shuffleWindows(stage, buffer, key));
    },
    batch(size, options) {
      const { dropLast = false } = checkOptions("batch", options, ["dropLast"]);
      checkFlag("batch", "dropLast", dropLast);
      return made(batch(stage, size, dropLast));
    },
    repeat: (times = Infinity) => made(repeat(stage, times)),
    prefetch: (ahead) => made(prefetch(stage, ahead)),
    take: (count) => made(takeFirst(stage, count)),
    skip: (count) => made(skipFirst(stage, count)),
    endless: endless(stage.open(undefined, []).position()),
    walk: (from) => walk(stage, from),
    [Symbol.asyncIterator]: () => walk(stage),
  };
  stages.set(pipeline, stage);
  return pipeline;
}

/**
 * Makes a pipeline of a source: a list, a {@link Dataset} (each element a batch of one row, see {@link join}), a {@link
 * Table} (each element a {@link Row}), or a function that opens something to iterate over, synchronously or
 * asynchronously.
 *
 * **Resuming.** A walk's `position` after $k$ elements is plain JSON, and a walk from there yields what the first would
 * have yielded after element $k$, bit for bit, provided that the source yields the same elements and the functions
 * depend only on their arguments. Save it in the checkpoint.
 *
 * @param options.seekable the source is a function that can begin at any element: it is called with that element's
 * number, so resuming does not have to read it again from the beginning
 * @throws DataError if the source is not one of these; in a walk, if a function or the source fails, with the element's
 * number. The walk then ends, and its position is before that element
 * @example
 * ```ts
 * import { pipeline } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const words = pipeline(["up", "hill", "down", "dale"])
 *   .map((word) => word.toUpperCase())
 *   .shuffle({ buffer: 4, key: key(0) })
 *   .batch(2)
 *   .repeat(3);
 * const walk = words.walk();
 * await walk.next();
 * const saved = JSON.stringify(walk.position);
 * const resumed = words.walk(JSON.parse(saved));
 * (await resumed.next()).value; // what walk.next() gives now
 * ```
 * @see Murray, Šimša, Klimovic and Indyk, "tf.data: A machine learning data processing framework", VLDB 2021, §3.
 */
export function pipeline<Y extends Labels>(source: Dataset<Y>): Pipeline<Rows<Y>>;
export function pipeline(source: Table): Pipeline<Row>;
export function pipeline<T>(
  source: (from: number) => Opened<T> | PromiseLike<Opened<T>>,
  options?: { readonly seekable?: boolean },
): Pipeline<Awaited<T>>;
export function pipeline<T>(source: ArrayLike<T>): Pipeline<Awaited<T>>;
export function pipeline(
  source:
    | Dataset<Labels>
    | Table
    | ArrayLike<unknown>
    | ((from: number) => Opened<unknown> | PromiseLike<Opened<unknown>>),
  options: { readonly seekable?: boolean } = {},
): Pipeline<unknown> {
  const { seekable = false } = checkOptions("pipeline", options, ["seekable"]);
  checkFlag("pipeline", "seekable", seekable);
  if (typeof source === "function") return made(streamed(source, seekable));
  if (typeof source === "object" && (source as unknown) !== null) {
    if ("columns" in source) return made(numbered("table", source.size, (row) => rowOf(source, row)));
    if ("y" in source) return made(numbered("data set", source.size, (row) => rows(source, { at: [row] })));
    if ("length" in source) return made(numbered("list", source.length, (index) => source[index]));
  }
  throw new DataError("not-repeatable", {
    en: "pipeline: the source can be read only once, or not at all; give a list, a data set, a table, or a function that opens something to iterate over.",
    zh: "pipeline：这个数据源只能读一遍，或者根本无法读取；请给出列表、数据集、表格，或一个用来打开可迭代对象的函数。",
  });
}

const rowOf = (from: Table, row: number): Row =>
  Object.fromEntries(from.names.map((name) => [name, from.columns[name]!.values[row]!]));

/**
 * Draws from several pipelines in parallel: element $i$ is the list of the $i$-th elements. It ends with the shortest.
 *
 * @throws DataError if one of them is not a pipeline; in a walk, if one fails, or a position belongs to another
 * pipeline.
 * @example
 * ```ts
 * import { pipeline, zip } from "@downhill/data";
 * for await (const [word, n] of zip(pipeline(["a", "b"]), pipeline([1, 2, 3]))) console.log(word, n); // a 1
 * ```
 * @see Bird and Wadler, "Introduction to Functional Programming", 1988, §3.3.
 */
export function zip<const T extends readonly unknown[]>(
  ...pipelines: { readonly [I in keyof T]: Pipeline<T[I]> }
): Pipeline<T> {
  return made(zipped(stagesOf("zip", pipelines))) as Pipeline<T>;
}

/**
 * Draws from several pipelines alternately, one element each; those that have ended are skipped until all have ended.
 *
 * @throws DataError if one of them is not a pipeline; in a walk, if one fails, or a position belongs to another
 * pipeline.
 * @example
 * ```ts
 * import { interleave, pipeline } from "@downhill/data";
 * const mixed = interleave(pipeline([1, 3, 5]), pipeline([2, 4]));
 * for await (const n of mixed.take(1)) console.log(n); // 1
 * ```
 * @see Murray, Šimša, Klimovic and Indyk, "tf.data: A machine learning data processing framework", VLDB 2021, §3.1.
 */
export function interleave<T>(...pipelines: readonly Pipeline<T>[]): Pipeline<T> {
  return made(interleaved(stagesOf("interleave", pipelines)));
}
