import { Instrumenter } from "@stryker-mutator/instrumenter";
import type { Mutant } from "./mutant.ts";

type Logger = ConstructorParameters<typeof Instrumenter>[0];
const quiet = new Proxy(
  {},
  { get: (_, name) => () => (String(name).startsWith("is") ? false : undefined) },
) as Logger;

/** Where a line begins in a text. */
const starts = (text: string): readonly number[] => {
  const found = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) found.push(at + 1);
  return found;
};

/** Changed operators, constants, comparisons and dropped statements, made by Stryker's instrumenter. */
export async function byOperators(solution: string): Promise<readonly Mutant[]> {
  const file = { name: "solution.ts", content: solution, mutate: true };
  const { mutants } = await new Instrumenter(quiet).instrument([file], {
    plugins: null,
    excludedMutations: ["StringLiteral"],
    ignorers: [],
  });
  const lines = starts(solution);
  return mutants.map(({ location: { start, end }, replacement }) => ({
    from: (lines[start.line] ?? 0) + start.column,
    to: (lines[end.line] ?? 0) + end.column,
    put: replacement,
  }));
}
