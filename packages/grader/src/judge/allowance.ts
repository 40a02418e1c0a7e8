/** Tasks of one file that may be stopped before the rest is given less time. */
const patient = 2;

const waiting = { first: 20, later: 2 } as const;

/**
 * The time that one file may take in all. A task that never ends costs its whole limit, and each task that builds on it
 * may cost that again; so, once two were stopped, the others are given a quarter of theirs, which is plenty for a right one.
 */
export class Allowance {
  #stops = 0;

  /** A task was stopped, or waited in vain. */
  stopped(): void {
    this.#stops++;
  }

  /** Seconds of computing for a task whose limit this is; at least two, where the limit is not shorter still. */
  seconds(limit: number): number {
    return this.#stops < patient ? limit : Math.min(limit, Math.max(2, limit / 4));
  }

  /** Seconds that a box may wait without computing. */
  get idle(): number {
    return this.#stops === 0 ? waiting.first : waiting.later;
  }
}
