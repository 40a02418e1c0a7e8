// A descent is a generator of points with their losses; a regime is looked up by intervals of ηλ.
type Vector = number[];
type Gradient = (x: Vector) => Vector;

export function regime(learningRate: number, curvature: number): string {
  const stiffness = learningRate * curvature;
  if (stiffness === 0 || stiffness === 2) return "limit";
  if (stiffness > 0 && stiffness <= 1) return "monotone";
  if (stiffness > 1 && stiffness < 2) return "oscillating";
  return "divergent";
}

export const curvatures = (hessian: Vector[]): Vector => {
  const [a = 0, b = 0, , d = 0] = hessian.flat();
  const [half, determinant] = [(a + d) / 2, a * d - b * b];
  const root = Math.sqrt(Math.max(0, half * half - determinant));
  return [-1, 1].map((sign) => half + sign * root);
};

export const rates = (list: readonly number[]) => {
  const sorted = list.toSorted ? list.toSorted((a, b) => a - b) : [...list].sort((a, b) => a - b);
  const [mu, l] = [sorted[0]!, sorted.at(-1)!];
  const kappa = l / mu;
  const factor = kappa === Infinity ? 1 : (kappa - 1) / (kappa + 1);
  return { kappa, limit: 2 / l, best: 2 / (l + mu), factor };
};

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function* iterated(gradient: Gradient, x: Vector, direction: Vector): Generator<number> {
  let w = direction;
  for (;;) {
    const size = dot(w, w) ** 0.5;
    if (size === 0) return;
    const v = w.map((value) => value / size);
    const shifted = (by: number): Vector => gradient(x.map((value, i) => value + by * v[i]!));
    const [there, back] = [shifted(1e-4), shifted(-1e-4)];
    w = there.map((value, i) => (value - back[i]!) / 2e-4);
    yield dot(v, w);
  }
}
export function sharpness(gradient: Gradient, x: Vector, direction: Vector, steps: number): number {
  let last = 0;
  let taken = 0;
  for (const estimate of iterated(gradient, x, direction)) {
    last = estimate;
    if (++taken === steps) return last;
  }
  return 0;
}

interface Problem {
  loss: (x: Vector) => number;
  gradient: Gradient;
}
function* points({ loss, gradient }: Problem, x0: Vector, rate: number): Generator<[Vector, number]> {
  for (let x = [...x0]; ;) {
    yield [x, loss(x)];
    const slopes = gradient(x);
    x = x.map((value, i) => value - rate * slopes[i]!);
  }
}
export function descend(
  problem: Problem,
  x0: Vector,
  { learningRate, steps, growth }: { learningRate: number; steps: number; growth: number },
) {
  const losses: number[] = [];
  let lowest: [Vector, number] = [[...x0], NaN];
  for (const [x, loss] of points(problem, x0, learningRate)) {
    losses.push(loss);
    const fine = loss / losses[0]! <= growth || (loss === 0 && losses[0] === 0);
    if (!fine || loss === Infinity) return { losses, x: lowest[0], status: "diverged" };
    if (!(loss >= lowest[1])) lowest = [x, loss];
    if (losses.length === steps + 1) break;
  }
  return { losses, x: lowest[0], status: "done" };
}
