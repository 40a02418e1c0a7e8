import { asked, kept, rounding, sampled, short, shorts, typed } from "@downhill/grader/questions";
import type { Tree } from "../provided/tree.ts";
import { clips, component, copied, drawnModel, type Module, overwrite } from "./asking.ts";

export const globalNorm = asked<Module>(
  {
    what: { en: "clipByGlobalNorm of two parts", zh: "clipByGlobalNorm，由两部分组成的梯度" },
    ask: (module) =>
      clips("clipByGlobalNorm", module, [
        [{ w: [3], b: [-4] }, 1],
        [{ w: [3], b: [4] }, 5],
        [{ w: [0.3], b: [0.4] }, 1],
        [{ w: [3, 4], b: [12] }, 6.5],
      ]),
    axes: [component],
  },
  {
    what: {
      en: "clipByGlobalNorm where one part is long and another short, and where only all together are too long",
      zh: "clipByGlobalNorm：一部分长、一部分短；以及各部分都不长、合起来才过长",
    },
    ask: (module, draw) =>
      clips("clipByGlobalNorm", module, [
        [{ w: [30, -40], b: [0.1] }, 1],
        [{ w: [0.1], b: [30, -40] }, 1],
        [[[0.6], [0.6], [-0.6], [0.6]], 1],
        [{ a: shorts(draw, 3, 20, 40), b: shorts(draw, 2, -0.5, 0.5) }, short(draw, 0.8, 2)],
      ]),
    axes: [component],
  },
  {
    what: {
      en: "clipByGlobalNorm of random models with parts within parts, with limits low and high",
      zh: "clipByGlobalNorm，随机抽取的模型，部分之中还有部分，上限有低有高",
    },
    ask: (module, draw) =>
      clips(
        "clipByGlobalNorm",
        module,
        [0.5, 2, 100].map((limit) => [drawnModel(draw, 3), limit]),
      ),
    axes: [component],
  },
  {
    what: { en: "clipByGlobalNorm of trees of every form", zh: "clipByGlobalNorm，各种形状的树" },
    ask: (module) =>
      clips("clipByGlobalNorm", module, [
        [[3, -4], 1],
        [[[6], [0, 8]], 5],
        [[[[3], [0]], [[4]]], 1],
        [{ w: [], b: [3, 4] }, 1],
        [
          {
            outer: {
              inner: {
                w: [
                  [5, 0],
                  [0, 12],
                ],
              },
            },
          },
          1,
        ],
        [{ w: [0, 0], b: [[0]] }, 1],
        [{}, 1],
        [[], 1],
      ]),
    axes: [component],
    holds: ["empty"],
  },
  {
    what: { en: "clipByGlobalNorm with numbers of any size", zh: "clipByGlobalNorm，大小悬殊的数" },
    ask: (module) =>
      clips("clipByGlobalNorm", module, [
        [{ w: [3e200], b: [-4e200] }, 1],
        [{ w: [3e-200], b: [-4e-200] }, 1],
        [[[1e250], [1]], 2],
      ]),
    axes: [component],
    within: { ...rounding, absolute: 0 },
  },
  {
    what: {
      en: "clipByGlobalNorm where one number of one part is NaN or infinite",
      zh: "clipByGlobalNorm，某一部分里有一个数是 NaN 或无穷大",
    },
    ask: (module) =>
      clips("clipByGlobalNorm", module, [
        [{ w: [1, NaN], b: [2] }, 1],
        [{ w: [0.1], b: [0.2, Infinity] }, 1],
        [[[0.1], [-Infinity], [0]], 1],
      ]),
    axes: [component],
    holds: ["NaN"],
  },
  {
    what: {
      en: "clipByGlobalNorm: the tree afterwards, and the answer once it was overwritten",
      zh: "clipByGlobalNorm：调用之后的树，以及把它改掉之后的返回值",
    },
    ask: (module) =>
      Object.fromEntries(
        [
          {
            w: [
              [3, 0],
              [0, 4],
            ],
            b: [12],
          },
          {
            w: [
              [0.3, 0],
              [0, 0.4],
            ],
            b: [0],
          },
        ].map((given) => {
          const tree: Tree = copied(given);
          const answer = module.clipByGlobalNorm(tree, 1);
          const seen = { "tree afterwards": copied(tree), answer };
          overwrite(tree, 99);
          return [`clipByGlobalNorm(${typed(given)}, 1)`, seen];
        }),
      ),
    names: {
      "tree afterwards": { en: "the tree afterwards", zh: "调用之后的树" },
      answer: {
        en: "the answer, once the caller has written 99 over every number of the tree",
        zh: "调用者把树里的数都改成 99 之后的返回值",
      },
    },
    axes: [component],
  },
  {
    what: {
      en: "three calls of clipByGlobalNorm, the last one as the first, each looked at again at the end",
      zh: "调用 clipByGlobalNorm 三次，最后一次与第一次相同，每次的返回值到最后再看一遍",
    },
    ask({ clipByGlobalNorm }, draw) {
      const [one, other] = [drawnModel(draw, 2), { w: shorts(draw, 3, -5, 5) }];
      return Object.fromEntries(
        [one, other, one].map((tree, i) => [
          `${i + 1}. clipByGlobalNorm(${typed(tree)}, 1.5)`,
          kept(clipByGlobalNorm(copied(tree), 1.5)),
        ]),
      );
    },
    axes: [component],
  },
  {
    what: {
      en: "clipByGlobalNorm of 300,000 numbers in two parts",
      zh: "clipByGlobalNorm，两部分共 300,000 个数",
    },
    ask({ clipByGlobalNorm }, draw) {
      const at = draw.uniform(1, 2);
      const part = (): number[] => Array.from({ length: 150_000 }, (_, i) => at - (i % 7));
      const { rows, b } = Object(clipByGlobalNorm({ rows: [part()], b: part() }, 10)) as Record<
        string,
        unknown
      >;
      return { rows: sampled((Object(rows) as unknown[])[0], 15_000), b: sampled(b, 15_000) };
    },
    costly: true,
  },
);
