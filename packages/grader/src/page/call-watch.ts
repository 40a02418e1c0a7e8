import type { Watch } from "../box/watched-module.ts";

/** Calls of each question that are told of without regard to time. */
const first = 100;
/** Milliseconds after which another call is told of. */
const pause = 5;

/**
 * Tells in messages which of the learner's functions is running: all memory of a worker is its own. A loop in a call of
 * which nothing was told is reported without the function's name, which is true too.
 */
export class CallWatch implements Watch {
  readonly #tell: (name: string) => void;
  readonly #names: readonly string[];
  readonly #now: () => number;
  #depth = 0;
  #calls = 0;
  #told = 0;
  #open = false;

  constructor(names: readonly string[], tell: (name: string) => void, now: () => number) {
    [this.#names, this.#tell, this.#now] = [names, tell, now];
  }

  /** Another question begins. */
  begin(): void {
    [this.#depth, this.#calls, this.#open] = [0, 0, false];
  }

  enter(at: number): number {
    if (this.#depth++ > 0) return at;
    if (this.#calls++ >= first && this.#now() - this.#told < pause) return at;
    [this.#open, this.#told] = [true, this.#now()];
    this.#tell(this.#names[at] ?? "");
    return at;
  }

  leave(): void {
    if (--this.#depth > 0 || !this.#open) return;
    this.#open = false;
    this.#tell("");
  }
}
