import { question, type Question } from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import { type Module, seedOf } from "./asking.ts";
import { type Counts, countsOf, uneven } from "./counting.ts";
import { epochsOf, same, usual, watched } from "./watching.ts";

const pairs = ["0, 1", "0, 2", "0, 3", "1, 2", "1, 3", "2, 3"] as const;

/** What the questions require of the orders in which a training goes through its rows; any fair shuffling is accepted. */
export const orders: readonly Question<Module, never>[] = [
  question<Module, readonly Vector[]>({
    what: { en: "the orders of six epochs over 20 rows", zh: "20 行数据，六轮的顺序" },
    ask: (module, draw) => epochsOf(watched(module, 20, usual({ seed: seedOf(draw), epochs: 6 })).rows, 10),
    judge(orders) {
      const repeated = orders.findIndex((order, i) =>
        orders.slice(0, i).some((before) => same(before, order)),
      );
      if (repeated > 0)
        return {
          en: `the order of epoch ${repeated} (counting from 0) was there before. Shuffle again in each epoch.`,
          zh: `第 ${repeated} 轮（从 0 数起）的顺序之前出现过。每一轮都要重新打乱。`,
        };
      return orders.some((order) => order.every((row, i) => row === i))
        ? {
            en: "the rows of an epoch come in the table's order. Shuffle before the first epoch, too.",
            zh: "有一轮的行就是表里原来的顺序。第一轮之前也要打乱。",
          }
        : undefined;
    },
  }),
  question<Module, Counts>({
    what: {
      en: "which two of four rows share the first batch, and which in the next epoch, in 20 trainings of 301 epochs",
      zh: "训练 20 次，每次 301 轮，四行中的哪两行同在第一批，下一轮又是哪两行",
    },
    ask(module, draw) {
      const seen = Array.from({ length: 20 }, () => {
        const { rows } = watched(module, 4, usual({ seed: seedOf(draw), epochs: 301 }));
        const first = (epoch: number): string => (rows[2 * epoch] ?? []).toSorted((a, b) => a - b).join(", ");
        return Array.from({ length: 300 }, (_, epoch) => `${first(epoch)} | ${first(epoch + 1)}`);
      }).flat();
      return countsOf(
        pairs.flatMap((one) => pairs.map((next) => `${one} | ${next}`)),
        seen.length,
        () => seen.pop()!,
      );
    },
    judge(counts) {
      const together = Object.fromEntries([
        ...pairs.map((pair) => [pair, pairs.reduce((sum, next) => sum + counts[`${pair} | ${next}`]!, 0)]),
        ["other", counts["other"]],
      ]) as Counts;
      return (
        uneven(together, 1000, (key) => ({
          en: `rows ${key} as the first batch`,
          zh: `第 ${key} 行同在第一批`,
        })) ??
        uneven(counts, 6000 / 36, (key) => {
          const [one, next] = key.split(" | ");
          return {
            en: `rows ${one} as the first batch, and in the next epoch rows ${next},`,
            zh: `第 ${one} 行同在第一批、下一轮第 ${next} 行同在第一批`,
          };
        })
      );
    },
    costly: true,
  }),
  question<Module, Readonly<Record<"first" | "again" | "other", Vector>>>({
    what: {
      en: "the rows of two epochs from the same seed twice, and from another",
      zh: "同一个种子两次，再换一个种子，两轮里各行的先后",
    },
    ask(module, draw) {
      const seed = seedOf(draw);
      const [first, other, again] = [seed, seed + 1, seed].map((each) =>
        watched(module, 20, usual({ seed: each, epochs: 2 })).rows.flat(),
      );
      return { first: first!, again: again!, other: other! };
    },
    judge({ first, again, other }) {
      if (!same(first, again))
        return {
          en: "the same random numbers lead to two different trainings, so none can be repeated. Draw from `random` alone.",
          zh: "同样的随机数带来了两次不同的训练，结果无法重现。随机数只能取自 `random`。",
        };
      return same(first, other)
        ? {
            en: "other random numbers lead to the same order. Hand `random` to your permutation.",
            zh: "换了一批随机数，顺序却没有变。请把 `random` 传给 permutation。",
          }
        : undefined;
    },
  }),
];
