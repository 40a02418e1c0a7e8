import { adagrad, gradientDescent, momentum, numbers, rmsprop, rmspropEpsInside } from "@downhill/optimizers";
import { letterChart, style } from "./picture.ts";
import { gradient, letters, shares } from "./provided/letters.ts";

/* The course's rules on plain numbers, the lesson's race between four of them, and its picture. */

export interface Settings {
  readonly learningRate: number;
  readonly beta: number;
  readonly epsilon: number;
}
/** One step in one coordinate: from a slope, a place and what is remembered to the next place and memory. */
export type Step = (g: number, x: number, v: number, settings: Settings) => readonly [x: number, v: number];
const forgetting =
  (rule: typeof rmsprop.rule): Step =>
  (g, p, v, settings) => {
    const next = rule.step(numbers, { ...settings, g, p, v, t: 1 });
    return [p + next.update, next.v];
  };
export const rules = {
  descent: (g, p, v, { learningRate }) => [
    p + gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update,
    v,
  ],
  heavyBall: (g, p, v, { learningRate, beta }) => {
    const next = momentum.rule.step(numbers, { g, p, v, t: 1, learningRate, momentum: beta });
    return [p + next.update, next.v];
  },
  adagrad: (g, p, s, settings) => {
    const next = adagrad.rule.step(numbers, { ...settings, g, p, s, t: 1, initialAccumulator: 0 });
    return [p + next.update, next.s];
  },
  rmsprop: forgetting(rmsprop.rule),
  inside: forgetting(rmspropEpsInside.rule),
} satisfies Readonly<Record<string, Step>>;

export const racers = ["descent", "heavyBall", "adagrad", "rmsprop"] as const;
export type Racer = (typeof racers)[number];
export const steps = 50;

/** The best on a grid of rates and momentums, the rate fixed or falling to 1/steps; RMSprop's β is the usual one. */
export const best: Readonly<Record<Racer, { learningRate: number; beta: number; falls: boolean }>> = {
  descent: { learningRate: 70, beta: 0, falls: false },
  heavyBall: { learningRate: 100, beta: 0.85, falls: false },
  adagrad: { learningRate: 4, beta: 0, falls: false },
  rmsprop: { learningRate: 1.5, beta: 0.9, falls: true },
};

/** The table of scores after 50 steps from zeros. */
export function learned(name: Racer, epsilon = 1e-8, rule: Step = rules[name]): readonly number[] {
  const { learningRate, beta, falls } = best[name];
  let x: number[] = Array.from({ length: letters.length ** 2 }, () => 0);
  let v = x;
  for (let t = 0; t < steps; t++) {
    const settings = { learningRate: falls ? learningRate * (1 - t / steps) : learningRate, beta, epsilon };
    const pairs = gradient(x).map((g, i) => rule(g, x[i]!, v[i]!, settings));
    [x, v] = [pairs.map(([place]) => place), pairs.map(([, memory]) => memory)];
  }
  return x;
}

/** What is still to be learned over the whole text: the mean of the letters' excess. */
export const lacking = (left: readonly number[]): number =>
  left.reduce((sum, each, i) => sum + shares[i]! * each, 0);

/** What is still to be learned about each letter after 50 steps of three rules. */
export const opening = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" class="lab-07" viewBox="0 0 640 330">
<style>${style}</style>
<rect class="paper" width="640" height="330"/>
${letterChart({ descent: learned("descent"), heavyBall: learned("heavyBall"), rmsprop: learned("rmsprop") }, 10)}
</svg>
`;
