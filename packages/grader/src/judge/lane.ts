import { BoxSession } from "./box-session.ts";
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
    const { card, box, root } = this.#lab;
    if (this.#session?.open !== true) this.#session = new BoxSession(card, box, root);
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
