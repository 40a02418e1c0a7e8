// Loops and variables, nothing else.
export function select(models: any[], validation: (model: any) => number, test: (model: any) => number) {
  const losses = [];
  for (let i = 0; i < models.length; i++) losses[i] = validation(models[i]);
  let place = -1;
  for (let i = 0; i < losses.length; i++) {
    if (!Number.isFinite(losses[i])) continue;
    if (place === -1 || losses[i]! < losses[place]!) place = i;
  }
  if (place === -1) throw new RangeError("nothing to choose");
  return { place: place, validation: losses[place]!, test: test(models[place]) };
}

export function folds(order: number[], k: number) {
  if (k !== Math.floor(k) || !(k > 1) || k > order.length) throw new RangeError("bad k: " + k);
  const all: { train: number[]; validation: number[] }[] = [];
  for (let fold = 0; fold < k; fold++) all.push({ train: [], validation: [] });
  for (let i = 0; i < order.length; i++)
    for (let fold = 0; fold < k; fold++) {
      if (i % k === fold) all[fold]!.validation.push(order[i]!);
      else all[fold]!.train.push(order[i]!);
    }
  return all;
}

export function byClass(order: number[], labels: number[]) {
  const sorted = order.slice();
  sorted.sort(function (a, b) {
    return labels[a]! - labels[b]!;
  });
  return sorted;
}

export function crossValidate(rows: any[], parts: { train: number[]; validation: number[] }[], learn: any) {
  const losses: number[] = [];
  for (let i = 0; i < rows.length; i++) losses.push(NaN);
  for (let f = 0; f < parts.length; f++) {
    const training = [];
    for (let i = 0; i < parts[f]!.train.length; i++) training.push(rows[parts[f]!.train[i]!]);
    const lossOf = learn(training);
    for (let i = 0; i < parts[f]!.validation.length; i++) {
      const row = parts[f]!.validation[i]!;
      losses[row] = lossOf(rows[row]);
    }
  }
  return losses;
}

export function earlyStopping(training: any, settings: { patience: number; most: number }) {
  const losses: number[] = [];
  let best = 0;
  let lowest = Infinity;
  let bad = 0;
  let weights: number[][] = [];
  for (let epoch = 0; epoch <= settings.most; epoch++) {
    if (epoch > 0) training.epoch();
    const loss = training.validationLoss();
    losses.push(loss);
    if (epoch === 0 || loss < lowest) {
      if (loss < lowest) lowest = loss;
      best = epoch;
      bad = 0;
      weights = [];
      for (let l = 0; l < training.weights.length; l++) weights.push(Array.from(training.weights[l]));
    } else {
      bad++;
      if (bad === settings.patience) break;
    }
  }
  return { best, losses, weights };
}

export function shifted(picture: number[][], down: number, right: number) {
  const moved: number[][] = [];
  for (let r = 0; r < picture.length; r++) {
    const row: number[] = [];
    for (let c = 0; c < picture[r]!.length; c++) row.push(0);
    moved.push(row);
  }
  for (let r = 0; r < picture.length; r++)
    for (let c = 0; c < picture[r]!.length; c++) {
      const [to, at] = [r + down, c + right];
      if (to < 0 || to >= picture.length || at < 0 || at >= picture[r]!.length) continue;
      moved[to]![at] = picture[r]![c]!;
    }
  return moved;
}

export function augmented(pictures: { part: string; x: number[][][]; y: number[] }, by: number, random: () => number) {
  if (pictures.part === "validation" || pictures.part === "test") return pictures;
  const x = [];
  for (let i = 0; i < pictures.x.length; i++) {
    const down = Math.floor(random() * (by + by + 1)) - by;
    const right = Math.floor(random() * (by + by + 1)) - by;
    x.push(shifted(pictures.x[i]!, down, right));
  }
  return { part: pictures.part, x: x, y: pictures.y.slice() };
}

export function dropout(values: number[], p: number, random?: () => number) {
  if (p < 0 || p >= 1 || p !== p) throw new RangeError("bad p: " + p);
  const kept = [];
  for (let i = 0; i < values.length; i++) {
    if (!random) kept.push(values[i]!);
    else if (random() >= p) kept.push(values[i]! / (1 - p));
    else kept.push(0);
  }
  return kept;
}
