/**
 * The error function $\operatorname{erf} x = \frac{2}{\sqrt\pi}\int_0^x e^{-t^2}\,dt$ to float64's last digits: a series
 * of positive terms near 0, and the continued fraction of $1 - \operatorname{erf}$ farther out.
 *
 * @see NIST Digital Library of Mathematical Functions, §7.6.2 and §7.9.1.
 */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  if (!(z > 2.5)) return series(x);
  return Math.sign(x) * (1 - complement(z));
}

/** $\frac{2}{\sqrt\pi} e^{-x^2} \sum_n \frac{2^n x^{2n+1}}{1 \cdot 3 \cdots (2n+1)}$. */
function series(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

/** $\frac{e^{-z^2}}{\sqrt\pi} \cfrac{1}{z + \cfrac{1/2}{z + \cfrac{1}{z + \cfrac{3/2}{z + \cdots}}}}$, from the inside out. */
function complement(z: number): number {
  let fraction = z;
  for (let n = 60; n > 0; n--) fraction = z + n / 2 / fraction;
  return Math.exp(-z * z) / Math.sqrt(Math.PI) / fraction;
}
