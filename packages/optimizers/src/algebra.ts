import { arithmetic } from "@downhill/tensor";

/**
 * The arithmetic that an update rule is written in. A rule is one function over an algebra, and each algebra interprets
 * it in one way: float64 numbers, tensors on any backend, TeX. `V` is the type of value that this interpretation computes with.
 */
export interface Algebra<V> {
  /** $a + b$ */
  readonly add: (a: V | number, b: V | number) => V;
  /** $a - b$ */
  readonly sub: (a: V | number, b: V | number) => V;
  /** $a\,b$, element by element */
  readonly mul: (a: V | number, b: V | number) => V;
  /** $a / b$, element by element */
  readonly div: (a: V | number, b: V | number) => V;
  /** $a^b$, element by element */
  readonly pow: (a: V | number, b: V | number) => V;
  /** $-a$ */
  readonly neg: (a: V | number) => V;
  /** $\sqrt a$ */
  readonly sqrt: (a: V | number) => V;
  /** $a^2$ */
  readonly square: (a: V | number) => V;
  /** $\operatorname{sign} a$: −1, 0 or 1 */
  readonly sign: (a: V | number) => V;
  /** $\lvert a\rvert$ */
  readonly abs: (a: V | number) => V;
  /** $\max(a, b)$, element by element */
  readonly maximum: (a: V | number, b: V | number) => V;
  /** $a$ itself, given its own symbol in the equations, such as `\\hat m_t`. */
  readonly named: (symbol: string, a: V | number) => V;
}

/**
 * The rule as float64 arithmetic: the oracle for every other interpretation, and what a playground on a page runs.
 *
 * @example
 * ```ts
 * import { adam, numbers } from "@downhill/optimizers";
 * const at = { g: 0.5, p: 1, t: 1, m: 0, v: 0, learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 0 };
 * adam.rule.step(numbers, at).update; // −0.1
 * ```
 */
export const numbers: Algebra<number> = { ...arithmetic, named: (_, a) => a };
