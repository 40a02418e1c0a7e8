import { asked, type Draw, rounding, short } from "@downhill/grader/questions";
import type { Cycles } from "../key/solution.ts";
import { called, type Module } from "./asking.ts";

const answered = (
  { restarts }: Module,
  cases: readonly (readonly [step: number, cycles: Cycles])[],
): unknown =>
  Object.fromEntries(
    cases.map(([step, cycles]) => [called("restarts", step, cycles), restarts(step, { ...cycles })]),
  );
const every = (cycles: Cycles, steps: readonly number[]) => steps.map((step) => [step, cycles] as const);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, step) => step);

const drawnCycles = (draw: Draw): Cycles => ({
  learningRate: short(draw, 0.1, 0.9),
  final: short(draw, 0.001, 0.05),
  length: draw.integer(2, 9),
  growth: draw.integer(1, 3),
});

export const restarts = asked<Module>(
  {
    what: { en: "cycles of 4, 8 and 16 steps, step by step", zh: "4、8、16 步的周期，逐步" },
    ask: (module) => answered(module, every({ learningRate: 0.5, final: 0, length: 4, growth: 2 }, upTo(32))),
  },
  {
    what: { en: "cycles of equal length, and of one step each", zh: "等长的周期，以及每个只有一步的周期" },
    ask: (module) =>
      answered(module, [
        ...every({ learningRate: 1, final: 0.25, length: 5, growth: 1 }, upTo(17)),
        ...every({ learningRate: 0.5, final: 0.125, length: 1, growth: 1 }, upTo(4)),
        ...every({ learningRate: 0.5, final: 0.125, length: 1, growth: 2 }, upTo(16)),
        ...every({ learningRate: 0.5, final: 0, length: 2, growth: 3 }, upTo(27)),
        // Where a logarithm for the number of the cycle is rounded below a whole number.
        ...every({ learningRate: 0.5, final: 0, length: 2, growth: 3 }, [79, 80, 241, 242, 727, 728]),
        ...every({ learningRate: 0.5, final: 0, length: 1, growth: 5 }, [30, 31, 155, 156, 780, 781]),
        ...every({ learningRate: 0.5, final: 0, length: 1, growth: 10 }, [110, 111, 1110, 1111]),
      ]),
  },
  {
    what: { en: "random cycles, at their ends and at random steps", zh: "随机的周期，在两端和随机的步" },
    ask: (module, draw) =>
      answered(
        module,
        draw
          .list(6, () => drawnCycles(draw))
          .flatMap((cycles) => {
            const second = cycles.length * (1 + cycles.growth);
            return every(cycles, [
              0,
              1,
              cycles.length - 1,
              cycles.length,
              second - 1,
              second,
              second + 1,
              draw.integer(second + 2, 400),
            ]);
          }),
      ),
  },
  {
    what: {
      en: "a rate that does not fall, and one that falls to 0",
      zh: "不下降的学习率，以及降到 0 的学习率",
    },
    ask: (module) =>
      answered(module, [
        ...every({ learningRate: 0.3, final: 0.3, length: 4, growth: 2 }, [0, 3, 4, 9]),
        ...every({ learningRate: 0.3, final: 0, length: 1000, growth: 1 }, [0, 500, 999, 1000, 1999]),
        ...every({ learningRate: 0, final: 0, length: 3, growth: 2 }, [0, 2, 3]),
      ]),
  },
  {
    what: { en: "rates of any size", zh: "大小悬殊的学习率" },
    ask: (module) =>
      answered(module, [
        ...every({ learningRate: 3e-12, final: 1e-13, length: 6, growth: 2 }, [0, 1, 5, 6, 17, 18]),
        ...every({ learningRate: 4e9, final: 1e7, length: 6, growth: 2 }, [0, 1, 5, 6, 17, 18]),
      ]),
    within: { ...rounding, absolute: 0 },
  },
  {
    what: { en: "steps far out", zh: "很靠后的步" },
    ask: (module, draw) =>
      answered(module, [
        ...every({ learningRate: 0.1, final: 0.01, length: 10, growth: 2 }, [10_229, 10_230, 99_999]),
        ...every({ learningRate: 0.1, final: 0.01, length: 7, growth: 1 }, [
          99_999,
          250_003,
          draw.integer(50_000, 99_000),
        ]),
        ...every({ learningRate: 0.1, final: 0.01, length: 40_000, growth: 3 }, [39_999, 40_000, 100_000]),
      ]),
  },
  {
    what: {
      en: "steps in any order, the first one again at the end, and the settings afterwards",
      zh: "步的先后打乱，最后再问第一步，以及事后的设置",
    },
    ask({ restarts }, draw) {
      const cycles = { ...drawnCycles(draw) };
      const before = { ...cycles };
      const steps = [...draw.list(5, () => draw.integer(0, 60)), 0, 60];
      const rates = [...steps, steps[0]!].map((step, i) => [
        `${i + 1}. ${called("restarts", step, before)}`,
        restarts(step, cycles),
      ]);
      return { ...Object.fromEntries(rates), "settings afterwards": cycles };
    },
    names: { "settings afterwards": { en: "the settings afterwards", zh: "之后的设置" } },
  },
);
