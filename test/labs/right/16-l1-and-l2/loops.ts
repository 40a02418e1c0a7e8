// Indexed loops and plain variables throughout; places are computed in one pass, without lists in between.
type Numbers = number[];
type Rule = (gradient: Numbers, learningRate: number) => Numbers;

export function penalty(theta: Numbers, penalties: { l1: number; l2: number }): number {
  let absolute = 0;
  let squares = 0;
  for (let j = 1; j < theta.length; j++) {
    absolute += theta[j]! < 0 ? -theta[j]! : theta[j]!;
    squares += theta[j]! * theta[j]!;
  }
  return penalties.l1 * absolute + 0.5 * penalties.l2 * squares;
}

export function penaltyGradient(theta: Numbers, penalties: { l1: number; l2: number }): Numbers {
  const slopes = [0];
  for (let j = 1; j < theta.length; j++) {
    const weight = theta[j]!;
    let slope = penalties.l2 * weight;
    if (weight > 0) slope += penalties.l1;
    if (weight < 0) slope -= penalties.l1;
    slopes.push(slope);
  }
  return slopes;
}

export function withPenalty(rule: Rule, penalties: { l1: number; l2: number }) {
  return function step(theta: Numbers, gradient: Numbers, learningRate: number): Numbers {
    const total = penaltyGradient(theta, penalties);
    for (let j = 0; j < total.length; j++) total[j]! += gradient[j]!;
    const update = rule(total, learningRate);
    const next = [];
    for (let j = 0; j < theta.length; j++) next.push(theta[j]! + update[j]!);
    return next;
  };
}

export function withDecay(rule: Rule, decay: number) {
  return function step(theta: Numbers, gradient: Numbers, learningRate: number): Numbers {
    const update = rule(gradient, learningRate);
    const next = [theta[0]! + update[0]!];
    for (let j = 1; j < theta.length; j++) next.push((1 - learningRate * decay) * theta[j]! + update[j]!);
    return next;
  };
}

export function softThreshold(value: number, threshold: number): number {
  if (value > threshold) return value - threshold;
  if (value < -threshold) return value + threshold;
  return Number.isNaN(value) ? NaN : 0;
}

export function withProximal(rule: Rule, l1: number) {
  return function step(theta: Numbers, gradient: Numbers, learningRate: number): Numbers {
    const update = rule(gradient, learningRate);
    const next = [theta[0]! + update[0]!];
    for (let j = 1; j < theta.length; j++) next.push(softThreshold(theta[j]! + update[j]!, l1 * learningRate));
    return next;
  };
}

export function optimalityGap(theta: Numbers, gradient: Numbers, l1: number): number {
  let worst = Math.abs(gradient[0]!);
  for (let j = 1; j < theta.length; j++) {
    let violation;
    if (theta[j] === 0) violation = Math.max(gradient[j]! - l1, -gradient[j]! - l1, 0);
    else if (theta[j]! > 0) violation = Math.abs(gradient[j]! + l1);
    else if (theta[j]! < 0) violation = Math.abs(gradient[j]! - l1);
    else return NaN;
    worst = Math.max(worst, violation);
  }
  return worst;
}

export function lassoPath(
  gradient: (theta: Numbers) => Numbers,
  start: Numbers,
  lambdas: readonly number[],
  settings: { learningRate: number; tolerance: number; steps: number },
): Numbers[] {
  const path = [];
  let theta = start.slice();
  for (let k = 0; k < lambdas.length; k++) {
    let solved = false;
    for (let taken = 0; taken <= settings.steps; taken++) {
      const slopes = gradient(theta);
      if (optimalityGap(theta, slopes, lambdas[k]!) <= settings.tolerance) {
        solved = true;
        break;
      }
      if (taken < settings.steps) {
        const next = [theta[0]! - settings.learningRate * slopes[0]!];
        for (let j = 1; j < theta.length; j++) {
          const moved = theta[j]! - settings.learningRate * slopes[j]!;
          next.push(softThreshold(moved, settings.learningRate * lambdas[k]!));
        }
        theta = next;
      }
    }
    if (!solved) throw new RangeError("no minimum within the steps allowed");
    path.push(theta.slice());
  }
  return path;
}
