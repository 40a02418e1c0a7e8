import { asked, type Draw, short, typed } from "@downhill/grader/questions";
import type { Settings } from "../key/solution.ts";
import type { Module } from "./asking.ts";

type Case = readonly [learningRate: number, momentum: number, curvature: number];

const factors = ({ convergenceFactor }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([learningRate, momentum, curvature]) => {
      const settings: Settings = { learningRate, momentum };
      return [`convergenceFactor(${typed(settings)}, ${curvature})`, convergenceFactor(settings, curvature)];
    }),
  );

/** A case with this product ηλ. */
const split = (learningRate: number, momentum: number, product: number): Case => [
  learningRate,
  momentum,
  Number((product / learningRate).toPrecision(6)),
];

/** Momenta from none to almost all of it. */
const momenta = (draw: Draw): readonly number[] => [
  ...[0.001, 0.01, 0.04, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999],
  ...[short(draw, 0.005, 0.03), short(draw, 0.05, 0.25), short(draw, 0.88, 0.95), short(draw, 0.96, 0.99)],
];

/** ηλ on a steep and a gentle ridge, on flat ground, and in bowls from overdamped through underdamped to unstable. */
const grounds = (momentum: number): readonly number[] => {
  const [near, far, bound] = [
    (1 - Math.sqrt(momentum)) ** 2,
    (1 + Math.sqrt(momentum)) ** 2,
    2 + 2 * momentum,
  ];
  return [-1.5, -0.01, 0, near / 2, 1 + momentum, (far + bound) / 2, bound + 0.1, bound + 3];
};

/** A case whose two roots have this sum and this product, at a drawn rate: ηλ = 1 + β − sum, β = product. */
const drawn = (draw: Draw, sum: number, product: number): Case => {
  const learningRate = short(draw, 0.01, 2);
  const momentum = Number(product.toFixed(4));
  return [learningRate, momentum, Number(((1 + momentum - sum) / learningRate).toPrecision(6))];
};

/** Two real roots, far enough apart that rounding cannot make them complex. */
const real = (draw: Draw, sign: number): Case => {
  const [a, b] = [draw.uniform(0.05, 0.4), draw.uniform(0.6, 0.98)];
  return drawn(draw, sign * (a + b), a * b);
};

const complex = (draw: Draw): Case => {
  const length = draw.uniform(0.4, 0.98);
  return drawn(draw, 2 * length * Math.cos(draw.uniform(0.3, 2.8)), length ** 2);
};

export const convergence = asked<Module>(
  {
    what: {
      en: "convergenceFactor, gentle, oscillating and steep",
      zh: "convergenceFactor：平缓、振荡、陡峭",
    },
    ask: (module) =>
      factors(module, [
        [0.1, 0.5, 0.2],
        [0.1, 0.9, 1],
        [0.1, 0.9, 20],
        [0.1, 0.5, 29],
        [0.05, 0.8, 2],
      ]),
  },
  {
    what: {
      en: "convergenceFactor where the error oscillates, random",
      zh: "误差振荡处的 convergenceFactor，随机抽取",
    },
    ask: (module, draw) =>
      factors(
        module,
        draw.list(6, () => complex(draw)),
      ),
  },
  {
    what: {
      en: "convergenceFactor where the error keeps its side, and where every step changes it, random",
      zh: "误差始终在一侧、以及每步换一侧处的 convergenceFactor，随机抽取",
    },
    ask: (module, draw) =>
      factors(
        module,
        draw.list(8, (i) => real(draw, i % 2 === 0 ? 1 : -1)),
      ),
  },
  {
    what: {
      en: "convergenceFactor without momentum, at critical damping, and close to it",
      zh: "没有动量、临界阻尼、接近临界阻尼时的 convergenceFactor",
    },
    ask: (module, draw) =>
      factors(module, [
        [0.1, 0, 3],
        [0.5, 0, 2],
        [0.1, 0, 25],
        [short(draw, 0.05, 2), 0, short(draw, 0.1, 5)],
        [0.25, 0.25, 1],
        [1, 0.25, 2.25],
        [0.0625, 0.5625, 1],
        [1, 0.25, 0.24995],
        [1, 0.25, 0.2499995],
        [1, 0.25, 0.24999999995],
        [1, 0.25, 2.25001],
      ]),
  },
  {
    what: {
      en: "convergenceFactor at the edge of stability and beyond, on flat ground and on a ridge",
      zh: "稳定边界上和边界之外、平地上、山脊上的 convergenceFactor",
    },
    ask: (module) =>
      factors(module, [
        [0.1, 0.5, 30],
        [0.5, 0.75, 8],
        [0.1, 0.9, 0],
        [0.1, 0, 0],
        [0.1, 0.9, -2],
        [0.3, 0.5, -7],
      ]),
  },
  {
    what: { en: "convergenceFactor with numbers of any size", zh: "convergenceFactor，大小悬殊的数" },
    ask: (module) =>
      factors(module, [
        [1e-6, 0.9, 1e6],
        [1e-6, 0.6, 1e4],
        [2e3, 0.64, 1e-3],
        [1, 0.9, 1e9],
        [1e-9, 0.5, 1],
        [0.01, 0.9999, 3],
      ]),
  },
  {
    what: {
      en: "convergenceFactor with every momentum on every kind of ground",
      zh: "convergenceFactor：各种动量，各种地形",
    },
    ask: (module, draw) =>
      factors(
        module,
        momenta(draw).flatMap((momentum) =>
          grounds(momentum).map((product) => split(short(draw, 0.05, 2), momentum, product)),
        ),
      ),
  },
  {
    what: {
      en: "convergenceFactor where the rate, the curvature or their product is tiny",
      zh: "学习率、曲率或两者之积很小时的 convergenceFactor",
    },
    ask: (module) =>
      factors(
        module,
        [0.3, 1e-2, 1e-3, 1e-4, 1e-6].flatMap((product) =>
          [1e-5, 1, 1e5].flatMap((learningRate) =>
            [1, -1].map((sign) => split(learningRate, sign > 0 ? 0.3 : 0.6, sign * product)),
          ),
        ),
      ),
  },
);
