import { todo } from "@downhill/grader/todo";

/*
 * Lab 02. Replace each `return todo(…)` by your code; keep the names and the order of the parameters.
 * A leading underscore only tells TypeScript that a parameter is not used yet: drop it when you use it.
 */

/** A point with several coordinates. */
export type Vector = number[];

/** What is to be minimised: the loss at a point, and the gradient there. */
export interface Problem {
  readonly loss: (x: Vector) => number;
  readonly gradient: (x: Vector) => Vector;
}

/** How to descend, and when to stop. */
export interface Options {
  readonly learningRate: number;
  readonly maxIterations: number;
  /** Stop where the gradient's length is at most this. */
  readonly gradientTolerance: number;
  /** Stop where the loss is at most this. */
  readonly lossThreshold: number;
}

/** Where a descent ended, every point it stood on (the start included), how many steps it took, and why it stopped. */
export interface Descent {
  readonly x: Vector;
  readonly path: readonly Vector[];
  readonly iterations: number;
  readonly reason: "loss" | "gradient" | "iterations";
}

/** Task "gradient": the loss J(x) = (x − 3)². */
export function loss(_x: number): number {
  return todo("gradient");
}

/** Task "gradient": the slope of J at x. */
export function gradient(_x: number): number {
  return todo("gradient");
}

/** Task "step": the point that one step of gradient descent on J leads to. */
export function step(_x: number, _rate: number): number {
  return todo("step");
}

/** Task "walk": the start and the points after each of `steps` steps, `steps + 1` numbers in all. */
export function walk(_x0: number, _rate: number, _steps: number): number[] {
  return todo("walk");
}

/** Task "vector-step": one step from x on any gradient, as a new list; x itself stays as it is. */
export function stepVector(_x: Vector, _rate: number, _gradient: (x: Vector) => Vector): Vector {
  return todo("vector-step");
}

/**
 * Task "descend": steps from x0 until there is a reason to stop. At every point, the start included, look before you
 * step, in this order: the loss ("loss"), the gradient's length ("gradient"), the steps taken ("iterations").
 *
 * @throws {RangeError} When the learning rate is not a positive finite number; the message says "learning rate".
 */
export function descend(_problem: Problem, _x0: Vector, _options: Options): Descent {
  return todo("descend");
}
