import { asked, rounding } from "@downhill/grader/questions";
import type { Place } from "../key/solution.ts";
import type { Module } from "./asking.ts";

type Case = readonly [epsilon: number, v: number];
const places: readonly Place[] = ["inside", "outside"];
const digits = { ...rounding, absolute: 0 };

/** Both directions of each case, under the call that a learner can type. */
const bothWays = ({ convertEpsilon }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.flatMap(([epsilon, v]) =>
      places.map((to) => [`convertEpsilon(${epsilon}, ${v}, "${to}")`, convertEpsilon(epsilon, v, to)]),
    ),
  );

export const conventions = asked<Module>(
  {
    what: { en: "ε both ways, where ε and v are of the same size", zh: "ε 的双向转换，ε 与 v 大小相近" },
    ask: (module) =>
      bothWays(module, [
        [1, 1],
        [3, 4],
        [0.5, 9],
        [0.1, 0.01],
      ]),
    within: digits,
  },
  {
    what: { en: "random ε and v, both ways", zh: "随机抽取的 ε 和 v，双向转换" },
    ask: (module, draw) =>
      bothWays(
        module,
        draw.list(6, () => [
          Number((10 ** draw.uniform(-2, 1)).toPrecision(4)),
          Number((10 ** draw.uniform(-3, 2)).toPrecision(4)),
        ]),
      ),
    within: digits,
  },
  {
    what: { en: "ε where v is 0", zh: "v 为 0 时的 ε" },
    ask: (module) =>
      bothWays(module, [
        [1e-8, 0],
        [0.25, 0],
        [4, 0],
      ]),
    within: digits,
  },
  {
    what: { en: "all digits of ε where v is much larger", zh: "v 大得多时，ε 的每一位数字" },
    ask: (module, draw) =>
      bothWays(module, [
        [1e-8, 1],
        [1e-8, 1e-4],
        [1e-10, 9],
        [1e-20, 4],
        [Number((10 ** draw.uniform(-9, -7)).toPrecision(4)), Number(draw.uniform(1, 9).toPrecision(4))],
      ]),
    within: digits,
  },
  {
    what: { en: "ε where v is much smaller", zh: "v 小得多时的 ε" },
    ask: (module) =>
      bothWays(module, [
        [1e-8, 1e-20],
        [1e-7, 1e-16],
        [50, 1e-6],
      ]),
    within: digits,
  },
  {
    what: { en: "ε and v of any size", zh: "大小悬殊的 ε 和 v" },
    ask: (module) =>
      bothWays(module, [
        [1e100, 1e-100],
        [1e-100, 1e100],
        [1e-8, 1e300],
        [1e-30, 1e-40],
      ]),
    within: digits,
  },
  {
    what: { en: "there and back again", zh: "转换过去，再转换回来" },
    ask({ convertEpsilon }, draw) {
      return Object.fromEntries(
        places.flatMap((to, i) =>
          draw.list(3, () => {
            const [epsilon, v] = [
              10 ** draw.integer(-9, 0),
              Number((10 ** draw.uniform(-8, 2)).toPrecision(4)),
            ];
            const other = places[1 - i]!;
            const key = `convertEpsilon(convertEpsilon(${epsilon}, ${v}, "${to}"), ${v}, "${other}")`;
            return [key, convertEpsilon(convertEpsilon(epsilon, v, to), v, other)];
          }),
        ),
      );
    },
    within: digits,
  },
);
