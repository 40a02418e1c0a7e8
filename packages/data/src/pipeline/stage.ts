import { entryOf, type Position } from "./position.ts";

/** One walk through a stage. Calls do not overlap: the caller awaits each answer before the next call. */
export interface Cursor<T> {
  /** The next element, or nothing at the end and after it. */
  next(): Promise<{ readonly value: T } | undefined>;
  /** The position of the walk; valid only between two calls of {@link Cursor.next}. */
  position(): Position;
  /** Releases what the walk holds open; no calls follow. */
  close(): Promise<void>;
}

/** A recipe for walks: a pipeline is a chain of stages, each drawing from the one before. */
export interface Stage<T> {
  /**
   * Begins a walk, or continues from a position. Nothing is opened before the first element is requested.
   *
   * @param rounds the current round of each `repeat` after this stage, the outermost first
   */
  open(from: Position | undefined, rounds: readonly number[]): Cursor<T>;
}

/** The state of a walk through one stage. */
export interface Here {
  /** The progress of the stage, in its own count; saved in the position. */
  at: number;
  readonly rounds: readonly number[];
}

/** What a stage does with the elements it draws, and how it differs from most stages. */
interface Idea<T> {
  readonly next: Cursor<T>["next"];
  /** Where a resumed walk begins to read; by default the positions of the inputs. */
  readonly from?: () => readonly Position[];
  /** How to close; by default it closes the inputs. */
  readonly close?: Cursor<T>["close"];
}

/**
 * Makes a stage from its idea: positions, resuming and closing are the same for all.
 *
 * @param name the stage, with the settings that the order depends on
 * @param begin called at the beginning of a walk with its state and the inputs it draws from
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

/** Closes all, even if closing one fails. */
async function closeAll(cursors: readonly Cursor<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(cursors.map((cursor) => cursor.close()));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
