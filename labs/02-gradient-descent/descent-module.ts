/** A point with several coordinates. */
export type Vector = number[];

/** What is to be minimised. */
export interface Problem {
  readonly loss: (x: Vector) => number;
  readonly gradient: (x: Vector) => Vector;
}

/** How to descend, and when to stop. */
export interface Options {
  readonly learningRate: number;
  readonly maxIterations: number;
  readonly gradientTolerance: number;
  readonly lossThreshold: number;
}

/** Why a descent stopped. */
export type Reason = "loss" | "gradient" | "iterations";

/** What the learner's file is asked for; what it really answers is for the checks to find out. */
export interface DescentModule {
  loss(x: number): number;
  gradient(x: number): number;
  step(x: number, rate: number): number;
  walk(x0: number, rate: number, steps: number): number[];
  stepVector(x: Vector, rate: number, gradient: (x: Vector) => Vector): Vector;
  descend(
    problem: Problem,
    x0: Vector,
    options: Options,
  ): {
    readonly x: Vector;
    readonly path: readonly Vector[];
    readonly iterations: number;
    readonly reason: Reason;
  };
}
