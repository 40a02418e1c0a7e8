// Private fields and getters; the answers are instances.
type Measure<M> = (model: M) => number;
interface Training {
  readonly weights: readonly Float64Array[];
  epoch(): void;
  validationLoss(): number;
}

class Drawer<M> {
  readonly #test: Measure<M>;
  #opened = false;
  constructor(test: Measure<M>) {
    this.#test = test;
  }
  open(model: M): number {
    if (this.#opened) throw new Error("the test set was opened already");
    this.#opened = true;
    return this.#test(model);
  }
}
class Choice {
  readonly #place: number;
  readonly #losses: readonly [validation: number, test: number];
  constructor(place: number, validation: number, test: number) {
    this.#place = place;
    this.#losses = [validation, test];
  }
  get place() {
    return this.#place;
  }
  get validation() {
    return this.#losses[0];
  }
  get test() {
    return this.#losses[1];
  }
}
export function select<M>(models: readonly M[], validation: Measure<M>, test: Measure<M>): Choice {
  const losses = models.map((model) => validation(model));
  const lowest = Math.min(...losses.filter(Number.isFinite));
  const place = losses.indexOf(lowest);
  if (place === -1 || lowest === Infinity) throw new RangeError("nothing to choose");
  return new Choice(place, lowest, new Drawer(test).open(models[place]!));
}

class Hand {
  readonly #order: readonly number[];
  readonly #test: (i: number) => boolean;
  constructor(order: readonly number[], test: (i: number) => boolean) {
    this.#order = [...order];
    this.#test = test;
  }
  get validation() {
    return this.#order.filter((_, i) => this.#test(i));
  }
  get train() {
    return this.#order.filter((_, i) => !this.#test(i));
  }
}
export function folds(order: readonly number[], k: number): Hand[] {
  if (!Number.isSafeInteger(k) || k < 2 || order.length < k) throw new RangeError(`no ${k} folds`);
  return Array.from(new Array(k).keys(), (fold) => new Hand(order, (i) => (i - fold) % k === 0));
}
export const byClass = (order: readonly number[], labels: readonly number[]): number[] => {
  const piles = new Map<number, number[]>();
  for (const row of order) piles.set(labels[row]!, [...(piles.get(labels[row]!) ?? []), row]);
  return [...piles.keys()].sort((a, b) => a - b).flatMap((label) => piles.get(label)!);
};

export function crossValidate<Row>(
  rows: readonly Row[],
  parts: readonly { train: readonly number[]; validation: readonly number[] }[],
  learn: (training: Row[]) => (row: Row) => number,
): number[] {
  const found = new Map<number, number>();
  parts.forEach(({ train, validation }) => {
    const lossOf = learn(Array.from(train, (row) => rows[row]!));
    validation.forEach((row) => found.set(row, lossOf(rows[row]!)));
  });
  return rows.map((_, row) => found.get(row) ?? NaN);
}

class Best {
  #epoch = 0;
  #loss = Infinity;
  #copies: Float64Array[];
  constructor(weights: readonly Float64Array[]) {
    this.#copies = weights.map((list) => new Float64Array(list));
  }
  see(epoch: number, loss: number, weights: readonly Float64Array[]): void {
    if (!(loss < this.#loss)) return;
    [this.#epoch, this.#loss] = [epoch, loss];
    weights.forEach((list, i) => this.#copies[i]!.set(list));
  }
  get epoch() {
    return this.#epoch;
  }
  get weights() {
    return this.#copies;
  }
}
export function earlyStopping(training: Training, { patience, most }: { patience: number; most: number }) {
  const [best, losses] = [new Best(training.weights), [] as number[]];
  const measure = (): void => {
    losses.push(training.validationLoss());
    best.see(losses.length - 1, losses.at(-1)!, training.weights);
  };
  measure();
  while (losses.length <= most && losses.length - 1 - best.epoch < patience) {
    training.epoch();
    measure();
  }
  return { losses, best: best.epoch, weights: best.weights, stopped: losses.length - 1 };
}

export const shifted = (picture: readonly (readonly number[])[], down: number, right: number): number[][] => {
  const at = (r: number, c: number): number => (r in picture && c in picture[r]! ? picture[r]![c]! : 0);
  return picture.map((row, r) => Array.from(row, (_, c) => at(r - down, c - right)));
};
class Augmented {
  readonly part: string;
  readonly x: readonly (readonly (readonly number[])[])[];
  readonly y: readonly number[];
  constructor(given: { part: string; x: readonly (readonly (readonly number[])[])[]; y: readonly number[] }, move: () => number) {
    this.part = given.part;
    this.x = given.x.map((picture) => {
      const down = move();
      return shifted(picture, down, move());
    });
    this.y = Int32Array.from(given.y) as unknown as number[];
  }
}
export const augmented = (given: ConstructorParameters<typeof Augmented>[0], by: number, random: () => number) =>
  given.part === "train" ? new Augmented(given, () => Math.trunc(random() * (2 * by + 1)) - by) : given;

export function dropout(values: readonly number[], p: number, random?: () => number): number[] {
  if (Number.isNaN(p) || p < 0 || p >= 1) throw new RangeError(`p = ${p}`);
  const keep = random === undefined ? () => true : () => random() >= p;
  const scale = random === undefined ? 1 : 1 / (1 - p);
  return values.map((value) => (keep() ? value * scale : 0));
}
