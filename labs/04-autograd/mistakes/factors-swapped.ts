import * as m from "../matrix.ts";
import { type OpName, type Rule, rules as right } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export const rules: Readonly<Record<OpName, Rule>> = {
  ...right,
  matmul: (a, b) => ({
    value: m.matmul(a, b),
    vjp: (g) => [m.matmul(m.transpose(b), g), m.matmul(g, m.transpose(a))],
  }),
};
