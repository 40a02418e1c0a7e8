import type { ElementOperation } from "./backend.ts";

/**
 * Each operation of an {@link Elementwise} program, on host numbers in float64, as plain
 * JavaScript.
 *
 * @example
 * ```ts
 * import { arithmetic } from "@downhill/tensor";
 * arithmetic.pow(0.5, 3); // 0.125
 * ```
 */
export const arithmetic = {
  add: (a: number, b: number): number => a + b,
  sub: (a: number, b: number): number => a - b,
  mul: (a: number, b: number): number => a * b,
  div: (a: number, b: number): number => a / b,
  pow: (a: number, b: number): number => a ** b,
  neg: (a: number): number => -a,
  sqrt: (a: number): number => Math.sqrt(a),
  square: (a: number): number => a * a,
  sign: (a: number): number => Math.sign(a),
  abs: (a: number): number => Math.abs(a),
  maximum: (a: number, b: number): number => Math.max(a, b),
} as const satisfies { readonly [K in ElementOperation]: (...of: [number, number]) => number };
