// No loops at all: folds over ranges, with the state in frozen records.
type Vector = readonly number[];
type Gradient = (x: number[]) => Vector;
const range = (count: number): Vector => Array.from({ length: count }, (_, i) => i);

export const regime = (...[rate, curvature]: [number, number]) =>
  (
    [
      [(r: number) => r === 1 || r === -1, "limit"],
      [(r: number) => 0 <= r && r < 1, "monotone"],
      [(r: number) => -1 < r && r < 0, "oscillating"],
      [() => true, "divergent"],
    ] as const
  ).find(([holds]) => holds(1 - rate * curvature))![1];

export const curvatures = ([[a, b], [c, d]]: readonly [Vector, Vector]): [number, number] => {
  const difference = Math.hypot(a! - d!, b! + c!);
  return [(a! + d! - difference) / 2, (a! + d! + difference) / 2];
};

export const rates = (list: Vector) => {
  const ends = list.reduce<Vector>(
    ([low = Infinity, high = -Infinity], each) => [Math.min(low, each), Math.max(high, each)],
    [],
  );
  const [low = 0, high = 0] = ends;
  return { ends, limit: 2 / high, best: 2 / (low + high), factor: (1 - low / high) / (1 + low / high) };
};

const sum = (list: Vector): number => list.reduce((a, b) => a + b, 0);

export const sharpness = (gradient: Gradient, x: Vector, direction: Vector, steps: number): number =>
  range(steps).reduce<{ w: Vector; curvature: number }>(
    ({ w }) => {
      const length = Math.sqrt(sum(w.map((each) => each ** 2)));
      if (length === 0) return { w, curvature: 0 };
      const v = w.map((each) => each / length);
      const at = (side: number): Vector => gradient(x.map((each, i) => each + (side * v[i]!) / 10_000));
      const [ahead, behind] = [at(1), at(-1)];
      const next = ahead.map((each, i) => 5000 * each - 5000 * behind[i]!);
      return { w: next, curvature: sum(next.map((each, i) => each * v[i]!)) };
    },
    { w: direction, curvature: 0 },
  ).curvature;

export function descend(
  { loss, gradient }: { loss: (x: number[]) => number; gradient: Gradient },
  x0: Vector,
  { learningRate, steps, growth }: { learningRate: number; steps: number; growth: number },
) {
  const first = loss([...x0]);
  const isBad = (value: number): boolean =>
    Number.isNaN(value) || value === Infinity || value > growth * first;
  const losses = [first];
  const start = { x: [...x0], best: [...x0], lowest: first, bad: isBad(first) };
  const { best, bad } = range(steps).reduce((state) => {
    if (state.bad) return state;
    const slopes = gradient([...state.x]);
    const x = state.x.map((each, i) => each - slopes[i]! * learningRate);
    const value = loss([...x]);
    losses.push(value);
    if (isBad(value)) return Object.freeze({ ...state, bad: true });
    return value < state.lowest ? { x, best: x, lowest: value, bad: false } : { ...state, x };
  }, start);
  return { status: bad ? "diverged" : "done", losses, x: best };
}
