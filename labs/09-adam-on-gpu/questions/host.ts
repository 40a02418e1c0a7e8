import { type Draw, kept, type Tolerance } from "@downhill/grader/questions";
import { type Module, partsOf, sampled, signed } from "./numbers.ts";

const rounding: Tolerance = {
  relative: 1e-6,
  why: { en: "float32 keeps 7 digits", zh: "float32 只有约 7 位有效数字" },
};

const kind = (value: unknown): string => Object.prototype.toString.call(value).slice("[object ".length, -1);

const listOf = (value: unknown): readonly unknown[] =>
  ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(value as Float32Array) : [];
const arraysOf = (lengths: readonly number[], draw: Draw): Float32Array[] =>
  lengths.map((length) => signed(draw, length));

const packing = (lengths: readonly number[], holds: readonly "empty"[] = []) => {
  const text = lengths.length > 8 ? `${lengths.length} × ${lengths[0]}` : lengths.join(", ");
  return {
    what: {
      en: `pack of arrays of length ${text === "" ? "(none)" : text}`,
      zh: `pack，各数组的长度为 ${text === "" ? "（没有数组）" : text}`,
    },
    ask: ({ pack }: Module, draw: Draw) => {
      const { flat, offsets } = partsOf(pack(arraysOf(lengths, draw)));
      const numbers = listOf(flat);
      return { offsets, "flat.length": numbers.length, flat: sampled("flat", numbers) };
    },
    within: rounding,
    holds,
    costly: lengths.reduce((sum, length) => sum + length, 0) > 20_000,
  };
};

const hypers = (draw: Draw) => [
  { learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  { learningRate: 0.05, beta1: 0.8, beta2: 0.99, epsilon: 1e-4 },
  {
    learningRate: draw.uniform(0.1, 2),
    beta1: 0,
    beta2: draw.uniform(0.5, 0.9),
    epsilon: draw.uniform(0.01, 1),
  },
];

const settingsAt = (step: number) => ({
  what: {
    en: `settings(hyper, ${step}) for three hypers: learningRate, beta1, 1 − beta1, beta2, 1 − beta2, epsilon, 1 − beta1ᵗ, 1 − beta2ᵗ`,
    zh: `settings(hyper, ${step})，三组 hyper：learningRate、beta1、1 − beta1、beta2、1 − beta2、epsilon、1 − beta1ᵗ、1 − beta2ᵗ`,
  },
  ask: ({ settings }: Module, draw: Draw) => hypers(draw).map((hyper) => kept(settings(hyper, step))),
  axes: [
    { en: "hyper", zh: "组 hyper" },
    { en: "number", zh: "个数" },
  ],
  within: rounding,
});

const fixedCounts = [0, 1, 10, 63, 64, 65, 970, 1000, 1024, 203_530, 4_000_000, 100_000_000];

export const host = [
  packing([5, 1, 3]),
  packing([7]),
  packing([], ["empty"]),
  packing([2, 0, 4]),
  packing([784, 16, 160, 10]),
  packing(Array.from({ length: 300 }, () => 200)),
  packing([200_704, 256, 2560, 10]),
  {
    what: {
      en: "pack of parts of longer arrays, of one array twice, of arrays of equal numbers",
      zh: "pack：长数组中的一段（subarray），同一个数组两次，数值相等的数组",
    },
    ask: ({ pack }: Module, draw: Draw) => {
      const whole = signed(draw, 9);
      const [once, zeros] = [whole.slice(0, 3), new Float32Array(2)];
      const lists = {
        subarray: [whole.subarray(4, 7), whole.subarray(1, 3)],
        "[a, a]": [once, once],
        "[a, a.slice()]": [once, once.slice()],
        "[0, 0]": [zeros, zeros.slice(), once, zeros],
      };
      const packed = Object.entries(lists).map(([name, arrays]) => {
        const { flat, offsets } = partsOf(pack(arrays));
        return [name, { offsets, flat: listOf(flat) }] as const;
      });
      return Object.fromEntries(packed);
    },
    within: rounding,
  },
  {
    what: {
      en: "the kinds of arrays that pack (as flat) and settings return",
      zh: "pack（flat）和 settings 返回的数组类型",
    },
    ask: ({ pack, settings }: Module, draw: Draw) => [
      kind(partsOf(pack(arraysOf([2, 1], draw)))["flat"]),
      kind(settings(hypers(draw)[0]!, 3)),
    ],
  },
  {
    what: {
      en: "the arrays passed to pack, after a write to flat",
      zh: "写入 flat 之后，交给 pack 的那些数组",
    },
    ask: ({ pack }: Module, draw: Draw) =>
      [[3], [2, 2]].map((lengths) => {
        const arrays = arraysOf(lengths, draw);
        const flat = partsOf(pack(arrays))["flat"] as Float32Array | undefined;
        if (ArrayBuffer.isView(flat)) flat.fill(99);
        return arrays;
      }),
    axes: [
      { en: "call", zh: "次调用" },
      { en: "array", zh: "个数组" },
      { en: "number", zh: "个数" },
    ],
  },
  {
    what: { en: "pack, called twice", zh: "pack，调用两次" },
    ask: ({ pack }: Module, draw: Draw) => [0, 1].map(() => kept(pack(arraysOf([3, 2], draw)))),
    axes: [{ en: "call", zh: "次调用" }],
  },
  {
    what: { en: "workgroups", zh: "workgroups" },
    ask: ({ workgroups }: Module, draw: Draw) => {
      const counts = [...fixedCounts, 64 * draw.integer(2, 50), draw.integer(2000, 60_000)];
      return Object.fromEntries(counts.map((count) => [`workgroups(${count})`, workgroups(count)]));
    },
    within: { absolute: 0, why: { en: "a number of workgroups is whole", zh: "工作组数是整数" } },
  },
  ...[0, 1, 9, 999, 20_000].map(settingsAt),
  {
    what: { en: "hyper, after settings(hyper, 1)", zh: "settings(hyper, 1) 之后的 hyper" },
    ask: ({ settings }: Module, draw: Draw) =>
      hypers(draw).map((hyper) => {
        settings(hyper, 1);
        return { "hyper afterwards": { ...hyper } };
      }),
  },
];
