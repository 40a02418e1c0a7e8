// Generators and destructuring.
type Fold = { train: number[]; validation: number[] };
type Rows = readonly number[];

function* measured<M>(models: readonly M[], validation: (model: M) => number) {
  for (const [place, model] of models.entries()) yield { place, model, loss: validation(model) };
}
export function select<M>(models: readonly M[], validation: (model: M) => number, test: (model: M) => number) {
  const finite = [...measured(models, validation)].filter(({ loss }) => loss < Infinity);
  const [first, ...others] = finite;
  if (!first) throw new RangeError("no model");
  const { place, loss, model } = others.reduce((best, each) => (each.loss < best.loss ? each : best), first);
  return { place, validation: loss, test: test(model) };
}

function* everyNth(order: Rows, from: number, k: number) {
  for (let i = from; i < order.length; i += k) yield order[i]!;
}
export function folds(order: Rows, k: number): Fold[] {
  if (!(Number.isInteger(k) && 2 <= k && k <= order.length)) throw new RangeError(`${k} folds of ${order.length} rows`);
  return [...Array(k).keys()].map((fold) => {
    const validation = [...everyNth(order, fold, k)];
    const mine = new Set(validation);
    return { validation, train: order.filter((row) => !mine.has(row)) };
  });
}
export function byClass(order: Rows, labels: Rows): number[] {
  const place = new Map(order.map((row, i) => [row, i]));
  return [...order].sort((a, b) => labels[a]! - labels[b]! || place.get(a)! - place.get(b)!);
}

function* out<Row>(rows: readonly Row[], all: Iterable<Fold>, learn: (training: Row[]) => (row: Row) => number) {
  for (const { train, validation } of all) {
    const lossOf = learn(train.map((row) => rows[row]!));
    for (const row of validation) yield [row, lossOf(rows[row]!)] as const;
  }
}
export function crossValidate<Row>(rows: readonly Row[], all: Fold[], learn: (training: Row[]) => (row: Row) => number) {
  const losses = new Float64Array(rows.length).fill(NaN);
  for (const [row, loss] of out(rows, all, learn)) losses[row] = loss;
  return losses;
}

interface Training {
  weights: readonly Float64Array[];
  epoch(): void;
  validationLoss(): number;
}
function* epochs(training: Training, most: number) {
  yield { epoch: 0, loss: training.validationLoss() };
  for (let epoch = 1; epoch <= most; epoch++) {
    training.epoch();
    yield { epoch, loss: training.validationLoss() };
  }
}
export function earlyStopping(training: Training, settings: { patience: number; most: number }) {
  let best = { epoch: 0, loss: Infinity, weights: structuredClone(training.weights) };
  const losses = [];
  for (const { epoch, loss } of epochs(training, settings.most)) {
    losses.push(loss);
    if (loss < best.loss) best = { epoch, loss, weights: structuredClone(training.weights) };
    if (epoch - best.epoch === settings.patience) break;
  }
  return { best: best.epoch, losses, weights: best.weights };
}

export const shifted = (picture: readonly Rows[], down: number, right: number): number[][] =>
  [...picture.entries()].map(([r, row]) => [...row.keys()].map((c) => picture.at(r - down < 0 ? picture.length : r - down)?.[c - right] ?? 0));
function* moves(by: number, random: () => number) {
  for (;;) yield Math.floor(random() * (2 * by + 1)) - by;
}
export function augmented(
  { part, x, y }: { part: string; x: readonly (readonly Rows[])[]; y: Rows },
  by: number,
  random: () => number,
) {
  if (part !== "train") return { part, x, y };
  const drawn = moves(by, random);
  const next = () => drawn.next().value!;
  return { part, y: [...y], x: x.map((picture) => shifted(picture, next(), next())) };
}

function* thinned(values: Rows, p: number, random: () => number) {
  for (const value of values) yield random() < p ? 0 : value / (1 - p);
}
export function dropout(values: Rows, p: number, random?: () => number): number[] {
  if (!(0 <= p && p < 1)) throw new RangeError("p must be in [0, 1)");
  return random ? [...thinned(values, p, random)] : [...values];
}
