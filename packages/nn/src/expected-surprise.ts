import { equal, mul, normal, type Op, op, split, uniform, where } from "@downhill/tensor";

/**
 * A surprise times its probability, $p\,s$, with $0 \cdot \infty = 0$: an event that never happens adds nothing. Both
 * have the same shape.
 */
export const expectedSurprise: Op<["p", "s"]> = op({
  name: "expectedSurprise",
  inputs: ["p", "s"],
  tex: String.raw`p\,s`,
  shape: ([p]) => p,
  forward: ({ p, s }) => where(equal(p, 0), 0, mul(p, s)),
  vjp: { p: (ct, { s }) => mul(ct, s), s: (ct, { p }) => mul(ct, p) },
  domain: (key) => {
    const [k0, k1] = split(key);
    return [[uniform(k0, [2, 3]), normal(k1, [2, 3])]];
  },
});
