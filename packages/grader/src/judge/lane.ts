import type { BoxSession } from "./box-session.ts";
import type { OpenLab } from "./open-lab.ts";

/** A box that runs file after file, and is replaced after a file that ended it. */
export class Lane {
  readonly #lab: OpenLab;
  #session: BoxSession | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(lab: OpenLab) {
    this.#lab = lab;
  }

  get session(): BoxSession {
    if (this.#session?.open !== true) this.#session = this.#lab.open();
    return this.#session;
  }

  /** Runs some work once the work before it is done, for callers that share a lane. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }

  close(): void {
    this.#session?.end();
  }
}
