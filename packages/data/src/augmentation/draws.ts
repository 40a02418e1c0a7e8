import { foldIn, type Key, randomBits } from "@downhill/tensor";

/** Numbers from $U[0, 1)$. */
export const uniforms = (key: Key, count: number): Float64Array =>
  Float64Array.from(randomBits(key, count), (word) => word / 2 ** 32);

/** Whole numbers from `low` to `high`, equally likely. */
export const integers = (key: Key, count: number, low: number, high: number): Float64Array =>
  uniforms(key, count).map((u) => low + Math.floor(u * (high - low + 1)));

/**
 * Numbers from $\mathcal N(0, 1)$, two at a time.
 *
 * @see Box and Muller, "A note on the generation of random normal deviates", 1958.
 */
export function normals(key: Key, count: number): Float64Array {
  const pairs = Math.ceil(count / 2);
  const u = uniforms(key, 2 * pairs);
  return Float64Array.from({ length: count }, (_, i) => {
    const pair = i >> 1;
    const angle = 2 * Math.PI * u[2 * pair + 1]!;
    return Math.sqrt(-2 * Math.log(1 - u[2 * pair]!)) * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
}

/**
 * The logarithm of a draw from the gamma distribution of shape $\alpha$; the draw itself would underflow to 0 in
 * float64 for small $\alpha$.
 *
 * @see Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), §§5-6.
 */
function logGamma(key: Key, alpha: number): number {
  const d = alpha + 1 - 1 / 3;
  for (let attempt = 1; ; attempt++) {
    const own = foldIn(key, attempt);
    const [z] = normals(own, 1) as unknown as [number];
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    const [u] = uniforms(foldIn(own, 0), 1) as unknown as [number];
    if (v > 0 && Math.log(1 - u) < z ** 2 / 2 + d - d * v + d * Math.log(v)) {
      const [boost] = uniforms(foldIn(key, 0), 1) as unknown as [number];
      return Math.log(d * v) + Math.log(1 - boost) / alpha;
    }
  }
}

/** A number from $\mathrm{Beta}(\alpha, \alpha)$. */
export const symmetricBeta = (key: Key, alpha: number): number =>
  1 / (1 + Math.exp(logGamma(foldIn(key, 1), alpha) - logGamma(foldIn(key, 0), alpha)));
