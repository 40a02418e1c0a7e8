import { type Draw, short, shorts } from "@downhill/grader/questions";
import type * as Solution from "../key/solution.ts";
import type { Rule, Step, Vector } from "../key/solution.ts";

export type Module = typeof Solution;

/** A rule, and what it has been given: a copy of each gradient, and each rate. */
export interface Watched {
  readonly rule: Rule;
  readonly asked: { readonly gradient: number[]; readonly learningRate: number }[];
}

/* Each rule remembers something and hands out a list that it keeps: writing into it, or asking twice, is seen. */
const watched = (next: (memory: number[], gradient: Vector, learningRate: number) => Vector): Watched => {
  const asked: { gradient: number[]; learningRate: number }[] = [];
  const memory: number[] = [];
  const rule: Rule = (gradient, learningRate) => {
    asked.push({ gradient: Array.from(gradient), learningRate });
    return next(memory, gradient, learningRate);
  };
  return { rule, asked };
};

export const makers = {
  descent: (): Watched => watched((_, gradient, rate) => Array.from(gradient, (slope) => -rate * slope)),
  /** Its update is its velocity, the list itself. */
  momentum: (): Watched =>
    watched((velocity, gradient, rate) => {
      for (const [j, slope] of gradient.entries()) velocity[j] = 0.5 * (velocity[j] ?? 0) - rate * slope;
      return velocity;
    }),
  /** Like RMSprop, it divides by a running size of each slope. */
  scaled: (): Watched =>
    watched((squares, gradient, rate) =>
      Array.from(gradient, (slope, j) => {
        squares[j] = 0.75 * (squares[j] ?? 0) + 0.25 * slope * slope;
        return (-rate * slope) / (Math.sqrt(squares[j]) + 0.01);
      }),
    ),
} as const;
export type Name = keyof typeof makers;
export const ruleNames = Object.keys(makers) as Name[];

/** The bowl Σ cⱼ(θⱼ − aⱼ)²/2, by its gradient. */
const bowl =
  (curvatures: Vector, lowest: Vector) =>
  (theta: Vector): Vector =>
    curvatures.map((curvature, j) => curvature * (theta[j]! - lowest[j]!));

/** A bowl of so many parameters, and where to start in it. */
export const drawnBowl = (draw: Draw, size: number) => ({
  gradient: bowl(shorts(draw, size, 0.3, 1.5), shorts(draw, size, -3, 3)),
  start: shorts(draw, size, -3, 3),
});

const isVector = (answer: unknown): answer is Vector =>
  Array.isArray(answer) || (ArrayBuffer.isView(answer) && !(answer instanceof DataView));

/** The places of some steps at different rates, and what the rule was given on the way. */
export function walk(
  step: Step,
  gradient: (theta: Vector) => Vector,
  start: Vector,
  rates: readonly number[],
) {
  const places: unknown[] = [];
  let theta: unknown = [...start];
  for (const rate of rates) {
    if (!isVector(theta)) break;
    theta = step(Array.from(theta), gradient(Array.from(theta)), rate);
    places.push(isVector(theta) ? Array.from(theta) : theta);
  }
  return places;
}

/** Rates that differ from step to step. */
export const drawnRates = (draw: Draw, count: number): number[] =>
  draw.list(count, () => short(draw, 0.05, 0.6));

export const names = {
  places: { en: "the places", zh: "各步到达的位置" },
  "the rule was given": { en: "what the rule was given", zh: "rule 收到的参数" },
  gradient: { en: "gradient", zh: "梯度" },
  learningRate: { en: "learning rate", zh: "学习率" },
  descent: { en: "gradient descent", zh: "梯度下降" },
  momentum: { en: "momentum", zh: "动量" },
  scaled: { en: "a rule that divides by the size of the slopes", zh: "会除以斜率大小的规则" },
};
