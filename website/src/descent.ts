import { adam, gradientDescent, momentum, numbers, type Rule } from "@downhill/optimizers";

/** A point's coordinates. */
export type Point = readonly number[];

const rules = { gradientDescent, momentum, adam };

/** Names of the update rules the figures show. */
export type RuleName = keyof typeof rules;

/**
 * Follows one of the course's rules, read as plain numbers, from `start`: that point and the one after each step. `more`
 * are hyper-parameters in place of the rule's own.
 */
export function descend(
  name: RuleName,
  learningRate: number,
  gradient: (x: Point) => Point,
  start: Point,
  steps: number,
  more: Readonly<Record<string, number>> = {},
): Point[] {
  const rule: Rule<string, string> = rules[name].rule;
  const path = [start];
  let moments = start.map(() => Object.fromEntries(rule.state.map((moment) => [moment, 0])));
  for (let t = 1; t <= steps; t++) {
    const x = path.at(-1)!;
    const g = gradient(x);
    const outputs = x.map((p, i) =>
      rule.step(numbers, { ...rule.hyper, ...more, ...moments[i], learningRate, p, g: g[i]!, t }),
    );
    path.push(x.map((p, i) => p + outputs[i]!.update));
    moments = outputs;
  }
  return path;
}
