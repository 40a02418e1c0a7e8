import type { Loss, Node } from "../key/solution.ts";
import { type Asked, drawn, drawnAll } from "./drawn.ts";
import { cut, network } from "./losses.ts";

/** `checkGrads`, the second half of the task "gradient". */
export const checkGrads: Asked = [
  {
    what: { en: "checkGrads of z³, h = 0.5", zh: "z³ 的 checkGrads，h = 0.5" },
    ask: ({ checkGrads: check, mul }, draw) => {
      const at = (z: number, v: number): object => check((x) => mul(x!, mul(x!, x!)), [[[z]]], [[[v]]], 0.5);
      return { "z = 2, v = 1": at(2, 1), drawn: at(draw.uniform(-2, 2), draw.uniform(-2, 2)) };
    },
  },
  {
    what: { en: "checkGrads of a network, twice", zh: "网络的 checkGrads，求两次" },
    ask: (module, draw) => {
      const { loss, parameters } = network(module, draw);
      const [x, v] = [parameters(), parameters()];
      return { first: module.checkGrads(loss, x, v, 0.1), second: module.checkGrads(loss, x, v, 0.3), x, v };
    },
  },
  {
    what: { en: "checkGrads along one entry at a time", zh: "每次只沿一个元素的 checkGrads" },
    ask: ({ checkGrads: check, mul, sum, add }, draw) => {
      const x = drawnAll(draw, [[2, 3], [2, 1]]); // prettier-ignore
      const cubes = (a: Node): Node => sum(mul(a, mul(a, a)));
      const loss: Loss = (a, b) => add(cubes(a!), mul(cubes(b!), 2));
      return draw.list(8, (place) => {
        let at = 0;
        const v = x.map((matrix) => matrix.map((row) => row.map(() => (at++ === place ? 1 : 0))));
        return check(loss, x, v, 0.25);
      });
    },
  },
  {
    what: { en: "checkGrads, other steps, and along zero", zh: "checkGrads，换用其他步长，或沿零方向" },
    ask: ({ checkGrads: check, mul, tanh, sum }, draw) => {
      const loss: Loss = (x) => sum(mul(tanh(x!), mul(x!, x!)));
      const [x, v] = [drawn(draw, 1, 2), drawn(draw, 1, 2)];
      return {
        h: [1, 0.5, 0.125, 0.01].map((h) => check(loss, [x], [v], h)),
        "v = 0": check(loss, [x], [[[0, 0]]], 0.5),
      };
    },
  },
  {
    what: { en: "checkGrads of a loss whose tape is wrong", zh: "checkGrads，记录带有错的损失" },
    ask: ({ checkGrads: check, mul, sum }, draw) =>
      check((x) => sum(mul(cut(x!), 2)), [drawn(draw, 1, 3, 1, 9)], [drawn(draw, 1, 3)], 2),
  },
];
