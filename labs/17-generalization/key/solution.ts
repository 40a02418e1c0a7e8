/*
 * Lab 17. Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
 */

/** A measurement of a model: its loss on some set. */
export type Measure<Model> = (model: Model) => number;

/** The model that was chosen, by its place in the list, and its loss on the validation set and on the test set. */
export interface Selected {
  readonly place: number;
  readonly validation: number;
  readonly test: number;
}

/** The numbers of the rows to learn from, and of those to measure on. */
export interface Fold {
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

/** A training that can continue for an epoch. */
export interface Training {
  /** All weights, in some lists; the lists stay the same ones, and each epoch writes into them. */
  readonly weights: readonly Float64Array[];
  /** One pass over the training set. */
  epoch(): void;
  /** The loss on the validation set with the weights as they are now. */
  validationLoss(): number;
}
export interface Patience {
  /** How many epochs in a row without a lower loss end the training; at least 1. */
  readonly patience: number;
  /** The most epochs to train; at least 0. */
  readonly most: number;
}
export interface Stopped {
  /** After how many epochs the loss was lowest. */
  readonly best: number;
  /** The loss before training, and after each epoch. */
  readonly losses: readonly number[];
  /** The weights at `best`, copied. */
  readonly weights: readonly Float64Array[];
}

/** A picture: its rows from top to bottom, in each the pixels from left to right. */
export type Picture = readonly (readonly number[])[];

/** Some pictures, the label of each, and what they are for. */
export interface Pictures {
  readonly part: "train" | "validation" | "test";
  readonly x: readonly Picture[];
  readonly y: readonly number[];
}

/** Task "selection": chooses the model by the validation set, and measures it, and no other, on the test set. */
export function select<Model>(
  models: readonly Model[],
  validation: Measure<Model>,
  test: Measure<Model>,
): Selected {
  // #task selection
  let [place, lowest] = [-1, Infinity];
  for (const [i, model] of models.entries()) {
    const loss = validation(model);
    if (loss < lowest) [place, lowest] = [i, loss];
  }
  if (place < 0) throw new RangeError("select: no model has a finite loss");
  return { place, validation: lowest, test: test(models[place]!) };
  // #end
}

/** Task "folds": deals the rows out like cards, to k folds. */
export function folds(order: readonly number[], k: number): Fold[] {
  // #task folds
  if (!Number.isInteger(k) || k < 2 || k > order.length)
    throw new RangeError(`folds: ${order.length} rows make no ${k} folds`);
  return Array.from({ length: k }, (_, fold) => ({
    train: order.filter((_, i) => i % k !== fold),
    validation: order.filter((_, i) => i % k === fold),
  }));
  // #end
}

/** Task "folds": the same rows, class after class, each class in the order that it had. `labels[row]` is a row's class. */
export function byClass(order: readonly number[], labels: readonly number[]): number[] {
  // #task folds
  return order.toSorted((a, b) => labels[a]! - labels[b]!);
  // #end
}

/** Task "cross-validation": the loss of each row, in the order of the rows, by a model that has not seen it. */
export function crossValidate<Row>(
  rows: readonly Row[],
  folds: readonly Fold[],
  learn: (training: Row[]) => (row: Row) => number,
): number[] {
  // #task cross-validation
  const losses = rows.map(() => NaN);
  for (const { train, validation } of folds) {
    const lossOf = learn(train.map((row) => rows[row]!));
    for (const row of validation) losses[row] = lossOf(rows[row]!);
  }
  return losses;
  // #end
}

/** Task "early-stopping": trains until the validation loss has not fallen for `patience` epochs, and returns the best weights. */
export function earlyStopping(training: Training, settings: Patience): Stopped {
  // #task early-stopping
  const { patience, most } = settings;
  const copy = (): Float64Array[] => training.weights.map((list) => list.slice());
  const losses: number[] = [];
  let [best, lowest, weights] = [0, Infinity, copy()];
  for (let epoch = 0; epoch <= most && epoch - best <= patience; epoch++) {
    if (epoch > 0) training.epoch();
    const loss = training.validationLoss();
    losses.push(loss);
    if (loss < lowest) [best, lowest, weights] = [epoch, loss, copy()];
  }
  return { best, losses, weights };
  // #end
}

/** Task "augmentation": the picture moved down and to the right by whole pixels; what comes in at the edges is 0. */
export function shifted(picture: Picture, down: number, right: number): number[][] {
  // #task augmentation
  return picture.map((row, r) => row.map((_, c) => picture[r - down]?.[c - right] ?? 0));
  // #end
}

/** Task "augmentation": training pictures, each moved by up to `by` pixels in both directions; others as they are. */
export function augmented(pictures: Pictures, by: number, random: () => number): Pictures {
  // #task augmentation
  const { part, x, y } = pictures;
  if (part !== "train") return pictures;
  const drawn = (): number => Math.floor(random() * (2 * by + 1)) - by;
  return { part, x: x.map((picture) => shifted(picture, drawn(), drawn())), y: [...y] };
  // #end
}

/** Task "dropout": sets values to 0 with probability p and enlarges the others; without `random` it leaves all as they are. */
export function dropout(values: readonly number[], p: number, random?: () => number): number[] {
  // #task dropout
  if (!(p >= 0 && p < 1)) throw new RangeError(`dropout: ${p} is not at least 0 and below 1`);
  if (random === undefined) return [...values];
  return values.map((value) => (random() < p ? 0 : value / (1 - p)));
  // #end
}
