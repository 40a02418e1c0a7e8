import { asked, coordinateAxis, type Draw, question, shorts, stepAxis } from "@downhill/grader/questions";
import type { Gradient, Settings, Vector } from "../key/solution.ts";
import { source } from "../provided/source.ts";
import { chapters, copied, drawnData, freshWages, type Module, seedOf } from "./asking.ts";
import { orders } from "./orders.ts";
import { epochsOf, named, names, numbered, runs, scripted, usual, watched } from "./watching.ts";

/** The mean squared error's gradient, provided by the question: this tests the training around it. */
const slopes: Gradient = ({ x, y }, theta) => {
  const errors = Array.from(x, (row, i) => row.reduce((sum, value, j) => sum + value * theta[j]!, 0) - y[i]!);
  return Array.from(theta, (_, j) =>
    errors.reduce((sum, error, i) => sum + (2 * error * x[i]![j]!) / errors.length, 0),
  );
};

/** What each of the watched runs shows, by the rows of its steps. */
const inEachRun =
  (see: (steps: readonly Vector[], perEpoch: number) => unknown) =>
  (module: Module, draw: Draw): unknown =>
    Object.fromEntries(
      runs.map((run) => {
        const [rows, batchSize, epochs] = run;
        const seen = watched(module, rows, usual({ seed: seedOf(draw), batchSize, epochs }));
        return [named(run), see(seen.rows, Math.ceil(rows / batchSize))];
      }),
    );

