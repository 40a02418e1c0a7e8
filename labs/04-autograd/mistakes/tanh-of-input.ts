import * as m from "../matrix.ts";
import { type OpName, type Rule, rules as right } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export const rules: Readonly<Record<OpName, Rule>> = {
  ...right,
  tanh: (x) => ({
    value: m.tanh(x),
    vjp: (g) => [
      m.mul(
        g,
        m.map(x, (t) => 1 - t * t),
      ),
    ],
  }),
};
