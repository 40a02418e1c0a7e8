// A running mean, a watch and a memory as classes with private fields; curves with getters.
interface Curve {
  rates: ArrayLike<number>;
  losses: ArrayLike<number>;
  means: ArrayLike<number>;
}
interface Range {
  low: number;
  high: number;
  steps: number;
}

class RunningMean {
  readonly #beta: number;
  #mean = 0;
  #share = 1;
  constructor(beta: number) {
    this.#beta = beta;
  }
  add(loss: number): number {
    this.#share *= this.#beta;
    this.#mean += (1 - this.#beta) * (loss - this.#mean);
    return this.#mean / (1 - this.#share);
  }
}

class Watch {
  #lowest = Infinity;
  readonly growth: number;
  constructor(growth: number) {
    this.growth = growth;
  }
  isGood(mean: number): boolean {
    if (mean < this.#lowest) this.#lowest = mean;
    return Number.isFinite(mean) && mean <= this.growth * this.#lowest;
  }
}

class Saved {
  readonly #pairs: readonly (readonly [Float64Array, Float64Array])[];
  constructor(state: readonly Float64Array[]) {
    this.#pairs = state.map((list) => [list, Float64Array.from(list)]);
  }
  restore(): void {
    this.#pairs.forEach(([list, copy]) => list.set(copy));
  }
}

class Test implements Curve {
  readonly #points: { rate: number; loss: number; mean: number }[] = [];
  get rates() {
    return this.#points.map(({ rate }) => rate);
  }
  get losses() {
    return this.#points.map(({ loss }) => loss);
  }
  get means() {
    return this.#points.map(({ mean }) => mean);
  }
  add(rate: number, loss: number, mean: number): void {
    this.#points.push({ rate, loss, mean });
  }
}

export const ramp = ({ low, high, steps }: Range): number[] => {
  const [from, to] = [Math.log(low), Math.log(high)];
  return [...Array(steps).keys()].map((t) => (t === 0 ? low : Math.exp(from + ((to - from) * t) / (steps - 1))));
};

export const smoothed = (losses: readonly number[], beta: number): number[] => {
  const running = new RunningMean(beta);
  return losses.map((loss) => running.add(loss));
};

export const stopAt = (means: readonly number[], growth: number): number => {
  const watch = new Watch(growth);
  return means.findIndex((mean) => !watch.isGood(mean));
};

export function rangeTest(
  training: { readonly state: readonly Float64Array[]; step(rate: number): number },
  settings: Range & { beta: number; growth: number },
): Curve {
  const [saved, running, watch, test] = [
    new Saved(training.state),
    new RunningMean(settings.beta),
    new Watch(settings.growth),
    new Test(),
  ];
  try {
    ramp(settings).every((rate) => {
      const loss = training.step(rate);
      const mean = running.add(loss);
      test.add(rate, loss, mean);
      return watch.isGood(mean);
    });
    return test;
  } finally {
    saved.restore();
  }
}

export function suggestion({ rates, means }: Curve, reach: number): number {
  const list = Array.from(means);
  const bottom = list.reduce((at, mean, i) => (mean < list[at]! ? i : at), 0);
  const slopes = list.map((_, i) => {
    if (i < 2 * reach || i > bottom || i + reach >= list.length) return 0;
    const near = list.slice(i - reach, i + reach + 1);
    return near.reduce((sum, mean, j) => sum + (j - reach) * mean, 0);
  });
  const steepest = Math.min(...slopes.filter((slope) => !Number.isNaN(slope)));
  if (!(steepest < 0)) throw new RangeError("nothing falls");
  return rates[slopes.indexOf(steepest)]!;
}
