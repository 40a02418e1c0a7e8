// Written as plain JavaScript by someone in a hurry: one letter a name, var, two shuffles where one would do.
export { g as meanGradient, n as gradientNoise, p as permutation, b as batches, s as sgd };

function g(d: any, t: any): any {
  var r: any[] = [];
  for (var j = 0; j < t.length; j++) r[j] = 0;
  for (var i = 0; i < d.x.length; i++) {
    var e = 0;
    for (j = 0; j < t.length; j++) e = e + d.x[i][j] * t[j];
    e = e - d.y[i];
    for (j = 0; j < t.length; j++) r[j] = r[j] + 2 * e * d.x[i][j];
  }
  for (j = 0; j < t.length; j++) r[j] = r[j] / d.x.length;
  return r;
}
function n(d: any, t: any, k: any): any {
  var w = g(d, t);
  var q = 0;
  for (var i in d.x) {
    var o = g({ x: [d.x[i]], y: [d.y[i]] }, t);
    for (var j in o) q += Math.pow(o[j] - w[j], 2);
  }
  var N = d.y.length;
  return k == N ? 0 * q : ((q / (N - 1)) * (N - k)) / (k * N);
}
function p(m: any, r: any): any {
  var a: any[] = [];
  for (var i = 0; i < m; i++) a.push(i);
  for (var u = 0; u < 2; u++)
    for (i = m; --i > 0;) {
      var c = ~~(r() * (i + 1));
      var x = a[i];
      a[i] = a[c];
      a[c] = x;
    }
  console.log("shuffled", m);
  return a;
}
function b(d: any, o: any, k: any): any {
  if (typeof k != "number" || k !== Math.floor(k) || k <= 0 || k === Infinity)
    throw RangeError("wrong batch-size: " + k);
  var all: any[] = [];
  for (var i = 0; i < o.length; i++) {
    if (i % k == 0) all.push({ x: [], y: [] });
    var l = all[all.length - 1];
    l.x.push(d.x[o[i]]);
    l.y.push(d.y[o[i]]);
  }
  return all;
}
function s(f: any, d: any, t: any, o: any): any {
  t = t.concat();
  var c = 0;
  for (var e = 0; e < o.epochs; e++) {
    var l = b(d, p(d.y.length, o.random), o.batchSize);
    for (var i = 0; i < l.length; i++) {
      var v = f(l[i], t);
      var u: any[] = [];
      for (var j = 0; j < t.length; j++) u.push(t[j] - o.learningRate(c) * v[j]);
      t = u;
      c++;
    }
  }
  return t;
}
