/*
 * Lab 07. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** Numbers, one for each coordinate. */
export type Vector = number[];

/** The point x, and what is remembered of the squared gradients of each coordinate. At the start, v holds zeros. */
export interface State {
  readonly x: Vector;
  readonly v: Vector;
}

/** The learning rate η, and ε, which keeps the division finite. */
export interface AdagradSettings {
  readonly learningRate: number;
  readonly epsilon: number;
}

/** The same, and β, how much of the old mean a step keeps: from 0 up to but not including 1. */
export interface Settings extends AdagradSettings {
  readonly beta: number;
}

/** Where ε is added: after the root, or under it. */
export type Place = "outside" | "inside";

/**
 * Task "adagrad": the state after one step of Adagrad, where v is the sum of all squared gradients. The gradient is asked
 * for once, and neither the lists of the state nor the one that `gradient` returns are changed.
 */
export function adagrad(gradient: (x: Vector) => Vector, state: State, settings: AdagradSettings): State {
  // #task adagrad
  const { learningRate, epsilon } = settings;
  const slopes = gradient(state.x);
  const v = state.v.map((sum, i) => sum + slopes[i]! ** 2);
  const x = state.x.map((place, i) => place - (learningRate * slopes[i]!) / (Math.sqrt(v[i]!) + epsilon));
  return { x, v };
  // #end
}

/** Task "rmsprop": one step of RMSprop, where v is a running mean of the squared gradients; ε is outside the root. */
export function rmsprop(gradient: (x: Vector) => Vector, state: State, settings: Settings): State {
  // #task rmsprop
  const { learningRate, beta, epsilon } = settings;
  const g = gradient(state.x);
  const v = state.v.map((mean, i) => beta * mean + (1 - beta) * g[i]! ** 2);
  const x = state.x.map((place, i) => place - (learningRate * g[i]!) / (Math.sqrt(v[i]!) + epsilon));
  return { x, v };
  // #end
}

/**
 * Task "descend": the point after some steps of RMSprop from `start`, with a rate that falls along a straight line: the
 * first step has the whole learning rate, and the last 1/steps of it.
 */
export function descend(
  gradient: (x: Vector) => Vector,
  start: Vector,
  settings: Settings,
  steps: number,
): Vector {
  // #task descend
  let state: State = { x: [...start], v: start.map(() => 0) };
  for (let t = 0; t < steps; t++) {
    const learningRate = settings.learningRate * (1 - t / steps);
    state = rmsprop(gradient, state, { ...settings, learningRate });
  }
  return state.x;
  // #end
}

/** Task "epsilon-inside": one step of RMSprop with ε inside the root. The mean v is the same as in `rmsprop`. */
export function rmspropInside(gradient: (x: Vector) => Vector, state: State, settings: Settings): State {
  // #task epsilon-inside
  const { learningRate, beta, epsilon } = settings;
  const slopes = gradient(state.x);
  const v = slopes.map((slope, i) => beta * state.v[i]! + (1 - beta) * slope * slope);
  const x = slopes.map((slope, i) => state.x[i]! - (learningRate * slope) / Math.sqrt(v[i]! + epsilon));
  return { x, v };
  // #end
}

/**
 * Task "conventions": what ε must be in the other place, so that the step has the same length where the mean is v. ε is
 * positive, v is not negative, and all digits of the result are right.
 *
 * @param to The place that the new ε is for; `epsilon` comes from the other one.
 */
export function convertEpsilon(epsilon: number, v: number, to: Place): number {
  // #task conventions
  const root = Math.sqrt(v);
  if (to === "inside") return epsilon * (epsilon + 2 * root);
  return epsilon / (Math.sqrt(v + epsilon) + root);
  // #end
}
