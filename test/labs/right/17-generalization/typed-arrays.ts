// Typed arrays wherever numbers are returned.
export function select<M>(models: readonly M[], validation: (model: M) => number, test: (model: M) => number) {
  const losses = Float64Array.from(models, validation);
  let place = -1;
  losses.forEach((loss, i) => {
    if (loss < (place < 0 ? Infinity : losses[place]!)) place = i;
  });
  if (place < 0) throw new RangeError("select");
  return { place, validation: losses[place]!, test: test(models[place]!) };
}

export function folds(order: ArrayLike<number>, k: number) {
  const rows = Int32Array.from(order);
  if (!Number.isInteger(k) || k < 2 || k > rows.length) throw new RangeError("folds");
  return Array.from({ length: k }, (_, fold) => ({
    train: rows.filter((_, i) => i % k !== fold),
    validation: rows.filter((_, i) => i % k === fold),
  }));
}
export function byClass(order: ArrayLike<number>, labels: ArrayLike<number>) {
  return Int32Array.from(order).sort((a, b) => labels[a]! - labels[b]!);
}

export function crossValidate<Row>(
  rows: readonly Row[],
  parts: readonly { train: ArrayLike<number>; validation: ArrayLike<number> }[],
  learn: (training: Row[]) => (row: Row) => number,
) {
  const losses = new Float64Array(rows.length).fill(NaN);
  for (const part of parts) {
    const lossOf = learn(Array.from(part.train, (row) => rows[row]!));
    for (const row of Array.from(part.validation)) losses[row] = lossOf(rows[row]!);
  }
  return losses;
}

export function earlyStopping(
  training: { weights: readonly Float64Array[]; epoch(): void; validationLoss(): number },
  { patience, most }: { patience: number; most: number },
) {
  const kept = training.weights.map((list) => Float64Array.from(list));
  const losses = new Float64Array(most + 1);
  let [best, epoch] = [0, 0];
  for (; ; epoch++) {
    if (epoch) training.epoch();
    const loss = (losses[epoch] = training.validationLoss());
    const lowest = epoch === 0 ? Infinity : losses.subarray(0, epoch).reduce((low, each) => (each < low ? each : low), Infinity);
    if (loss < lowest) {
      best = epoch;
      kept.forEach((copy, l) => copy.set(training.weights[l]!));
    }
    if (epoch === most || epoch - best === patience) break;
  }
  return { best, losses: losses.subarray(0, epoch + 1), weights: kept };
}

export function shifted(picture: readonly (readonly number[])[], down: number, right: number) {
  return picture.map((row, r) => Float64Array.from(row, (_, c) => picture[r - down]?.[c - right] ?? 0));
}
export function augmented(
  pictures: { part: string; x: readonly (readonly (readonly number[])[])[]; y: readonly number[] },
  by: number,
  random: () => number,
) {
  if (pictures.part !== "train") return structuredClone(pictures);
  const moves = Int8Array.from({ length: 2 * pictures.x.length }, () => Math.floor(random() * (2 * by + 1)) - by);
  return {
    ...pictures,
    x: pictures.x.map((picture, i) => shifted(picture, moves[2 * i]!, moves[2 * i + 1]!)),
    y: Uint8Array.from(pictures.y),
  };
}

export function dropout(values: ArrayLike<number>, p: number, random?: () => number) {
  if (!(p >= 0) || !(p < 1)) throw new RangeError("dropout");
  const answer = Float64Array.from(values);
  if (random) for (let i = 0; i < answer.length; i++) answer[i] = random() < p ? 0 : answer[i]! / (1 - p);
  return answer;
}
