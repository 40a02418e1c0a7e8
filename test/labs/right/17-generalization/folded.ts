// One expression each, as far as it goes.
type Rows = readonly number[];
type Fold = { readonly train: Rows; readonly validation: Rows };
const refuse = (why: string): never => {
  throw new RangeError(why);
};

export const select = <M>(models: readonly M[], validation: (model: M) => number, test: (model: M) => number) =>
  models
    .map((model, place) => ({ model, place, validation: validation(model) }))
    .filter((each) => Number.isFinite(each.validation))
    .toSorted((a, b) => a.validation - b.validation || a.place - b.place)
    .slice(0, 1)
    .map(({ model, ...rest }) => ({ ...rest, test: test(model) }))[0] ?? refuse("nothing to choose");

export const folds = (order: Rows, k: number): Fold[] =>
  Number.isInteger(k) && k >= 2 && k <= order.length
    ? order.slice(0, k).map((_, fold) => {
        const part = (mine: boolean) => order.filter((_, i) => (i % k === fold) === mine);
        return { train: part(false), validation: part(true) };
      })
    : refuse("folds");

export const byClass = (order: Rows, labels: Rows): number[] =>
  [...new Set(order.map((row) => labels[row]!))].toSorted((a, b) => a - b).flatMap((label) => order.filter((row) => labels[row] === label));

export const crossValidate = <Row>(rows: readonly Row[], parts: readonly Fold[], learn: (training: Row[]) => (row: Row) => number): number[] => {
  const losses = parts.flatMap(({ train, validation }) => {
    const lossOf = learn(train.map((row) => rows[row]!));
    return validation.map((row) => [row, lossOf(rows[row]!)] as const);
  });
  const byRow = Object.fromEntries(losses);
  return rows.map((_, row) => byRow[row] ?? NaN);
};

interface Training {
  readonly weights: readonly Float64Array[];
  readonly epoch: () => void;
  readonly validationLoss: () => number;
}
interface Past {
  readonly best: number;
  readonly lowest: number;
  readonly losses: readonly number[];
  readonly weights: readonly (readonly number[])[];
}
const seen = ({ weights, validationLoss }: Training, { losses, ...past }: Past): Past => {
  const loss = validationLoss();
  const better = loss < past.lowest ? { best: losses.length, lowest: loss, weights: weights.map((list) => [...list]) } : past;
  return { ...better, losses: [...losses, loss] };
};
export function earlyStopping(training: Training, { patience, most }: { patience: number; most: number }): Past {
  let past = seen(training, { best: 0, lowest: Infinity, losses: [], weights: training.weights.map((list) => [...list]) });
  while (past.losses.length <= most && past.losses.length - past.best <= patience) {
    training.epoch();
    past = seen(training, past);
  }
  return past;
}

export const shifted = (picture: readonly Rows[], down: number, right: number): number[][] =>
  picture.map((row, r) => row.map((_, c) => (picture[r - down] ?? [])[c - right] ?? 0));

export const augmented = <P extends { part: string; x: readonly (readonly Rows[])[]; y: Rows }>(pictures: P, by: number, random: () => number) =>
  pictures.part === "train"
    ? {
        ...pictures,
        x: pictures.x.map((picture) => {
          const [down, right] = [random(), random()].map((u) => Math.floor(u * (2 * by + 1)) - by);
          return shifted(picture, down!, right!);
        }),
        y: pictures.y.map(Number),
      }
    : pictures;

export const dropout = (values: Rows, p: number, random?: () => number): number[] =>
  p >= 0 && p < 1 ? values.map((value) => (random === undefined ? value : Number(random() >= p) && value / (1 - p))) : refuse("dropout");
