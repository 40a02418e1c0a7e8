import { polynomial, rewrittenResults } from "./rewritten-results.ts";
import { gridOf, type Grid } from "./wgsl.ts";

/** A series that is odd in its variable, $t(c_0 + c_1 t^2 + c_2 t^4 + \dots)$. */
interface Series {
  /** The variable, in WGSL, of `x`. */
  readonly of: string;
  readonly coefficients: readonly number[];
}

const slope = 2 / Math.sqrt(Math.PI);

/**
 * The first terms at 0 of the functions that are about as small as their argument there, as many as float32 can resolve below
 * a quarter. The logarithm's variable $t = 2x/(2 + x)$ makes it odd: $\ln(1 + x) = 2 \operatorname{artanh}(t/2)$.
 *
 * @see NIST Digital Library of Mathematical Functions, §4.6.4, §4.19.1, §4.33.3 and §7.6.1.
 */
export const series = {
  sin: { of: "x", coefficients: [1, -1 / 6, 1 / 120, -1 / 5040] },
  log1p: { of: "(x + x) / (2.0 + x)", coefficients: [1, 1 / 12, 1 / 80, 1 / 448] },
  tanh: { of: "x", coefficients: [1, -1 / 3, 2 / 15, -17 / 315, 62 / 2835] },
  erf: { of: "x", coefficients: [slope, -slope / 3, slope / 10, -slope / 42, slope / 216] },
} as const satisfies Readonly<Record<string, Series>>;

/** The bits of 1/4: without the sign, smaller numbers have smaller bits, and NaN has the largest. */
const quarter = "0x3e800000u";

/** A compute shader that replaces results `y` by the series if their argument `x` is near 0. */
export function nearZeroShader(name: keyof typeof series): string {
  const { of, coefficients } = series[name];
  return rewrittenResults(`${name} near 0`, [
    `if ((bitcast<u32>(x) & 0x7fffffffu) >= ${quarter}) { return; }`,
    `let t = ${of};`,
    "let q = t * t;",
    `y0[i] = t * (${polynomial(...coefficients)});`,
  ]);
}

export const nearZeroDispatch = (count: number): Grid & { readonly uniform: ArrayBuffer } => {
  const grid = gridOf(count);
  return { ...grid, uniform: Uint32Array.of(count, grid.row).buffer };
};
