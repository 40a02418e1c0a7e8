/*
 * A recurrent network of a single unit, after figure 6 of Pascanu, Mikolov and Bengio (2013): it starts at 0.5, takes 50
 * steps h ← σ(w·h + b), and should end at 0.7. Its loss is smooth, and has a cliff.
 */

const [start, steps, target] = [0.5, 50, 0.7];

/** The loss at (w, b) and its slopes, which are carried along with the state. */
export function cliff(w: number, b: number): { loss: number; gradient: [w: number, b: number] } {
  let [h, byW, byB] = [start, 0, 0];
  for (let t = 0; t < steps; t++) {
    const after = 1 / (1 + Math.exp(-(w * h + b)));
    const slope = after * (1 - after);
    [byW, byB] = [slope * (h + w * byW), slope * (1 + w * byB)];
    h = after;
  }
  const error = h - target;
  return { loss: error ** 2, gradient: [2 * error * byW, 2 * error * byB] };
}
