// Written as plain JavaScript by someone in a hurry: one letter a name, var, everything in loops, all calls on the console.
export { r as regime, c as curvatures, o as rates, s as sharpness, d as descend };

function r(e: any, l: any): any {
  console.log("regime", e, l);
  var f = 1 - e * l;
  if (f != f) return "divergent";
  if (f < 0) return -f < 1 ? "oscillating" : -f == 1 ? "limit" : "divergent";
  return f < 1 ? "monotone" : f == 1 ? "limit" : "divergent";
}
function c(h: any): any {
  var m = h[0][0] / 2 + h[1][1] / 2;
  var q = h[0][0] - m;
  var t = Math.pow(q * q + h[0][1] * h[1][0], 0.5);
  return [m - t, m + t];
}
function o(l: any): any {
  var a = l[0];
  var b = l[0];
  for (var i = 1; i < l.length; i++) {
    if (l[i] < a) a = l[i];
    if (l[i] > b) b = l[i];
  }
  return { factor: 1 - (2 * a) / (a + b), limit: 2 / b, best: 2 / (a + b) };
}
function s(g: any, x: any, v: any, n: any): any {
  v = v.slice();
  var k = 0;
  for (var t = 0; t < n; t++) {
    var z = 0;
    for (var i in v) z += v[i] * v[i];
    z = Math.sqrt(z);
    if (z === 0) return 0;
    var p = x.slice();
    var m = x.slice();
    for (var i in v) {
      v[i] /= z;
      p[i] += 0.0001 * v[i];
      m[i] -= 0.0001 * v[i];
    }
    p = g(p);
    m = g(m);
    k = 0;
    var w = [] as any[];
    for (var i in v) {
      w.push((p[i] - m[i]) * 5000);
      k += w[w.length - 1] * v[i];
    }
    v = w;
  }
  return k;
}
function d(p: any, x: any, q: any): any {
  x = x.slice();
  var b = x.slice();
  var l = p.loss(x);
  var f = l;
  var m = Infinity;
  var a = [l];
  for (var t = 0; l <= q.growth * f && l !== Infinity; t++) {
    if (l < m) {
      m = l;
      b = x.slice();
    }
    if (t >= q.steps) return { status: "done", losses: a, x: b };
    var g = p.gradient(x);
    x = x.slice();
    for (var i in x) x[i] -= q.learningRate * g[i];
    l = p.loss(x);
    a[a.length] = l;
  }
  return { status: "diverged", losses: a, x: b };
}
