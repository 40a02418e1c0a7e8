import type { Question } from "@downhill/grader/questions";
import type { Loss, Node } from "../key/solution.ts";
import { type Autograd, drawn } from "./drawn.ts";
import { cut, networkLoss } from "./gradient.ts";

const number = { en: "entry", zh: "项" };

/** `checkGrads`, the second half of the task "gradient". */
export const checkGrads: readonly Question<Autograd>[] = [
  {
    what: { en: "checkGrads of z³, h = 0.5", zh: "z³ 的 checkGrads，h = 0.5" },
    ask: ({ checkGrads: check, mul }, draw) => {
      const cube: Loss = (z) => mul(z!, mul(z!, z!));
      return {
        "z = 2, v = 1": check(cube, [[[2]]], [[[1]]], 0.5),
        drawn: check(cube, [drawn(draw, 1, 1)], [drawn(draw, 1, 1)], 0.5),
      };
    },
  },
  {
    what: {
      en: "checkGrads of a network, all four parameters moved",
      zh: "网络的 checkGrads，四个参数一起移动",
    },
    ask: (module, draw) => {
      const loss = networkLoss(module, drawn(draw, 3, 2), drawn(draw, 3, 1));
      const shapes = [[2, 3], [1, 3], [3, 1], [1, 1]] as const; // prettier-ignore
      const [x, v] = [0, 1].map(() => shapes.map(([rows, columns]) => drawn(draw, rows, columns)));
      return module.checkGrads(loss, x!, v!, 0.1);
    },
  },
  {
    what: { en: "checkGrads along one entry at a time", zh: "每次只沿一个元素的 checkGrads" },
    ask: ({ checkGrads: check, mul, sum, add }, draw) => {
      const [x, w] = [drawn(draw, 2, 3), drawn(draw, 2, 1)];
      const cubes = (a: Node): Node => sum(mul(a, mul(a, a)));
      const places = [...draw.list(6, (i) => [0, i] as const), [1, 0] as const, [1, 1] as const];
      return places.map(([which, place]) => {
        const v = [x, w].map((matrix, m) =>
          matrix.map((row, i) => row.map((_, j) => (m === which && i * row.length + j === place ? 1 : 0))),
        );
        return check((a, b) => add(cubes(a!), mul(cubes(b!), 2)), [x, w], v, 0.25);
      });
    },
    axes: [number],
  },
  {
    what: {
      en: "checkGrads with other steps, and along zero",
      zh: "换用其他步长的 checkGrads，以及沿零方向",
    },
    ask: ({ checkGrads: check, mul, tanh, sum }, draw) => {
      const loss: Loss = (x) => sum(mul(tanh(x!), mul(x!, x!)));
      const [x, v] = [drawn(draw, 2, 2), drawn(draw, 2, 2)];
      const steps = [1, 0.5, 0.125, 0.01].map((h) => check(loss, [x], [v], h));
      return [...steps, check(loss, [x], [[[0, 0], [0, 0]]], 0.5)]; // prettier-ignore
    },
    axes: [number],
  },
  {
    what: {
      en: "checkGrads of a loss whose tape is wrong: the two slopes differ",
      zh: "记录带有错的损失：两个斜率应当不同",
    },
    ask: ({ checkGrads: check, mul, sum }, draw) =>
      check((x) => sum(mul(cut(x!), 2)), [drawn(draw, 1, 3, 1, 9)], [drawn(draw, 1, 3)], 2),
  },
  {
    what: {
      en: "the point and the direction after checkGrads, and a second call",
      zh: "checkGrads 之后的点和方向，以及再次调用",
    },
    ask: ({ checkGrads: check, mul, sum }, draw) => {
      const [x, v] = [
        [drawn(draw, 2, 2), drawn(draw, 1, 2)],
        [drawn(draw, 2, 2), drawn(draw, 1, 2)],
      ];
      const loss: Loss = (a, b) => sum(mul(mul(a!, a!), b!));
      return { first: check(loss, x, v, 0.5), second: check(loss, x, v, 0.25), x, v };
    },
  },
];
