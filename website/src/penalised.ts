/** Two weights. */
export type Weights = readonly [first: number, second: number];
export const penalties = ["l1", "l2"] as const;
export type Penalty = (typeof penalties)[number];

/** How the two columns go together: the loss is ½(w − a)ᵀH(w − a) with H = ((1, ρ), (ρ, 1)). */
export const correlation = 0.5;

/** The loss at `w` where it is lowest at `a`. */
export function loss([first, second]: Weights, a: Weights): number {
  const [x, y] = [first - a[0], second - a[1]];
  return (x * x + y * y) / 2 + correlation * x * y;
}

/** The penalty's shape: |w₁| + |w₂|, or ½(w₁² + w₂²). */
export const size = (penalty: Penalty, [first, second]: Weights): number =>
  penalty === "l1" ? Math.abs(first) + Math.abs(second) : (first * first + second * second) / 2;

/** A weight moved towards 0 by `by`, and to exactly 0 if it is nearer, or no farther than rounding can tell. */
function shrunk(weight: number, by: number): number {
  const rest = Math.abs(weight) - by;
  return rest > 1e-12 ? Math.sign(weight) * rest : 0;
}

/**
 * The weights where loss + λ · penalty is lowest. One weight after the other is put where the loss is lowest with the other
 * one fixed: for L1 by soft thresholding. Each round leaves at most ρ² of the distance.
 */
export function minimum(penalty: Penalty, a: Weights, lambda: number): Weights {
  const put = (own: number, other: number): number => {
    const alone = own - correlation * other;
    return penalty === "l1" ? shrunk(alone, lambda) : alone / (1 + lambda);
  };
  let w = a;
  for (let round = 0; round < 40; round++) {
    const first = put(a[0], w[1] - a[1]);
    w = [first, put(a[1], first - a[0])];
  }
  return w;
}
