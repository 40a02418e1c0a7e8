import type { Position } from "./position.ts";

/** One walk through a stage. Calls do not overlap: who draws waits for the last answer first. */
export interface Cursor<T> {
  /** The next element, or nothing at the end, and from then on. */
  next(): Promise<{ readonly value: T } | undefined>;
  /** Where the walk stands; between two calls of {@link Cursor.next} only. */
  position(): Position;
  /** Lets go of what the walk holds open; it will not be asked again. */
  close(): Promise<void>;
}

/** A recipe for walks: a pipeline is stages, one drawing from another. */
export interface Stage<T> {
  /**
   * Begins a walk, or goes on from a position. Nothing is opened before the first element is asked for.
   *
   * @param rounds which round of each `repeat` behind this stage it is, the outermost first
   */
  open(from: Position | undefined, rounds: readonly number[]): Cursor<T>;
}

/** Closes all, even when closing one fails. */
export async function closeAll(cursors: Iterable<Cursor<unknown>>): Promise<void> {
  const results = await Promise.allSettled(Array.from(cursors, (cursor) => cursor.close()));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
