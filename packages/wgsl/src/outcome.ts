/** How a statement ended: what comes next goes on, or a loop is left or continued, or the function is left. */
type Outcome = "next" | "break" | "continue" | "return";

/** A statement, ready to run. */
export type Run = () => Outcome;

/** A statement for which nothing remains to be done. */
export const nothing: Run = () => "next";
