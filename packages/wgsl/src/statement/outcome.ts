/** How a statement ended: continue with the next one, leave or continue a loop, or leave the function. */
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
  /** How it runs if it contains a barrier, in which case it cannot run in one go. */
  readonly pausing?: Pausing<Outcome>;
}

/** A statement that does nothing. */
export const nothing: Run = () => "next";

const atOnce = (): never => {
  throw new Error("a statement with a barrier in it cannot run in one go");
};

/** A statement with a barrier in it. */
export const pausing = (steps: Pausing<Outcome>): Run => Object.assign(() => atOnce(), { pausing: steps });

/** Runs a statement, with or without a barrier. */
export function* stepsOf(run: Run): Generator<Barrier, Outcome, void> {
  return run.pausing === undefined ? run() : yield* run.pausing();
}
