import { entryOf, type Position } from "./position.ts";

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

/** Where a walk through one stage stands. */
export interface Here {
  /** How far the stage has come, in its own count; the position keeps it. */
  at: number;
  readonly rounds: readonly number[];
}

/** What a stage does with what it draws, and what it does otherwise than most. */
interface Idea<T> {
  readonly next: Cursor<T>["next"];
  /** Where a walk that goes on shall begin to read; where the inputs stand unless told. */
  readonly from?: () => readonly Position[];
  /** Closes the inputs unless told. */
  readonly close?: Cursor<T>["close"];
}

/**
 * A stage of its idea alone: the position, going on from one, and closing are the same for all.
 *
 * @param name the stage, with the settings that the order depends on
 * @param begin told at the beginning of a walk where it stands, and what it draws from
 */
export function stage<Inputs extends readonly unknown[], T>(
  name: string,
  inputs: { readonly [I in keyof Inputs]: Stage<Inputs[I]> },
  begin: (here: Here, ...upstreams: { readonly [I in keyof Inputs]: Cursor<Inputs[I]> }) => Idea<T>,
): Stage<T> {
  return {
    open(saved, rounds) {
      const entry = entryOf(name, inputs.length, saved);
      const here = { at: entry?.at ?? 0, rounds };
      const upstreams = inputs.map((input, i) => input.open(entry?.from[i], rounds));
      const standing = () => upstreams.map((upstream) => upstream.position());
      const idea = begin(here, ...(upstreams as { [I in keyof Inputs]: Cursor<Inputs[I]> }));
      const { next, from = standing, close = () => closeAll(upstreams) } = idea;
      return { next, position: () => ({ stage: name, at: here.at, from: from() }), close };
    },
  };
}

/** Closes all, even when closing one fails. */
async function closeAll(cursors: readonly Cursor<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(cursors.map((cursor) => cursor.close()));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
