/** How a statement ended: what comes next goes on, or a loop is left or continued, or the function is left. */
export type Outcome = "next" | "break" | "continue" | "return";

/** A barrier at which an invocation waits for the others of its workgroup. */
export interface Barrier {
  readonly name: string;
  readonly line: number;
}

/** Something that runs, and waits at each barrier. */
export type Pausing<T = void> = () => Generator<Barrier, T, void>;

/** A statement, ready to run. */
export interface Run {
  (): Outcome;
  /** How it runs if there is a barrier in it: then it cannot run at once. */
  readonly pausing?: Pausing<Outcome>;
}

/** A statement for which nothing remains to be done. */
export const nothing: Run = () => "next";

const atOnce = (): never => {
  throw new Error("what has a barrier in it cannot run at once");
};

/** A statement with a barrier in it. */
export const pausing = (steps: Pausing<Outcome>): Run => Object.assign(() => atOnce(), { pausing: steps });

/** Runs a statement, whether there is a barrier in it or not. */
export function* stepsOf(run: Run): Generator<Barrier, Outcome, void> {
  return run.pausing === undefined ? run() : yield* run.pausing();
}
