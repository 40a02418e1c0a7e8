import { asked, type Draw, short, typed } from "@downhill/grader/questions";
import { calls, type Module } from "./asking.ts";

type Case = readonly [learningRate: number, curvature: number];

const regimes = ({ regime }: Module, cases: readonly Case[]): unknown =>
  calls("regime", cases, typed, ([learningRate, curvature]) => regime(learningRate, curvature));

/** A rate and a curvature whose product lies between the bounds. */
const drawn = (draw: Draw, from: number, to: number): Case => {
  const curvature = short(draw, 0.2, 30);
  return [Number((draw.uniform(from, to) / curvature).toPrecision(5)), curvature];
};

export const regimesAsked = asked<Module>(
  {
    what: { en: "regime at five rates on (x − 3)²", zh: "(x − 3)² 上五个学习率的 regime" },
    ask: (module) =>
      regimes(module, [
        [0.1, 2],
        [0.4, 2],
        [0.9, 2],
        [1, 2],
        [1.1, 2],
      ]),
  },
  {
    what: {
      en: "regime on random curvatures, below 1/λ, below 2/λ and above it",
      zh: "随机曲率上的 regime：低于 1/λ、低于 2/λ、高于 2/λ",
    },
    ask: (module, draw) =>
      regimes(
        module,
        [
          [0.01, 0.5],
          [0.5, 0.97],
          [1.03, 1.5],
          [1.5, 1.97],
          [2.03, 3],
          [3, 9],
        ].map(([from = 0, to = 0]) => drawn(draw, from, to)),
      ),
  },
  {
    what: {
      en: "regime at exactly 1/λ and 2/λ, on flat ground, and at a rate of 0",
      zh: "恰好等于 1/λ、2/λ 时，平地上，学习率为 0 时的 regime",
    },
    ask: (module) =>
      regimes(module, [
        [0.25, 4],
        [1, 1],
        [2, 0.5],
        [0.5, 4],
        [1, 2],
        [8, 0.25],
        [0.5, 0],
        [0, 3],
      ]),
  },
  {
    what: {
      en: "regime just below and just above 1/λ and 2/λ",
      zh: "略低于、略高于 1/λ 和 2/λ 时的 regime",
    },
    ask: (module) =>
      regimes(module, [
        [1, 0.999999],
        [1, 1.000001],
        [1, 1.999999],
        [1, 2.000001],
        [1, 1.9999999999],
        [1, 2.0000000001],
        [0.5, 1e-6],
      ]),
  },
  {
    what: { en: "regime on a ridge", zh: "山脊上的 regime" },
    ask: (module) =>
      regimes(module, [
        [0.1, -1],
        [0.5, -2],
        [1, -2],
        [0.001, -0.001],
        [3, -4],
      ]),
  },
  {
    what: {
      en: "regime with numbers of any size, NaN and ∞ among them",
      zh: "regime，大小悬殊的数，包括 NaN 和 ∞",
    },
    ask: (module) =>
      regimes(module, [
        [199, 0.01],
        [99, 0.01],
        [201, 0.01],
        [1e-9, 1.5e9],
        [1e-9, 0.5e9],
        [1e9, 3e-9],
        [1, 1e300],
        [0.1, NaN],
        [NaN, 1],
        [0.1, Infinity],
        [Infinity, 1],
      ]),
  },
);
