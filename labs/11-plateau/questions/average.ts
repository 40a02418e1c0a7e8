import { asked, type Draw, kept, rounding, sampled, shorts } from "@downhill/grader/questions";
import { batchLosses } from "./batch-losses.ts";
import { called, type Module, type Numbers, readingAxis } from "./asking.ts";

const answered = ({ readings }: Module, cases: readonly (readonly [Numbers, number])[]): unknown =>
  Object.fromEntries(
    cases.map(([losses, size]) => [called("readings", losses, size), readings([...losses], size)]),
  );
const drawn = (draw: Draw, cases: readonly (readonly [length: number, size: number])[]) =>
  cases.map(([length, size]) => [shorts(draw, length, 0, 5), size] as const);

export const average = asked<Module>(
  {
    what: { en: "readings of a few losses", zh: "几个损失的读数" },
    ask: (module) =>
      answered(module, [
        [[2, 4, 6, 8], 2],
        [[2, 4, 6, 8, 100], 2],
        [[5, 1, 3, 7, 2, 9, 4], 3],
        [[5, 1, 3], 3],
        [[5, 1, 3], 1],
        [[7], 1],
      ]),
    axes: [readingAxis],
  },
  {
    what: { en: "readings of random losses, groups of several sizes", zh: "随机损失的读数，每组个数不同" },
    ask: (module, draw) =>
      answered(
        module,
        drawn(draw, [
          [1, 1],
          [6, 2],
          [12, 3],
          [13, 3],
          [14, 3],
          [20, 5],
          [24, 8],
          [17, 17],
          [33, 16],
        ]),
      ),
    axes: [readingAxis],
  },
  {
    what: { en: "no losses, and fewer than a group has", zh: "没有损失，以及不够一组的损失" },
    ask: (module) =>
      answered(module, [
        [[], 1],
        [[], 4],
        [[3], 2],
        [[3, 1, 2], 4],
      ]),
    axes: [readingAxis],
    holds: ["empty"],
  },
  {
    what: { en: "losses of any size, NaN and ∞ among them", zh: "大小悬殊的损失，其中有 NaN 和 ∞" },
    ask: (module) =>
      answered(module, [
        [[1, NaN, 3, 5, 7, 9], 2],
        // Last in its group: a running mean, as right as a sum, makes ∞ and then 4 into NaN.
        [[1, 2, 4, Infinity, 5, 7], 2],
        [[1e12, 3e12, 0.001, 0.002, 1e-9, 3e-9, 4e15, 2e15, 0.1, 0.3], 2],
        [[1e200, 2e200, 1e-200, 3e-200, -4, 2], 2],
        [[0, 0, -1, -3], 2],
      ]),
    axes: [readingAxis],
    within: { ...rounding, absolute: 0 },
    holds: ["NaN", "infinity"],
  },
  {
    what: {
      en: "the list of losses afterwards, and the answer once it was overwritten",
      zh: "事后的损失列表，以及改写它之后的返回值",
    },
    ask: ({ readings }) =>
      Object.fromEntries(
        [1, 2, 5].map((size) => {
          const losses = [5, 1, 3, 2, 4];
          const answer: unknown = readings(losses, size);
          const afterwards = [...losses];
          losses.fill(99);
          return [called("readings", [5, 1, 3, 2, 4], size), { "losses afterwards": afterwards, answer }];
        }),
      ),
    names: {
      "losses afterwards": { en: "the list of losses afterwards", zh: "之后的损失列表" },
      answer: {
        en: "the answer, once the caller has filled the list with 99",
        zh: "调用者把列表填成 99 之后的返回值",
      },
    },
    axes: [readingAxis],
  },
  {
    what: {
      en: "four calls, the last one as the first, each looked at again at the end",
      zh: "调用四次，最后一次与第一次相同，每次的返回值到最后再看一遍",
    },
    ask({ readings }, draw) {
      const [one, other] = [shorts(draw, 6, 0, 5), shorts(draw, 4, 0, 5)];
      return Object.fromEntries(
        [one, other, [], one].map((losses, i) => [
          `${i + 1}. ${called("readings", losses, 2)}`,
          kept(readings([...losses], 2)),
        ]),
      );
    },
    axes: [readingAxis],
    holds: ["empty"],
  },
  {
    what: {
      en: "200,000 losses, in groups of 8 and as one group",
      zh: "200,000 个损失，每组 8 个，以及合成一组",
    },
    ask({ readings }, draw) {
      const at = draw.uniform(1, 2);
      const losses = Array.from({ length: 200_000 }, (_, i) => at + (i % 7));
      return {
        "groups of 8": sampled(readings([...losses], 8), 2500),
        "one group": readings(losses, 200_000),
      };
    },
    names: {
      "groups of 8": { en: "in groups of 8", zh: "每组 8 个" },
      "one group": { en: "as one group", zh: "合成一组" },
    },
    axes: [readingAxis],
    costly: true,
  },
  {
    what: {
      en: "batch losses of a training on Fashion-MNIST, in groups of 50",
      zh: "在 Fashion-MNIST 上训练时各批次的损失，每组 50 个",
    },
    ask: async ({ readings }) => readings([...(await batchLosses(620))], 50),
    axes: [readingAxis],
    costly: true,
  },
);
