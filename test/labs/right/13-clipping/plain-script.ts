// Written as plain JavaScript by someone in a hurry: one letter a name, var, everything in loops, all calls on the console.
export { v as clipByValue, n as norm, c as clipByNorm, g as clipByGlobalNorm, f as clipFirst, s as skipNonFinite };

function v(x: any, l: any): any {
  console.log("clipByValue", l);
  var r: any[] = [];
  for (var i = 0; i < x.length; i++) {
    r[i] = x[i];
    if (x[i] > l) r[i] = l;
    if (x[i] < -l) r[i] = -l;
  }
  return r;
}
function n(x: any): any {
  var m = 0;
  var q = 0;
  for (var i in x) {
    if (x[i] != x[i]) return NaN;
    if (Math.abs(x[i]) > m) m = Math.abs(x[i]);
  }
  if (m == 0 || m == Infinity) return m;
  for (var j in x) q += Math.pow(x[j] / m, 2);
  return m * Math.sqrt(q);
}
function c(x: any, l: any): any {
  var k = n(x);
  var r = x.slice();
  if (k <= l) return r;
  for (var i = 0; i < r.length; i++) r[i] = k == Infinity || k != k ? NaN : (r[i] / k) * l;
  return r;
}
function all(t: any, into: any): any {
  if (typeof t == "number") into.push(t);
  else for (var k in t) all(t[k], into);
  return into;
}
function back(t: any, from: any): any {
  if (typeof t == "number") return from.shift ? from.shift() : from();
  var r: any = Array.isArray(t) ? [] : {};
  for (var k in t) r[k] = back(t[k], from);
  return r;
}
function g(t: any, l: any): any {
  var x = c(all(t, []), l);
  var i = 0;
  return back(t, function () {
    return x[i++];
  });
}
function f(r: any, l: any): any {
  return function (t: any, state: any) {
    return r(g(t, l), state);
  };
}
function s(r: any, p: any): any {
  return function (t: any, w: any) {
    var x = all(t, []);
    var bad = false;
    for (var i = 0; i < x.length; i++) if (!isFinite(x[i])) bad = true;
    if (bad) {
      if (w.skipped + 1 > p) throw RangeError("stop");
      return {
        update: back(t, function () {
          return 0;
        }),
        state: { state: w.state, skipped: w.skipped + 1 },
      };
    }
    var o = r(t, w.state);
    return { update: o.update, state: { state: o.state, skipped: 0 } };
  };
}
