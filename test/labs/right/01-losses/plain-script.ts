// Written as plain JavaScript by someone in a hurry: var, one letter a name, all calls on the console.
export { a as mse, b as mseGradient, c as slopes, d as binaryCrossEntropy, e as binaryCrossEntropyGradient };
export { f as softmax, g as crossEntropy, k as crossEntropyGradient };

function a(p: any, t: any): any {
  console.log("mse", p.length);
  var s = 0;
  for (var i = 0; i < p.length; i++) s = s + (p[i] - t[i]) * (p[i] - t[i]);
  return s / i;
}
function b(p: any, t: any): any {
  var r: any[] = [];
  for (var i in p) r.push(((p[i] - t[i]) / p.length) * 2);
  return r;
}
function c(l: any, x: any, h: any): any {
  var r = x.slice();
  for (var i = 0; i < x.length; i++) {
    var u = x.slice(),
      v = x.slice();
    u[i] -= h;
    v[i] += h;
    r[i] = (l(v) - l(u)) / (2 * h);
  }
  return r;
}
function d(z: any, y: any): any {
  var s = 0;
  for (var i = 0; i < z.length; i++) {
    var u = z[i];
    if (y[i] == 1) u = -u;
    if (u > 0) s += u + Math.log(1 + Math.exp(-u));
    else s += Math.log(1 + Math.exp(u));
  }
  return s / z.length;
}
function e(z: any, y: any): any {
  return z.map(function (v: any, i: any) {
    return (1 / (1 + Math.exp(-v)) - y[i]) / z.length;
  });
}
function f(z: any): any {
  var m = z[0],
    s = 0,
    r: any[] = [];
  for (var i in z) if (z[i] > m) m = z[i];
  for (var i in z) s += Math.exp(z[i] - m);
  for (var i in z) r[i as any] = Math.exp(z[i] - m) / s;
  return r;
}
function g(z: any, y: any): any {
  var t = 0;
  for (var i = 0; i < z.length; i++) {
    var m = z[i][0],
      s = 0;
    for (var j = 0; j < z[i].length; j++) if (z[i][j] > m) m = z[i][j];
    for (var j = 0; j < z[i].length; j++) s += Math.exp(z[i][j] - m);
    t += Math.log(s) + (m - z[i][y[i]]);
  }
  return t / z.length;
}
function k(z: any, y: any): any {
  var r: any[] = [];
  for (var i = 0; i < z.length; i++) {
    r[i] = f(z[i]);
    for (var j = 0; j < r[i].length; j++) {
      if (j === y[i]) r[i][j] -= 1;
      r[i][j] /= z.length;
    }
  }
  return r;
}
