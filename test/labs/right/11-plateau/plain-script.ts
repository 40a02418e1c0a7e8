// Statements and ifs, one after another, as a first program has them; no destructuring.
export function start(learningRate: number) {
  return { learningRate: learningRate, best: Infinity, bad: 0, cooldown: 0 };
}
type S = ReturnType<typeof start>;

export function readings(losses: number[], size: number) {
  var means: number[] = [];
  // A running mean, begun again in each group.
  var mean = 0;
  var count = 0;
  losses.forEach(function (loss) {
    count = count + 1;
    mean = mean + (loss - mean) / count;
    if (count == size) {
      means.push(mean);
      mean = 0;
      count = 0;
    }
  });
  return means;
}

export function track(progress: { best: number; bad: number }, reading: number, minDelta: number) {
  var next = { best: progress.best, bad: progress.bad };
  if (reading < progress.best - minDelta) {
    next.best = reading;
    next.bad = 0;
  } else {
    next.bad = next.bad + 1;
  }
  return next;
}

export function reduce(state: S, reading: number, settings: any) {
  var progress = track(state, reading, settings.minDelta);
  var next = start(state.learningRate);
  next.best = progress.best;
  next.bad = progress.bad;
  next.cooldown = state.cooldown;
  if (next.cooldown > 0) {
    next.cooldown = next.cooldown - 1;
    next.bad = 0;
    return next;
  }
  if (next.bad <= settings.patience) return next;
  next.bad = 0;
  next.cooldown = settings.cooldown;
  var lower = state.learningRate * settings.factor;
  if (lower < settings.minRate) lower = settings.minRate;
  if (lower < state.learningRate) next.learningRate = lower;
  return next;
}

export function reset(state: any, reading: number, settings: any) {
  var next: any = reduce(state, reading, settings);
  next.first = state.first;
  next.resets = state.resets;
  var again = state.first * Math.pow(settings.shrink, state.resets + 1);
  if (next.learningRate < settings.below && again >= settings.below) {
    next = start(again);
    next.first = state.first;
    next.resets = state.resets + 1;
  }
  return next;
}

export function restarts(step: number, cycles: any) {
  var length = cycles.length;
  while (step >= length) {
    step = step - length;
    length = length * cycles.growth;
  }
  return cycles.final + ((cycles.learningRate - cycles.final) * (1 + Math.cos((step / length) * Math.PI))) / 2;
}
