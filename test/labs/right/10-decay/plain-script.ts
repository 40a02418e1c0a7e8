// Written as plain JavaScript by someone in a hurry: one letter a name, var, closures, everything in loops.
export { e as expectedErrors, t as timeBased, b as bestRates, x as exponential, p as polynomial };
export { c as cosine, w as warmup, j as join };

function e(f: any, o: any, n: any): any {
  var a = [o.start];
  for (var i = 0; i < n; i++) {
    var r = f(i);
    var k = 1 - r * o.curvature;
    a[i + 1] = k * k * a[i] + r * r * o.noise;
  }
  console.log("expectedErrors", a.length);
  return a;
}
function t(r: any, n: any): any {
  return function (s: any) {
    return (r * n) / (n + s);
  };
}
function b(o: any): any {
  var l = o.curvature;
  var q = o.noise / o.start;
  return function (s: any) {
    return l / (l * l * (s + 1) + q);
  };
}
function x(r: any, n: any, d: any, st: any): any {
  return function (s: any) {
    var k = s / n;
    if (st) k = (s - (s % n)) / n;
    return r * Math.pow(d, k);
  };
}
function p(r: any, n: any, f: any, k: any): any {
  return function (s: any) {
    if (s >= n) return f;
    return f + (r - f) * Math.pow((n - s) / n, k);
  };
}
function c(r: any, n: any, f: any): any {
  return function (s: any) {
    if (s > n) s = n;
    return f + (r - f) * Math.pow(Math.cos((Math.PI * s) / n / 2), 2);
  };
}
function w(f: any, n: any): any {
  return function (s: any) {
    if (n == 0) return f(s);
    return Math.min(s / n, 1) * f(s);
  };
}
function j(a: any): any {
  a = a.map(function (p: any) {
    return { schedule: p.schedule, steps: p.steps };
  });
  return function (s: any) {
    for (var i = 0; i < a.length - 1; i++) {
      if (s < a[i].steps) break;
      s -= a[i].steps;
    }
    return a[i].schedule(s);
  };
}
