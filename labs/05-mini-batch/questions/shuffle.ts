import { afterwards, asked, kept, question, type Text } from "@downhill/grader/questions";
import { source } from "../provided/source.ts";
import { type Module, seedOf } from "./asking.ts";
import {
  type Counts,
  countsOf,
  keyed,
  type Long,
  ordersOf,
  seenAtLarge,
  uneven,
  unlikely,
} from "./counting.ts";

type List = readonly number[];
/** What came back as a list of numbers in ascending order; anything else as it is. */
const sorted = (list: unknown): unknown =>
  Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView))
    ? Array.from(list as ArrayLike<number>).toSorted((a, b) => a - b)
    : list;

const order = (key: string): Text => ({ en: `the order ${key}`, zh: `顺序 ${key} ` });
const equal = (a: List, b: List): boolean => a.length === b.length && a.every((each, i) => each === b[i]);

/** Genuine random numbers, except that every third is this one: the numbers at the edge must not lead beyond the list. */
const often =
  (edge: number): (() => () => number) =>
  () => {
    const [random, calls] = [source(7), { made: 0 }];
    return () => (calls.made++ % 3 === 0 ? edge : random());
  };
/** Goes through 0, 1/101, …, 100/101 over and over, or backwards. */
const steps =
  (from: number, by: number): (() => () => number) =>
  () => {
    let i = 0;
    return () => (from + by * (i++ % 101)) / 101;
  };
/**
 * The same five sources each time. Each reaches every part of the list in time, for code that draws until something new
 * comes.
 */
const edges: readonly (readonly [name: Text, random: () => () => number])[] = [
  [{ en: "0 often", zh: "常常是 0" }, often(0)],
  [{ en: "1 - 2 ** -53 often", zh: "常常是 1 - 2 ** -53" }, often(1 - 2 ** -53)],
  [{ en: "0.5 often", zh: "常常是 0.5" }, often(0.5)],
  [{ en: "0, 1/101, 2/101, …", zh: "0、1/101、2/101……" }, steps(0, 1)],
  [{ en: "100/101, 99/101, 98/101, …", zh: "100/101、99/101、98/101……" }, steps(100, -1)],
];

/** Counts of every order of n numbers. */
const chances = (size: number, times: number) =>
  question<Module, Counts>({
    what: {
      en: `how often each order of ${size} comes up in ${times} calls of permutation(${size}, random)`,
      zh: `调用 ${times} 次 permutation(${size}, random)，每种顺序出现的次数`,
    },
    ask({ permutation }, draw) {
      const random = source(seedOf(draw));
      return countsOf(ordersOf(size), times, () => keyed(permutation(size, random)));
    },
    judge: (counts) => uneven(counts, times / ordersOf(size).length, order),
    costly: size > 3,
  });

export const shuffle = [
  ...asked<Module>(
    {
      what: {
        en: "the numbers that permutation returns, sorted",
        zh: "permutation 返回的数，排好序之后",
      },
      ask: ({ permutation }, draw) =>
        Object.fromEntries(
          [1, 2, 3, 4, 7, 20, 50].map((size) => {
            const seed = seedOf(draw);
            return [`permutation(${size}, source(${seed}))`, sorted(permutation(size, source(seed)))];
          }),
        ),
      axes: [{ en: "entry", zh: "个数" }],
    },
    {
      what: {
        en: "the numbers that permutation returns for random numbers at the edge, sorted",
        zh: "随机数取到边缘时 permutation 返回的数，排好序之后",
      },
      ask: ({ permutation }) =>
        Object.fromEntries([
          ["permutation(0, () => 0)", sorted(permutation(0, () => 0))],
          ["permutation(1, () => 0.5)", sorted(permutation(1, () => 0.5))],
          ...edges.map(([name, random]) => [
            name.en,
            [1, 2, 6].map((size) => sorted(permutation(size, random()))),
          ]),
        ]) as unknown,
      names: Object.fromEntries(
        edges.map(([{ en, zh }]) => [
          en,
          { en: `1, 2 and 6 numbers, random being ${en}`, zh: `1、2、6 个数，random 给出的${zh}` },
        ]),
      ),
      axes: [
        { en: "list", zh: "个列表" },
        { en: "entry", zh: "个数" },
      ],
      holds: ["empty"],
    },
  ),
  chances(3, 24_000),
  chances(4, 12_000),
  question<Module, Counts>({
    what: {
      en: "how often each of 8 numbers is at each place, in 8,000 calls of permutation(8, random)",
      zh: "调用 8,000 次 permutation(8, random)，8 个数各在每个位置上出现的次数",
    },
    ask({ permutation }, draw) {
      const random = source(seedOf(draw));
      const counts = Array.from({ length: 64 }, () => 0);
      for (let i = 0; i < 8_000; i++)
        Array.from(permutation(8, random)).forEach((number, at) => (counts[8 * number + at]! += 1));
      return Object.fromEntries(counts.slice(0, 64).map((count, i) => [`${i >> 3} @ ${i & 7}`, count]));
    },
    judge(counts) {
      for (let number = 0; number < 8; number++) {
        const row = Object.fromEntries(
          Array.from({ length: 8 }, (_, at) => [`${number} @ ${at}`, counts[`${number} @ ${at}`] ?? NaN]),
        );
        const fault = uneven(row, 1000, (key) => {
          const [value, at] = key.split(" @ ");
          return { en: `the number ${value} at place ${at}`, zh: `数 ${value} 在第 ${at} 位` };
        });
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  }),
  question<Module, Readonly<Record<"first" | "again" | "other", List>>>({
    what: {
      en: "permutation(20, random) from the same seed twice, and from another",
      zh: "同一个种子两次 permutation(20, random)，再换一个种子",
    },
    ask({ permutation }, draw) {
      const seed = seedOf(draw);
      const [first, other, again] = [seed, seed + 1, seed].map((each) => permutation(20, source(each)));
      return { first: first!, again: again!, other: other! };
    },
    judge({ first, again, other }) {
      if (!equal(first, again))
        return {
          en: "the same random numbers give two different orders, so no run can be repeated. Draw only from `random`.",
          zh: "同样的随机数给出了两种不同的顺序，训练就无法重现。随机数只能取自 `random`。",
        };
      return equal(first, other)
        ? {
            en: "other random numbers give the same order. Let `random` decide it.",
            zh: "换了一批随机数，顺序却没有变。顺序应当由 `random` 决定。",
          }
        : undefined;
    },
  }),
  question<Module, readonly Readonly<Record<string, List>>[]>({
    what: {
      en: "three calls of permutation, each answer checked again at the end",
      zh: "调用 permutation 三次，每次的返回值到最后再看一遍",
    },
    ask({ permutation }, draw) {
      const random = source(seedOf(draw));
      return [6, 6, 4].map((size) => kept(permutation(size, random)) as Readonly<Record<string, List>>);
    },
    judge: (answers) =>
      answers.every((each) => equal(each["at once"]!, each[afterwards]!))
        ? undefined
        : {
            en: "an answer that was given earlier has changed since. Return a new list from each call.",
            zh: "先前返回的结果后来变了。每次调用都应当返回新的列表。",
          },
  }),
  question<Module, Long>({
    what: { en: "permutation(150000, random)", zh: "permutation(150000, random)" },
    ask: ({ permutation }, draw) => seenAtLarge(permutation(150_000, source(seedOf(draw)))),
    judge: unlikely,
    costly: true,
  }),
];
