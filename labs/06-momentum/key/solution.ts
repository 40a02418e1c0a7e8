/*
 * Lab 06. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** Numbers, one for each coordinate. */
export type Vector = number[];

/** Where the ball is, and how it moves: x is the point, v the velocity. At rest, v holds zeros. */
export interface State {
  readonly x: Vector;
  readonly v: Vector;
}

/** The learning rate η, and the momentum β, from 0 up to but not including 1. */
export interface Settings {
  readonly learningRate: number;
  readonly momentum: number;
}

/** How a library writes the velocity down: as a sum of gradients, as a step, or as a mean of gradients. */
export type Convention = "sum" | "step" | "mean";

/**
 * What a library stores of a training in progress, in addition to the point: its settings, and the velocity in its
 * convention.
 */
export interface Run extends Settings {
  readonly v: Vector;
}

/**
 * Task "heavy-ball": the state after one step of momentum. The gradient is asked for once. The lists of the state
 * and the one that `gradient` returns are only read: the new state has its own lists.
 */
export function heavyBall(gradient: (x: Vector) => Vector, state: State, settings: Settings): State {
  // #task heavy-ball
  const { learningRate, momentum } = settings;
  const slopes = gradient(state.x);
  const v = state.v.map((velocity, i) => momentum * velocity + slopes[i]!);
  const x = state.x.map((place, i) => place - learningRate * v[i]!);
  return { x, v };
  // #end
}

/**
 * Task "convergence": the factor by which one step of the heavy ball shrinks the error in the long run, in a direction
 * with this curvature: the larger of the absolute values of the two roots. Above 1 the error grows.
 */
export function convergenceFactor(settings: Settings, curvature: number): number {
  // #task convergence
  const { learningRate, momentum } = settings;
  const sum = 1 + momentum - learningRate * curvature;
  const discriminant = sum * sum - 4 * momentum;
  if (discriminant < 0) return Math.sqrt(momentum);
  return (Math.abs(sum) + Math.sqrt(discriminant)) / 2;
  // #end
}

/** Task "nesterov": the same step, but with the gradient of the place where the velocity alone would take the ball. */
export function nesterov(gradient: (x: Vector) => Vector, state: State, settings: Settings): State {
  // #task nesterov
  const { learningRate, momentum } = settings;
  const ahead = state.x.map((place, i) => place - learningRate * momentum * state.v[i]!);
  return heavyBall(() => gradient(ahead), state, settings);
  // #end
}

/** Task "conventions": the run as the convention `to` writes it down, so that it continues along the same path. */
export function convert(run: Run, from: Convention, to: Convention): Run {
  // #task conventions
  const { learningRate, momentum, v } = run;
  const share = 1 - momentum;
  const rate = from === "mean" ? learningRate * share : learningRate;
  const size = { sum: 1, step: -rate, mean: share };
  return {
    learningRate: to === "mean" ? rate / share : rate,
    momentum,
    v: v.map((velocity) => (velocity / size[from]) * size[to]),
  };
  // #end
}
