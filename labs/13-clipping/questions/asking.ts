import { type Draw, kept, type Question, sampled, shorts, typed } from "@downhill/grader/questions";
import type { Tree } from "../provided/tree.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Asked = Question<Module>;

/** A fresh tree of the same form: a learner's code may write into what it is given. Anything but lists and plain objects stays as it is. */
export function copied<T>(tree: T): T {
  if (Array.isArray(tree)) return tree.map(copied) as T;
  if (ArrayBuffer.isView(tree)) return Array.from(tree as unknown as Float64Array) as T;
  if (typeof tree !== "object" || tree === null || Object.getPrototypeOf(tree) !== Object.prototype)
    return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, copied(part)])) as T;
}

/** Writes a number over every number of a tree. */
export function overwrite(tree: Tree, value: number): void {
  if (Array.isArray(tree) && tree.every((each) => typeof each === "number")) tree.fill(value);
  else for (const part of Object.values(tree)) overwrite(part, value);
}

type Name = "clipByValue" | "clipByNorm" | "clipByGlobalNorm";

/** A clip's answers, each under the call that a learner can type again. */
export const clips = (name: Name, module: Module, cases: readonly (readonly [Tree, number])[]): unknown =>
  Object.fromEntries(
    cases.map(([gradient, limit]) => [
      `${name}(${typed(gradient)}, ${limit})`,
      (module[name] as (gradient: Tree, limit: number) => unknown)(copied(gradient), limit),
    ]),
  );

export const component = { en: "component", zh: "个分量" };

/** The questions about both clips of a list, whatever they clip by. */
export const ofLists = (name: "clipByValue" | "clipByNorm"): readonly Asked[] => [
  {
    what: { en: `${name} with no slopes`, zh: `${name}，一个斜率也没有` },
    ask: (module) => module[name]([], 1),
    holds: ["empty"],
  },
  {
    what: { en: `${name} of 150,000 slopes`, zh: `${name}，150,000 个斜率` },
    ask(module, draw) {
      const at = draw.uniform(1, 2);
      return sampled(
        module[name](
          Array.from({ length: 150_000 }, (_, i) => at - (i % 7)),
          name === "clipByValue" ? 2.5 : 10,
        ),
        15_000,
      );
    },
    costly: true,
  },
  {
    what: {
      en: `${name}: the gradient afterwards, and the answer once it was overwritten`,
      zh: `${name}：调用之后的梯度，以及把它改掉之后的返回值`,
    },
    ask: (module) =>
      Object.fromEntries(
        [[3, -4], [0.3, 0.4], [0, 0], [1, 0], [-1]].map((given) => {
          const gradient = [...given];
          const answer = module[name](gradient, 1);
          const seen = { "gradient afterwards": [...gradient], answer };
          gradient.fill(99);
          return [`${name}(${typed(given)}, 1)`, seen];
        }),
      ),
    names: {
      "gradient afterwards": { en: "the gradient afterwards", zh: "调用之后的梯度" },
      answer: {
        en: "the answer, once the caller has filled the gradient with 99",
        zh: "调用者把梯度填成 99 之后的返回值",
      },
    },
    axes: [component],
  },
  {
    what: {
      en: `three calls of ${name}, the last one as the first, each looked at again at the end`,
      zh: `调用 ${name} 三次，最后一次与第一次相同，每次的返回值到最后再看一遍`,
    },
    ask: (module, draw) => {
      const [one, other] = [shorts(draw, 3, -5, 5), shorts(draw, 3, -5, 5)];
      return Object.fromEntries(
        [one, other, one].map((given, i) => [
          `${i + 1}. ${name}(${typed(given)}, 1.5)`,
          kept(module[name]([...given], 1.5)),
        ]),
      );
    },
    axes: [component],
  },
];

/** A tree as a model has it: matrices, vectors and parts within parts. */
export const drawnModel = (draw: Draw, size: number) => ({
  embed: draw.list(3, () => shorts(draw, 2, -size, size)),
  layers: draw.list(2, () => ({
    w: draw.list(2, () => shorts(draw, 3, -size, size)),
    b: shorts(draw, 3, -size, size),
  })),
  bias: shorts(draw, 1, -size, size),
});
