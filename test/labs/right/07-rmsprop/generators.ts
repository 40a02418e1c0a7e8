// Steps are computed by generators, coordinate after coordinate; descend does without rmsprop.
type Vector = number[];
interface Settings {
  learningRate: number;
  epsilon: number;
  beta: number;
}
type Gradient = (x: Vector) => Vector;
type State = { x: Vector; v: Vector };

function* coordinates(x: Vector, v: Vector, slopes: Vector): Generator<[number, number, number]> {
  for (const [i, place] of x.entries()) yield [place, v[i]!, slopes[i]!];
}
function collected(pairs: Iterable<[number, number]>): State {
  const state: State = { x: [], v: [] };
  for (const [x, v] of pairs) {
    state.x.push(x);
    state.v.push(v);
  }
  return state;
}

export function adagrad(gradient: Gradient, { x, v }: State, { learningRate, epsilon }: Settings): State {
  function* stepped(): Generator<[number, number]> {
    for (const [place, old, slope] of coordinates(x, v, gradient(x))) {
      const sum = old + slope ** 2;
      yield [place - (learningRate * slope) / (sum ** 0.5 + epsilon), sum];
    }
  }
  return collected(stepped());
}

function* means(x: Vector, v: Vector, slopes: Vector, beta: number): Generator<[number, number, number]> {
  for (const [place, old, slope] of coordinates(x, v, slopes))
    yield [place, slope, beta * old + (1 - beta) * slope ** 2];
}
export function rmsprop(gradient: Gradient, { x, v }: State, settings: Settings): State {
  function* stepped(): Generator<[number, number]> {
    for (const [place, slope, mean] of means(x, v, gradient(x), settings.beta))
      yield [place - (settings.learningRate * slope) / (Math.sqrt(mean) + settings.epsilon), mean];
  }
  return collected(stepped());
}
export function rmspropInside(gradient: Gradient, { x, v }: State, settings: Settings): State {
  function* stepped(): Generator<[number, number]> {
    for (const [place, slope, mean] of means(x, v, gradient(x), settings.beta))
      yield [place - (settings.learningRate * slope) / Math.sqrt(mean + settings.epsilon), mean];
  }
  return collected(stepped());
}

export function descend(gradient: Gradient, start: Vector, settings: Settings, steps: number): Vector {
  const [x, v] = [Array.from(start), start.map(() => 0)];
  for (let t = 0; t < steps; t++) {
    const slopes = gradient([...x]);
    for (const [i, slope] of slopes.entries()) {
      v[i] = settings.beta * v[i]! + (1 - settings.beta) * slope ** 2;
      x[i]! -= (settings.learningRate * (1 - t / steps) * slope) / (Math.sqrt(v[i]!) + settings.epsilon);
    }
  }
  return x;
}

export function convertEpsilon(epsilon: number, v: number, to: "inside" | "outside"): number {
  const root = Math.sqrt(v);
  return to === "inside" ? epsilon * epsilon + epsilon * root * 2 : epsilon / (Math.sqrt(v + epsilon) + root);
}
