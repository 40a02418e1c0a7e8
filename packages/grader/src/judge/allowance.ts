/** The number of tasks of one file that may be stopped before the rest get less time. */
const patient = 2;

const waiting = { first: 20, later: 2 } as const;

/**
 * The total time for one file. A task that never ends uses its whole limit, and each task that builds on it may use
 * that again; so, once two were stopped, the others get a quarter of theirs, which is plenty for a correct one.
 */
export class Allowance {
  #stops = 0;

  /** A task was stopped, or waited for something that never happened. */
  stopped(): void {
    this.#stops++;
  }

  /** Seconds of CPU time for a task with this limit; at least two, unless the limit is shorter. */
  seconds(limit: number): number {
    return this.#stops < patient ? limit : Math.min(limit, Math.max(2, limit / 4));
  }

  /** Seconds that a box may wait without computing. */
  get idle(): number {
    return this.#stops === 0 ? waiting.first : waiting.later;
  }
}
