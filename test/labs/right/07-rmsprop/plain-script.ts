// As a beginner writes it: var, counters, push, one variable per thing, almost no types.
export function adagrad(gradient: any, state: any, settings: any): any {
  var g = gradient(state.x);
  var newX = [];
  var newV = [];
  for (var i = 0; i < state.x.length; i++) {
    var s = state.v[i] + g[i] * g[i];
    newV.push(s);
    newX.push(state.x[i] - (settings.learningRate / (Math.sqrt(s) + settings.epsilon)) * g[i]);
  }
  return { x: newX, v: newV };
}

export function rmsprop(gradient: any, state: any, settings: any): any {
  var g = gradient(state.x);
  var newX = [];
  var newV = [];
  for (var i = 0; i < state.x.length; i++) {
    var average = settings.beta * state.v[i];
    average += (1 - settings.beta) * g[i] * g[i];
    newV.push(average);
    var size = Math.sqrt(average) + settings.epsilon;
    newX.push(state.x[i] - (settings.learningRate * g[i]) / size);
  }
  return { x: newX, v: newV };
}

export function rmspropInside(gradient: any, state: any, settings: any): any {
  var g = gradient(state.x);
  var newX = [];
  var newV = [];
  var i = 0;
  while (i < g.length) {
    newV[i] = settings.beta * state.v[i] + (1 - settings.beta) * g[i] * g[i];
    newX[i] = state.x[i] - (settings.learningRate * g[i]) / Math.sqrt(newV[i] + settings.epsilon);
    i++;
  }
  return { x: newX, v: newV };
}

export function descend(gradient: any, start: any, settings: any, steps: any): any {
  var v = [];
  for (var i = 0; i < start.length; i++) v.push(0);
  var state = { x: start.slice(), v: v };
  for (var t = 1; t <= steps; t++) {
    var now = {
      learningRate: settings.learningRate * ((steps - t + 1) / steps),
      beta: settings.beta,
      epsilon: settings.epsilon,
    };
    state = rmsprop(gradient, state, now);
  }
  return state.x;
}

export function convertEpsilon(epsilon: any, v: any, to: any): any {
  var root = Math.sqrt(v);
  if (to == "inside") {
    return 2 * epsilon * root + epsilon * epsilon;
  } else {
    return epsilon / (root + Math.sqrt(v + epsilon));
  }
}
