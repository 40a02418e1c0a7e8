import { asked, rounding, short, shorts } from "@downhill/grader/questions";
import { clips, component, type Module, ofLists } from "./asking.ts";

export const byValue = asked<Module>(
  {
    what: {
      en: "clipByValue, within the limits, beyond them and exactly on them",
      zh: "clipByValue：在界内、越界、正好在界上",
    },
    ask: (module) =>
      clips("clipByValue", module, [
        [[3, 0.3], 1],
        [[-3, 0.3], 1],
        [[0.5, -0.5, 0], 1],
        [[2, -2, 2.001, -2.001], 2],
        [[-7], 0.25],
      ]),
    axes: [component],
  },
  {
    what: { en: "clipByValue of random gradients", zh: "clipByValue，随机抽取的梯度" },
    ask: (module, draw) =>
      clips(
        "clipByValue",
        module,
        [1, 2, 3, 6, 9].map((size) => [shorts(draw, size, -4, 4), short(draw, 0.5, 3)]),
      ),
    axes: [component],
  },
  {
    what: {
      en: "clipByValue, huge, tiny and infinite slopes, and NaN",
      zh: "clipByValue：很大、很小、无穷大的斜率，以及 NaN",
    },
    ask: (module) =>
      clips("clipByValue", module, [
        [[1e300, -1e300, 1e-300, -1e-300], 1],
        [[Infinity, -Infinity, 2], 5],
        [[NaN, 3, -3], 1],
        [[2e-9, -2e-9, 3e-10], 1e-9],
        [[4e9, -4e9, 3], 1e9],
      ]),
    axes: [component],
    within: { ...rounding, absolute: 0 },
    holds: ["NaN"],
  },
  ...ofLists("clipByValue"),
);
