/**
 * The probability that a value of Student's distribution with $\nu$ degrees of freedom is at least as far from 0 as $t$, on
 * either side: with $\theta = \arctan(t/\sqrt\nu)$, a finite series in $\cos\theta$.
 *
 * @param t the statistic; infinite if all differences are equal.
 * @param freedom $\nu$, a whole number of at least 1.
 * @see Abramowitz and Stegun, "Handbook of mathematical functions", 1964, 26.7.3 and 26.7.4.
 */
export function studentTail(t: number, freedom: number): number {
  const theta = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const odd = freedom % 2 === 1;
  let [term, sum] = [odd ? cos : 1, 0];
  for (let k = odd ? 1 : 0; k <= freedom - 2; k += 2) {
    sum += term;
    term *= (cos * cos * (k + 1)) / (k + 2);
  }
  const inside = odd ? (2 / Math.PI) * (theta + sin * sum) : sin * sum;
  return Math.max(0, 1 - inside);
}
