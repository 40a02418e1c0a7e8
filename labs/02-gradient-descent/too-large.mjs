/*
 * Erratum E07 as a program: is a learning rate that is too large "too fast"?
 * Gradient descent on (x − 3)² from x = 0; each line is one learning rate.
 */

const shown = [1, 2, 3, 4, 100];

/**
 * The points after each of `steps` steps, the start first.
 *
 * @param {number} rate
 * @param {number} steps
 */
export function pathOf(rate, steps) {
  let x = 0;
  return [x, ...Array.from({ length: steps }, () => (x -= rate * 2 * (x - 3)))];
}

console.log(["η", ...shown.map((t) => `t=${t}`)].map((cell) => cell.padStart(8)).join(""));
for (const rate of [0.1, 0.9, 1.0, 1.1]) {
  const path = pathOf(rate, 100);
  const cells = path
    .filter((_, t) => shown.includes(t))
    .map((x) => (Math.abs(x) < 1e4 ? x.toFixed(3) : x.toExponential(1)));
  console.log([rate.toFixed(1), ...cells].map((cell) => cell.padStart(8)).join(""));
}
