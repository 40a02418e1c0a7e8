import { numbers } from "@downhill/optimizers";
import type { AdamModule } from "./adam-module.ts";

/** The answer's parts by name; none when the answer is no object. */
export const partsOf = (answer: unknown): Readonly<Record<string, unknown>> =>
  typeof answer === "object" && answer !== null ? { ...answer } : {};

/** A rule's hyper-parameters by name. */
export type Hyper = Readonly<Record<string, number>>;

/**
 * The points that a rule leads to, one after each step, computed with float64 numbers. The rule is the learner's, so
 * anything may come back: what is missing becomes NaN, which agrees with no expected number.
 */
export function walk(
  rule: AdamModule["adam"] | AdamModule["adamw"],
  hyper: Hyper,
  start: readonly number[],
  steps: number,
  gradientAt: (point: readonly number[], step: number) => readonly number[],
): number[][] {
  const moments = start.map((): Readonly<Record<string, unknown>> => ({ m: 0, v: 0 }));
  const path: number[][] = [];
  let point: readonly number[] = start;
  for (let step = 0; step < steps; step++) {
    const gradient = gradientAt(point, step);
    const next = point.map((p, i) => {
      const { m, v } = moments[i]!;
      const answer = partsOf(rule(numbers, { ...hyper, p, g: gradient[i], t: step + 1, m, v } as never));
      moments[i] = answer;
      return p + Number(answer["update"]);
    });
    path.push(next);
    point = next;
  }
  return path;
}
