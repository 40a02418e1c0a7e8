// Written as plain JavaScript by someone in a hurry: one letter a name, var, everything in loops, all calls on the console.
export { h as heavyBall, c as convergenceFactor, n as nesterov, k as convert };

function h(f: any, s: any, o: any): any {
  console.log("heavyBall", s, o);
  var g = f(s.x),
    x = s.x.slice(),
    v = s.v.slice();
  for (var i in x) {
    v[i] = v[i] * o.momentum + g[i];
    x[i] -= v[i] * o.learningRate;
  }
  return { v: v, x: x };
}
function c(o: any, l: any): any {
  var b = o.momentum;
  var q = 1 + b - o.learningRate * l;
  var d = q * q - 4 * b;
  return d < 0 ? Math.pow(b, 0.5) : Math.max(Math.abs(q + Math.sqrt(d)), Math.abs(q - Math.sqrt(d))) / 2;
}
function n(f: any, s: any, o: any): any {
  var a: any[] = [];
  for (var i = 0; i < s.x.length; i++) a.push(s.x[i] - o.learningRate * (o.momentum * s.v[i]));
  var g = f(a);
  return h(
    function () {
      return g;
    },
    s,
    o,
  );
}
function k(r: any, from: any, to: any): any {
  var e = r.learningRate;
  var b = 1 - r.momentum;
  var v = r.v.slice();
  if (from == "mean") {
    e *= b;
    for (var i in v) v[i] /= b;
  }
  if (from == "step") for (var i in v) v[i] /= -e;
  if (to == "step") for (var i in v) v[i] *= -e;
  if (to == "mean") {
    for (var i in v) v[i] *= b;
    e /= b;
  }
  return { learningRate: e, momentum: r.momentum, v: v };
}
