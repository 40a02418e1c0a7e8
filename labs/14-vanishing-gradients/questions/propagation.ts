import { asked, type Draw, type Question, rounding, short, type Text } from "@downhill/grader/questions";
import type { Module } from "./tensors.ts";

type Curve = (z: number) => number;

const relu: Curve = (z) => (z > 0 ? z : 0);
const sigmoid: Curve = (z) => 1 / (1 + Math.exp(-z));

/** Functions and their slopes, by the words that a learner can type. */
const functions: Readonly<Record<string, readonly [f: Curve, slope: Curve]>> = {
  relu: [relu, (z) => (z > 0 ? 1 : 0)],
  "Math.tanh": [Math.tanh, (z) => 1 - Math.tanh(z) ** 2],
  sigmoid: [sigmoid, (z) => sigmoid(z) * (1 - sigmoid(z))],
  "(z) => z": [(z) => z, () => 1],
  "(z) => 2 * z + 1": [(z) => 2 * z + 1, () => 2],
};

/** A bent line with drawn slopes on both sides, and a constant. */
function drawn(draw: Draw): readonly [name: string, f: Curve, slope: Curve] {
  const [left, right, up] = [short(draw, -1, 1), short(draw, 0.5, 2), short(draw, -1, 1)];
  return [
    `(z) => (z > 0 ? ${right} : ${left}) * z + ${up}`,
    (z) => (z > 0 ? right : left) * z + up,
    (z) => (z > 0 ? right : left),
  ];
}

const all = (draw: Draw) => [
  ...Object.entries(functions).map(([name, [f, slope]]) => [name, f, slope] as const),
  drawn(draw),
];

const settings = (draw: Draw): readonly (readonly [gain: number, q: number])[] => [
  [1, 1],
  [2, 0.25],
  [Math.SQRT2, 4],
  [short(draw, 0.3, 3), short(draw, 0.05, 5)],
  [short(draw, 0.3, 3), short(draw, 0.05, 0.9)],
];

type Curves = readonly (readonly [name: string, f: Curve, slope: Curve])[];
type Places = readonly (readonly [gain: number, q: number])[];

/** One of the two factors, of some functions and everywhere. */
const factors = {
  nextVariance: ({ nextVariance }: Module, curves: Curves, at: Places) =>
    Object.fromEntries(
      curves.flatMap(([name, f]) =>
        at.map(([gain, q]) => [`nextVariance(${name}, ${gain}, ${q})`, nextVariance(f, gain, q)]),
      ),
    ),
  gradientFactor: ({ gradientFactor }: Module, curves: Curves, at: Places) =>
    Object.fromEntries(
      curves.flatMap(([name, , slope]) =>
        at.map(([gain, q]) => [
          `gradientFactor(${name === "(z) => z" ? "() => 1" : `the slope of ${name}`}, ${gain}, ${q})`,
          gradientFactor(slope, gain, q),
        ]),
      ),
    ),
} as const;

/** A question about each of the two factors, so that one is judged while the other is still to be written. */
const ofEach = (
  { en, zh }: Text,
  cases: (draw: Draw) => readonly [Curves, Places],
  more: Partial<Question<Module>> = {},
): readonly Question<Module>[] =>
  Object.entries(factors).map(([name, factor]) => ({
    what: { en: `${name}, ${en}`, zh: `${name}，${zh}` },
    ask: (module, draw) => factor(module, ...cases(draw)),
    ...more,
  }));

export const propagation = asked<Module>(
  ...ofEach({ en: "the rectifier and tanh", zh: "relu 和 tanh" }, () => [
    [
      ["relu", ...functions["relu"]!],
      ["Math.tanh", ...functions["Math.tanh"]!],
    ],
    [
      [Math.SQRT2, 1],
      [1, 0.5],
      [3, 2],
    ],
  ]),
  {
    what: { en: "gainFor of several functions", zh: "若干函数的 gainFor" },
    ask: ({ gainFor }, draw) =>
      Object.fromEntries(all(draw).map(([name, f]) => [`gainFor(${name})`, gainFor(f)])),
  },
  ...ofEach(
    { en: "six functions, random gains and variances", zh: "六个函数，随机抽取的增益和方差" },
    (draw) => [all(draw), settings(draw)],
  ),
  ...ofEach(
    { en: "variances tiny, huge and 0, and gains tiny, huge and 0", zh: "方差和增益极小、极大、为 0" },
    (draw) => [
      all(draw),
      [
        [1, 0],
        [0, 1],
        [0.5, 1e-12],
        [2, 1e6],
        [1e-5, 3],
        [1e5, 0.3],
      ],
    ],
    { within: { ...rounding, absolute: 0 } },
  ),
  {
    what: { en: "functions whose values are huge, tiny or NaN", zh: "函数值极大、极小或为 NaN" },
    ask: ({ nextVariance, gradientFactor, gainFor }) =>
      Object.fromEntries(
        [1e-60, 1e60, NaN].flatMap((by) => {
          const f: Curve = (z) => by * z;
          return [
            [`nextVariance((z) => ${by} * z, 2, 0.5)`, nextVariance(f, 2, 0.5)],
            [`gradientFactor(() => ${by}, 2, 0.5)`, gradientFactor(() => by, 2, 0.5)],
            [`gainFor((z) => ${by} * z)`, gainFor(f)],
          ];
        }),
      ),
    within: { ...rounding, absolute: 0 },
    holds: ["NaN"],
  },
  {
    what: { en: "forty layers one after the other", zh: "连续四十层" },
    ask({ nextVariance, gradientFactor }, draw) {
      const gain = short(draw, 0.8, 2);
      let q = 1;
      const layers = draw.list(40, () => {
        const factor = gradientFactor(functions["Math.tanh"]![1], gain, q);
        q = nextVariance(Math.tanh, gain, q);
        return { variance: q, factor };
      });
      return { [`tanh, gain ${gain}`]: layers };
    },
    axes: [{ en: "layer", zh: "层" }],
  },
);
