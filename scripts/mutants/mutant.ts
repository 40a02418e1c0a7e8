/** An automatic change of a solution's text. */
export interface Mutant {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

/** A lab's entry for a mutant that is equivalent to the solution: where it is, and why it is not a mistake. */
export interface Equivalent {
  /** The line that is changed, without its indent. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export const mutated = (solution: string, { from, to, put }: Mutant): string =>
  solution.slice(0, from) + put + solution.slice(to);

/** The name of a mutant in a list of equivalents. */
export function named(solution: string, { from, to, put }: Mutant): Omit<Equivalent, "why"> {
  const begins = solution.lastIndexOf("\n", from - 1) + 1;
  const ends = solution.indexOf("\n", from);
  return {
    line: solution.slice(begins, ends === -1 ? undefined : ends).trim(),
    from: solution.slice(from, to),
    to: put,
  };
}

/** The parts of a solution that the learner writes; only mutants there count. */
export function regionsOf(
  solution: string,
): readonly { readonly task: string; readonly from: number; readonly to: number }[] {
  return [...solution.matchAll(/^\s*\/\/ #task (\S+)$/gm)].map(({ index, 0: line, 1: task = "" }) => ({
    task,
    from: index + line.length,
    to: solution.indexOf("// #end", index),
  }));
}
