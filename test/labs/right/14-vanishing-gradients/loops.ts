// Plain loops with var-like habits, hypot-free norms, everything on the console.
import { grad } from "@downhill/autograd";
import { add, matmul, mul, normal, relu, split, zeros } from "@downhill/tensor";
import { expectation } from "../provided/expectation.ts";

export function chainGradients(w: any, x: any): any {
  const n = w.length;
  const after = new Array(n + 1);
  after[n] = 1;
  for (let i = n - 1; i >= 0; i--) after[i] = after[i + 1] * w[i];
  const out = [];
  let before = x;
  for (let i = 0; i < n; i++) {
    out[i] = before * after[i + 1];
    before = before * w[i];
  }
  console.log("chain", n);
  return out;
}

function size(list: any): any {
  let max = 0;
  for (const each of list) {
    if (each !== each) return NaN;
    if (Math.abs(each) > max) max = Math.abs(each);
  }
  let s = 0;
  if (max == 0) return s;
  for (const each of list) s += Math.pow(each / max, 2);
  return Math.sqrt(s) * max;
}
export async function gradientNorms(loss: any, layers: any): Promise<any> {
  const g: any = grad(loss)(layers);
  const out = [];
  for (let i = 0; i < layers.length; i++) {
    const w = await g[i].w.data();
    const b = await g[i].b.data();
    out.push({ b: size(b), w: size(w), number: i });
  }
  return out;
}

export function nextVariance(f: any, g: any, q: any): any {
  const s = Math.sqrt(q);
  return expectation((z: any) => g * f(z * s) * (g * f(z * s)));
}
export function gradientFactor(f: any, g: any, q: any): any {
  return nextVariance(f, g, q);
}
export function gainFor(f: any): any {
  return Math.pow(nextVariance(f, 1, 1), -0.5);
}
export function xavier(k: any, s: any, g: any): any {
  const mean = (s[0] + s[1]) / 2;
  return mul(normal(k, s), g / Math.sqrt(mean));
}
export function he(k: any, s: any, g: any): any {
  return mul(mul(normal(k, [s[0], s[1]]), Math.sqrt(1 / s[0])), g);
}
export function initialise(k: any, n: any, draw: any): any {
  const out = [];
  const keys = split(k, n.length - 1);
  for (let i = 1; i < n.length; i++) out.push({ b: zeros([n[i]]), w: draw(keys[i - 1], [n[i - 1], n[i]]) });
  return out;
}
export function residualBlock(l: any, x: any, s: any): any {
  let y = relu(x);
  y = matmul(y, l.w);
  y = add(y, l.b);
  y = mul(s, y);
  y = add(y, x);
  return y;
}
