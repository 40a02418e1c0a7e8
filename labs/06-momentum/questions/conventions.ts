import {
  asked,
  coordinateAxis,
  type Draw,
  fieldsOf,
  kept,
  rounding,
  sampled,
  shorts,
  stepAxis,
  typed,
} from "@downhill/grader/questions";
import type { Convention, Run, Vector } from "../key/solution.ts";
import { drawnBowl, drawnSettings, type Gradient, type Module } from "./asking.ts";

const names: readonly Convention[] = ["sum", "step", "mean"];
const pairs = names.flatMap((from) => names.map((to) => [from, to] as const));
const parts = (answer: unknown): unknown => fieldsOf(answer, "learningRate", "momentum", "v");
const copied = ({ learningRate, momentum, v }: Run): Run => ({ learningRate, momentum, v: Array.from(v) });

/** A run in each of the nine directions, each under the call that a learner could type. */
const everyWay = ({ convert }: Module, ...runs: readonly Run[]): unknown =>
  Object.fromEntries(
    runs.flatMap((run) =>
      pairs.map(([from, to]) => [
        `convert(${typed(run)}, "${from}", "${to}")`,
        parts(convert(copied(run), from, to)),
      ]),
    ),
  );

/** Runs whose velocity some conversions leave as it is: a list that could be handed back. */
const still: readonly Run[] = [0.75, 0].flatMap((momentum) =>
  [0.5, 1].flatMap((learningRate) =>
    [
      [1, 2],
      [0, 0],
    ].map((v) => ({ learningRate, momentum, v })),
  ),
);

const drawnRun = (draw: Draw, size: number): Run => ({
  ...drawnSettings(draw),
  v: shorts(draw, size, -3, 3),
});

/** Some steps as a library of this convention takes them. */
function steps(convention: Convention, run: Run, gradient: Gradient, start: Vector, count: number) {
  const { learningRate: rate, momentum: beta } = run;
  const [gain, stride] = { sum: [1, -rate], step: [-rate, 1], mean: [1 - beta, -rate] }[convention] as [
    number,
    number,
  ];
  let [x, v] = [start, Array.from(run.v)];
  const path = Array.from({ length: count }, () => {
    const slopes = gradient(x);
    v = v.map((each, i) => beta * each + gain * slopes[i]!);
    return (x = x.map((each, i) => each + stride * v[i]!));
  });
  return { path, x, run: { ...run, v } };
}

/** A run as another library finds it after `convert`, or nothing that it could continue with. */
const isRun = (answer: unknown): answer is Run =>
  typeof answer === "object" && answer !== null && "v" in answer && Symbol.iterator in Object(answer.v);

export const conventions = asked<Module>(
  {
    what: { en: "runs in all nine directions", zh: "各种训练，九种转换方向" },
    ask: (module) =>
      everyWay(
        module,
        { learningRate: 0.5, momentum: 0.75, v: [2, -4] },
        { learningRate: 0.1, momentum: 0, v: [3, -1] },
        { learningRate: 0.1, momentum: 0.999, v: [3, -1] },
        { learningRate: 0.1, momentum: 0.9, v: [0, 0] },
      ),
    axes: [coordinateAxis],
  },
  {
    what: { en: "random runs in all nine directions", zh: "随机抽取的训练，九种转换方向" },
    ask: (module, draw) => everyWay(module, drawnRun(draw, 1), drawnRun(draw, 3)),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "the path of a training that moves to another library after four steps",
      zh: "训练走了四步之后换一个库，接下去的路径",
    },
    ask({ convert }, draw) {
      const [{ gradient }, start] = [drawnBowl(draw, 2), shorts(draw, 2, -5, 5)];
      const settings = { ...drawnSettings(draw), v: [0, 0] };
      return Object.fromEntries(
        pairs.map(([from, to]) => {
          const { x, run } = steps(from, settings, gradient, start, 4);
          const moved: unknown = convert(copied(run), from, to);
          return [`"${from}" → "${to}"`, isRun(moved) ? steps(to, moved, gradient, x, 4).path : moved];
        }),
      );
    },
    axes: [stepAxis, coordinateAxis],
  },
  {
    what: { en: "around through all three and back", zh: "三种约定依次转换一圈，回到原处" },
    ask({ convert }, draw) {
      const run = drawnRun(draw, 2);
      const around = (...way: readonly Convention[]): unknown =>
        way.slice(1).reduce<unknown>((at, to, i) => (isRun(at) ? convert(copied(at), way[i]!, to) : at), run);
      return {
        [`sum, step, mean, sum: ${typed(run)}`]: parts(around("sum", "step", "mean", "sum")),
        [`sum, mean, step, sum: ${typed(run)}`]: parts(around("sum", "mean", "step", "sum")),
      };
    },
    axes: [coordinateAxis],
  },
  {
    what: { en: "a run with no coordinates", zh: "一个坐标也没有的训练" },
    ask: (module) => everyWay(module, { learningRate: 0.1, momentum: 0.9, v: [] }),
    holds: ["empty"],
  },
  {
    what: { en: "rates and velocities of any size", zh: "大小悬殊的学习率和速度" },
    ask: (module) =>
      everyWay(
        module,
        { learningRate: 1e-9, momentum: 0.5, v: [1e9, -1e-9] },
        { learningRate: 300, momentum: 0.9, v: [1e-100, 1e100] },
        { learningRate: 0.1, momentum: 0.9, v: [NaN, 3] },
      ),
    axes: [coordinateAxis],
    within: { ...rounding, absolute: 0 },
    holds: ["NaN"],
  },
  {
    what: { en: "a velocity in 150,000 coordinates", zh: "速度有 150,000 个坐标" },
    ask({ convert }, draw) {
      const at = draw.uniform(1, 2);
      const v = Array.from({ length: 150_000 }, (_, i) => at + (i % 7));
      const answer: unknown = convert({ learningRate: 0.1, momentum: 0.9, v }, "sum", "step");
      return sampled((answer as Partial<Run> | undefined)?.v, 15_000);
    },
    costly: true,
  },
  {
    what: {
      en: "the run afterwards, and the answer once its velocity was overwritten",
      zh: "调用之后的 run，以及把其中的速度改掉之后的返回值",
    },
    ask({ convert }) {
      return Object.fromEntries(
        pairs.flatMap(([from, to]) =>
          still.map((given) => {
            const run = copied(given);
            const answer = parts(convert(run, from, to));
            const seen = { "run afterwards": copied(run), answer };
            run.v.fill(99);
            return [`convert(${typed(given)}, "${from}", "${to}")`, seen];
          }),
        ),
      );
    },
    names: {
      answer: {
        en: "the answer, once the caller has filled run.v with 99",
        zh: "调用者把 run.v 填成 99 之后的返回值",
      },
    },
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "three conversions, the last one as the first, each checked again at the end",
      zh: "转换三次，最后一次与第一次相同，每次的返回值到最后再看一遍",
    },
    ask({ convert }, draw) {
      const [one, other] = [drawnRun(draw, 2), drawnRun(draw, 2)];
      return Object.fromEntries(
        [one, other, one].map((run, i) => [
          `${i + 1}. convert(${typed(run)}, "sum", "mean")`,
          kept(parts(convert(copied(run), "sum", "mean"))),
        ]),
      );
    },
    axes: [coordinateAxis],
  },
);
