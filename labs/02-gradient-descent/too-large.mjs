/*
 * Erratum E07, to be run: is a learning rate that is too large "too fast"?
 * Gradient descent on (x − 3)² from x = 0; each line is one learning rate.
 */

const shown = [1, 2, 3, 4, 100];

/** The points after each of `steps` steps, the start first. */
export function pathOf(rate, steps) {
  const path = [0];
  for (let t = 0; t < steps; t++) path.push(path[t] - rate * 2 * (path[t] - 3));
  return path;
}

console.log(["η", ...shown.map((t) => `t=${t}`)].map((cell) => cell.padStart(8)).join(""));
for (const rate of [0.1, 0.9, 1.0, 1.1]) {
  const path = pathOf(rate, 100);
  const cells = shown.map((t) => (Math.abs(path[t]) < 1e4 ? path[t].toFixed(3) : path[t].toExponential(1)));
  console.log([rate.toFixed(1), ...cells].map((cell) => cell.padStart(8)).join(""));
}
