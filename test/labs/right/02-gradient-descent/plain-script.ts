// Written as plain JavaScript by someone in a hurry: one letter a name, var, labels, everything declared at the top.
var abs = Math.sqrt;
export { f as loss, d as gradient, s as step, w as walk, v as stepVector, g as descend };

function f(x: any) {
  return (3 - x) * (3 - x);
}
function d(x: any) {
  return (x - 3) * 2;
}
function s(x: any, r: any) {
  return (x -= r * d(x));
}
function w(x: any, r: any, n: any) {
  var p = [x];
  while (n-- > 0) p.push((x = s(x, r)));
  return p;
}
function v(x: any, r: any, k: any) {
  var y = x.slice();
  var q = k(x);
  for (var i in y) y[i] -= r * q[i];
  return y;
}
function g(p: any, a: any, o: any) {
  var r = o.learningRate;
  if (typeof r !== "number" || !isFinite(r) || r <= 0) throw new RangeError("learning rate?! " + r);
  var x = a.concat();
  var t = [x];
  var n = 0;
  var why: any;
  look: for (;;) {
    var q = p.gradient(x);
    var sum = 0;
    for (var each of q) sum += each * each;
    if (p.loss(x) <= o.lossThreshold) why = "loss";
    else if (abs(sum) <= o.gradientTolerance) why = "gradient";
    else if (n >= o.maxIterations) why = "iterations";
    if (why) break look;
    x = v(x, r, p.gradient);
    t.push(x);
    n++;
  }
  return Object.assign(Object.create(null), { x: x, path: t, iterations: n, reason: why });
}
