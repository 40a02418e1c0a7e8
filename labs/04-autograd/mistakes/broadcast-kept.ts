import * as m from "../matrix.ts";
import { type OpName, type Rule, rules as right } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export const rules: Readonly<Record<OpName, Rule>> = {
  ...right,
  add: (a, b) => ({ value: m.add(a, b), vjp: (g) => [g, g] }),
  mul: (a, b) => ({ value: m.mul(a, b), vjp: (g) => [m.mul(g, b), m.mul(g, a)] }),
};