export const train = [
  ...asked<Module>(
    {
      what: {
        en: "theta after epochs whose batches hold all rows: gradient descent",
        zh: "批次包含全部行时，若干轮之后的 theta：即梯度下降",
      },
      ask({ sgd }, draw) {
        const cases = [
          [chapters.printed(), [0, 0], 0.01, 1000],
          [chapters.printed(), [1, 0], 0.01, 100],
          [chapters.repaired(), [0, 0], 0.1, 1],
          [drawnData(draw, 6, 3), shorts(draw, 3, -2, 2), 0.05, 5],
          [drawnData(draw, 1, 1), shorts(draw, 1, -2, 2), 0.02, 3],
        ] as const;
        return cases.map(([data, theta, rate, epochs]) =>
          sgd(
            slopes,
            data,
            [...theta],
            usual({ seed: 1, batchSize: data.y.length, epochs, learningRate: () => rate }),
          ),
        );
      },
      axes: [{ en: "run", zh: "次" }, coordinateAxis],
    },
    {
      what: { en: "how many rows each step is given", zh: "每一步分到的行数" },
      ask: inEachRun((steps) => steps.map((rows) => rows.length)),
      names,
      axes: [stepAxis],
    },
    {
      what: { en: "the rows of each epoch, sorted", zh: "每一轮用到的行，排好序之后" },
      ask: inEachRun((steps, perEpoch) =>
        epochsOf(steps, perEpoch).map((epoch) => epoch.toSorted((a, b) => a - b)),
      ),
      names,
      axes: [
        { en: "epoch", zh: "轮" },
        { en: "row", zh: "行" },
      ],
    },
    {
      what: {
        en: "theta where the slopes and the rate differ at every step",
        zh: "每步的斜率和学习率都不同时的 theta",
      },
      ask: ({ sgd }, draw) =>
        Object.fromEntries(
          [1, 2, 3].map((size) => {
            const { gradient, places: stood } = scripted(draw.list(12, () => shorts(draw, size, -3, 3)));
            const settings = usual({ seed: 1, epochs: 4, learningRate: (step) => 0.5 / (1 + step) });
            const theta = sgd(gradient, numbered(5), shorts(draw, size, -2, 2), settings);
            return [`theta with ${size}`, { "at each step": stood, "at the end": theta }];
          }),
        ),
      names: {
        "theta with 1": { en: "one parameter", zh: "一个参数" },
        "theta with 2": { en: "two parameters", zh: "两个参数" },
        "theta with 3": { en: "three parameters", zh: "三个参数" },
        "at each step": { en: "at each step", zh: "各步" },
        "at the end": { en: "at the end", zh: "最后" },
      },
      axes: [stepAxis, coordinateAxis],
    },
    {
      what: { en: "the steps that learningRate is asked about", zh: "learningRate 被问到的步数" },
      ask({ sgd }) {
        const asked: number[] = [];
        const learningRate = (step: number): number => {
          if (asked.at(-1) !== step) asked.push(step);
          return 0.1;
        };
        sgd(scripted([[1]]).gradient, numbered(5), [0], usual({ seed: 1, epochs: 3, learningRate }));
        return asked;
      },
      axes: [{ en: "call", zh: "次" }],
    },
    {
      what: {
        en: "theta after no epoch, with a rate of 0, without parameters, and with slopes of any size",
        zh: "零轮之后、学习率为 0、没有参数、斜率大小悬殊时的 theta",
      },
      ask({ sgd }) {
        const walk = (
          rows: number,
          theta: Vector,
          changed: Partial<Settings>,
          all: readonly Vector[],
        ): Vector => sgd(scripted(all).gradient, numbered(rows), theta, usual({ seed: 1, ...changed }));
        return {
          none: walk(4, [3, -1], { epochs: 0 }, [[1, 1]]),
          still: walk(4, [3, -1], { epochs: 2, learningRate: () => 0 }, [[5, 7]]),
          level: walk(6, [3], { learningRate: (step) => 0.5 / (1 + step) }, [[0], [1], [0]]),
          warm: walk(6, [3], { epochs: 2, learningRate: (step) => (step % 3) / 4 }, [[1], [2], [5]]),
          bare: walk(4, [], { epochs: 2 }, [[]]),
          large: walk(4, [1e9, 1e-9], { learningRate: () => 1e6 }, [
            [1e12, 1e-12],
            [1e-3, 5],
          ]),
          broken: walk(6, [1, 2, 3], {}, [
            [1, 2, 3],
            [NaN, Infinity, -Infinity],
            [1, 2, 3],
          ]),
        };
      },
      names: {
        none: { en: "no epoch", zh: "零轮" },
        still: { en: "a rate of 0", zh: "学习率为 0" },
        level: { en: "slopes of 0 in some steps", zh: "有几步斜率为 0" },
        warm: { en: "rates of 0 in some steps", zh: "有几步学习率为 0" },
        bare: { en: "no parameters", zh: "没有参数" },
        large: { en: "large and tiny slopes", zh: "很大和很小的斜率" },
        broken: { en: "slopes of NaN and ∞", zh: "斜率为 NaN 和 ∞" },
      },
      axes: [coordinateAxis],
      holds: ["empty", "NaN", "infinity"],
    },
    {
      what: { en: "labels that are not next to their own features", zh: "与特征不配对的标签" },
      ask: (module, draw) => {
        const { strays, theta } = watched(module, 40, usual({ seed: seedOf(draw), batchSize: 8, epochs: 3 }));
        return { "how many": strays.length, theta };
      },
      names: { "how many": { en: "how many", zh: "个数" } },
      axes: [coordinateAxis],
    },
  ),
  ...orders,
  ...asked<Module>(
    {
      what: {
        en: "theta, the table and the slopes after sgd, and the answer once all were overwritten",
        zh: "调用 sgd 之后的 theta、数据表和斜率，以及把它们都改掉之后的返回值",
      },
      ask: ({ sgd }) =>
        Object.fromEntries(
          [0, 1, 2].map((epochs) => {
            const [data, theta, given] = [chapters.repaired(), [1, -1], [1, 2]];
            const settings = { batchSize: 2, epochs, learningRate: () => 0.5, random: source(1) };
            const answer = sgd(() => given, data, theta, settings);
            const { batchSize, epochs: left } = settings;
            const seen = {
              "theta afterwards": [...theta],
              "data afterwards": copied(data),
              "slopes afterwards": [...given],
              "settings afterwards": { batchSize, epochs: left },
            };
            for (const list of [theta, given, data.y, ...data.x]) list.fill(99);
            return [`epochs: ${epochs}`, { ...seen, answer }];
          }),
        ),
      names: {
        "slopes afterwards": { en: "the slopes afterwards", zh: "之后的斜率列表" },
        "settings afterwards": { en: "the settings afterwards", zh: "之后的设置" },
      },
    },
    {
      what: {
        en: "gradient descent on the wages, 30 epochs of one batch",
        zh: "工资数据上的梯度下降，30 轮，每轮一批",
      },
      ask: async ({ sgd }) => {
        const settings = usual({ seed: 1, batchSize: 534, epochs: 30, learningRate: () => 0.4 });
        return sgd(slopes, await freshWages(), [0, 0, 0, 0, 0, 0, 0], settings);
      },
      axes: [coordinateAxis],
    },
  ),
  question<Module, { readonly theta: Vector }>({
    what: {
      en: "the wages after 20 epochs in batches of 8, with a rate that falls",
      zh: "工资数据，每批 8 行，学习率逐步降低，20 轮之后",
    },
    async ask({ sgd }, draw) {
      const learningRate = (step: number): number => 0.02 / (1 + step / 134);
      const settings = usual({ seed: seedOf(draw), batchSize: 8, epochs: 20, learningRate });
      return { theta: sgd(slopes, await freshWages(), [0, 0, 0, 0, 0, 0, 0], settings) };
    },
    judge({ theta }, right) {
      const far = Math.hypot(...right.theta.map((each, j) => each - (theta[j] ?? NaN)));
      return far <= 0.15
        ? undefined
        : {
            en: `theta is [${theta.map((each) => each.toFixed(2)).join(", ")}]; it should be near [${right.theta.map((each) => each.toFixed(2)).join(", ")}], whatever the orders.`,
            zh: `theta 是 [${theta.map((each) => each.toFixed(2)).join(", ")}]，不论顺序如何，都应接近 [${right.theta.map((each) => each.toFixed(2)).join(", ")}]。`,
          };
    },
  }),
  ...asked<Module>({
    what: { en: "one epoch of 150,000 rows in 60 steps", zh: "150,000 行的一轮，分 60 步" },
    ask(module, draw) {
      const { rows, strays, theta } = watched(
        module,
        150_000,
        usual({ seed: seedOf(draw), batchSize: 2_500 }),
      );
      return { steps: rows.length, rows: new Set(rows.flat()).size, strays: strays.length, theta };
    },
    names: {
      steps: { en: "steps", zh: "步数" },
      rows: { en: "how many different rows", zh: "不同的行数" },
      strays: { en: "labels that are not next to their features", zh: "不配对的标签" },
    },
    axes: [coordinateAxis],
    costly: true,
  }),
];
