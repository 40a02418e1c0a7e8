import { coordinateAxis, type Question, stepAxis, type Text } from "@downhill/grader/questions";
import type { Options, Problem, Vector } from "../key/solution.ts";
import { type Module, rounding } from "./asking.ts";

export type Descend = Module["descend"];

const parts = ["iterations", "reason", "x", "path"] as const;

/** A descent as it may have come back: any field may be missing. */
type Told = Partial<Readonly<Record<(typeof parts)[number], unknown>>>;
export const partsOf = (answer: unknown): Told =>
  typeof answer === "object" && answer !== null ? answer : {};

/** The fields of a descent, the count first; it may be an instance of a class or a plain object. */
export const told = (answer: unknown): unknown => {
  const descent = partsOf(answer);
  const there = parts.filter((part) => part in descent);
  return there.length > 0 ? Object.fromEntries(there.map((part) => [part, descent[part]])) : answer;
};

/** Neither tolerance is ever met, unless the slope is 0. */
export const patient = {
  learningRate: 0.5,
  maxIterations: 8,
  gradientTolerance: 0,
  lossThreshold: -Infinity,
};

/** Descents on one problem from one start, by their settings, as a learner could type them. */
export const descents = (
  descend: Descend,
  problem: () => Problem,
  x0: Vector,
  ...settings: readonly Partial<Options>[]
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    settings.map((each) => {
      const options = { ...patient, ...each };
      const start = [...x0];
      const descent = told(descend(problem(), start, options));
      const name = Object.entries(options).map(([key, value]) => `${key}: ${value}`);
      return [`{ ${name.join(", ")} }`, { descent, "x0 afterwards": start }];
    }),
  );

type Ask = Question<Module>["ask"];
export const walks = (what: Text, ask: Ask, holds: Question<Module>["holds"] = []): Question<Module> => ({
  what,
  ask,
  axes: [stepAxis, coordinateAxis],
  within: rounding,
  holds,
});
