/*
 * Lab 16. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** The parameters θ, or a gradient: the bias comes first, at place 0, and is never penalised; the rest are weights. */
export type Vector = number[];

/** How strongly weights are penalised: λ₁ for their absolute values, λ₂ for half their squares, both at least 0. */
export interface Penalties {
  readonly l1: number;
  readonly l2: number;
}

/** An optimizer: the update, to be added to θ, for a gradient and a learning rate. It may remember earlier gradients. */
export type Rule = (gradient: Vector, learningRate: number) => Vector;

/** A step: the next θ, from this one, the gradient of the loss here (without penalties), and the learning rate. */
export type Step = (theta: Vector, gradient: Vector, learningRate: number) => Vector;

/** When a minimum is good enough, and after how many steps to give up. */
export interface Settings {
  readonly learningRate: number;
  readonly tolerance: number;
  readonly steps: number;
}

/** Gradient descent, as a rule. */
export const descent: Rule = (gradient, learningRate) => gradient.map((slope) => -learningRate * slope);

/** Task "penalty": the penalty on all weights, the bias left out. */
export function penalty(theta: Vector, penalties: Penalties): number {
  // #task penalty
  const { l1, l2 } = penalties;
  let sum = 0;
  for (const weight of theta.slice(1)) sum += l1 * Math.abs(weight) + (l2 / 2) * weight ** 2;
  return sum;
  // #end
}

/** Task "penalty": its gradient, with 0 for the bias, and for |w| at w = 0. */
export function penaltyGradient(theta: Vector, penalties: Penalties): Vector {
  // #task penalty
  const { l1, l2 } = penalties;
  return theta.map((weight, j) => (j === 0 ? 0 : l1 * Math.sign(weight) + l2 * weight));
  // #end
}

/** Task "decay": a step of the rule on the loss plus the penalty. */
export function withPenalty(rule: Rule, penalties: Penalties): Step {
  // #task decay
  return (theta, gradient, learningRate) => {
    const pull = penaltyGradient(theta, penalties);
    const sums = gradient.map((slope, j) => slope + pull[j]!);
    const update = rule(sums, learningRate);
    return theta.map((place, j) => place + update[j]!);
  };
  // #end
}

/** Task "decay": a step of the rule on the loss alone, from which every weight also loses a share of itself. */
export function withDecay(rule: Rule, decay: number): Step {
  // #task decay
  return (theta, gradient, learningRate) => {
    const update = rule(gradient, learningRate);
    const lost = (place: number, j: number): number => (j === 0 ? 0 : learningRate * decay * place);
    return theta.map((place, j) => place + update[j]! - lost(place, j));
  };
  // #end
}

/** Task "threshold": the value, moved towards 0 by the threshold, or 0 if it is no farther away than that. */
export function softThreshold(value: number, threshold: number): number {
  // #task threshold
  return Math.sign(value) * Math.max(Math.abs(value) - threshold, 0);
  // #end
}

/** Task "proximal": a step of the rule on the loss alone, then the proximal step of the L1 penalty. */
export function withProximal(rule: Rule, l1: number): Step {
  // #task proximal
  return (theta, gradient, learningRate) => {
    const update = rule(gradient, learningRate);
    const moved = theta.map((place, j) => place + update[j]!);
    return moved.map((place, j) => (j === 0 ? place : softThreshold(place, learningRate * l1)));
  };
  // #end
}

/** Task "optimality": how far θ is from meeting the conditions for a minimum of the loss plus λ₁Σ|w|; 0 at a minimum. */
export function optimalityGap(theta: Vector, gradient: Vector, l1: number): number {
  // #task optimality
  const violation = (weight: number, j: number): number => {
    const slope = gradient[j]!;
    if (j === 0) return Math.abs(slope);
    if (weight === 0) return Math.max(Math.abs(slope) - l1, 0);
    return Math.abs(slope + l1 * Math.sign(weight));
  };
  return theta.reduce((largest, weight, j) => Math.max(largest, violation(weight, j)), 0);
  // #end
}

/** Task "path": the minima of the loss plus λ₁Σ|w|, one for each λ₁, each found from the one before. */
export function lassoPath(
  gradient: (theta: Vector) => Vector,
  start: Vector,
  lambdas: readonly number[],
  settings: Settings,
): Vector[] {
  // #task path
  const { learningRate, tolerance, steps } = settings;
  let theta = start;
  return lambdas.map((l1) => {
    const step = withProximal(descent, l1);
    for (let taken = 0; ; taken++) {
      const slopes = gradient(theta);
      if (optimalityGap(theta, slopes, l1) <= tolerance) return [...theta];
      if (taken === steps) throw new RangeError(`lassoPath: ${steps} steps are too few for λ₁ = ${l1}`);
      theta = step(theta, slopes, learningRate);
    }
  });
  // #end
}
