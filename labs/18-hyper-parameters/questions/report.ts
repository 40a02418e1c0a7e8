import { asked, type Draw, fieldsOf, kept, short, typed } from "@downhill/grader/questions";
import type { Trial } from "../key/solution.ts";
import { falling, type Module, names as common, settled, type Watched, watched } from "./trainings.ts";

/** Trials with these rates, numbers of images and losses: "0.5 200 1.4, 0.02 200 0.9". */
const trialsOf = (rows: string): Trial[] =>
  rows.split(", ").flatMap((row, i) => {
    const [rate = NaN, images = NaN, loss = NaN] = row.split(" ").map(Number);
    return row === "" ? [] : [{ configuration: { rate }, seed: 100 + i, images, loss }];
  });

interface Settings {
  readonly images: number;
  readonly seeds: readonly number[];
}
const reportOf = (answer: unknown): unknown =>
  fieldsOf(answer, "configuration", "losses", "mean", "deviation");
const reported = async (
  { report }: Module,
  { start, seen }: Watched,
  trials: readonly Trial[],
  { images, seeds }: Settings,
): Promise<unknown> => ({
  report: reportOf(await report(trials, start, { images, seeds: [...seeds] })),
  trainings: seen(),
});
const choices = async ({ report }: Module, all: readonly string[]): Promise<unknown> => {
  const found: [string, unknown][] = [];
  for (const rows of all) {
    const { start, seen } = watched(falling);
    const answer = await settled(() => report(trialsOf(rows), start, { images: 50, seeds: [1, 2] }));
    const said = trialsOf(rows).map(
      ({ configuration, images, loss }) =>
        `{ rate: ${configuration["rate"]}, images: ${images}, loss: ${loss} }`,
    );
    found.push([
      `report([${said.join(", ")}], …)`,
      { report: fieldsOf(answer, "configuration", "mean"), begun: seen().length },
    ]);
  }
  return Object.fromEntries(found);
};
const drawnTrials = (draw: Draw, length: number): Trial[] =>
  trialsOf(draw.list(length, () => `${short(draw, 0.001, 1)} 400 ${short(draw, 0.5, 2)}`).join(", "));

const names = {
  ...common,
  report: { en: "the report", zh: "报告" },
  mean: { en: "mean", zh: "平均" },
  deviation: { en: "standard deviation", zh: "标准差" },
  begun: { en: "how many trainings were begun", zh: "开始了几个训练" },
};
const axes = [{ en: "seed", zh: "个种子" }];
const usual = () => ({ images: 80, seeds: [11, 12, 13] });

export const reportAsked = asked<Module>(
  {
    what: { en: "a report of three trials", zh: "三个试验的报告" },
    ask: (module) =>
      reported(module, watched(falling), trialsOf("0.5 200 1.4, 0.02 200 0.9, 0.001 200 1.1"), usual()),
    axes,
    names,
  },
  {
    what: { en: "reports of random trials, from two to nine seeds", zh: "随机试验的报告，两个到九个种子" },
    ask: async (module, draw) => {
      const found: unknown[] = [];
      for (const count of [2, 4, 9])
        found.push(
          await reported(module, watched(falling), drawnTrials(draw, count), {
            images: draw.integer(20, 300),
            seeds: draw.list(count, () => draw.integer(0, 1e6)),
          }),
        );
      return found;
    },
    axes: [{ en: "report", zh: "次报告" }],
    names,
  },
  {
    what: {
      en: "which trial is chosen: first, last, of equal losses, the only one",
      zh: "选中哪个试验：第一个、最后一个、损失相同、只有一个",
    },
    ask: (module) =>
      choices(module, [
        "0.3 90 0.5, 0.1 90 0.6, 0.2 90 0.7",
        "0.3 90 0.8, 0.1 90 0.7, 0.2 90 0.6",
        "0.4 90 0.8, 0.1 90 0.6, 0.2 90 0.6",
        "0.7 90 0.8",
        "0.4 90 0, 0.1 90 -1, 0.2 90 2",
      ]),
    names,
  },
  {
    what: { en: "trials that have seen different numbers of images", zh: "见过的图片数不同的试验" },
    ask: (module) =>
      choices(module, [
        "0.3 10 0.1, 0.1 90 0.6, 0.2 90 0.5",
        "0.3 60 0.1, 0.1 90 0.6, 0.2 90 0.5",
        "0.3 90 0.9, 0.1 30 0.6, 0.2 10 0.5",
        "0.3 20 0.4, 0.6 40 0.7, 0.5 40 0.8, 0.4 30 0.1",
      ]),
    names,
  },
  {
    what: { en: "trials whose loss is NaN or infinite", zh: "损失是 NaN 或无穷大的试验" },
    ask: (module) =>
      choices(module, [
        "0.3 90 NaN, 0.1 90 0.6, 0.2 90 0.5",
        "0.3 90 0.7, 0.1 90 NaN, 0.2 90 -Infinity",
        "0.3 90 Infinity, 0.1 90 NaN, 0.2 90 5",
      ]),
    names,
  },
  {
    what: { en: "nothing to choose", zh: "没有可选的试验" },
    ask: (module) => choices(module, ["", "0.3 90 NaN", "0.3 90 NaN, 0.1 90 Infinity, 0.2 10 0.5"]),
    holds: ["error"],
    names,
  },
  {
    what: { en: "test losses that differ by little for their size", zh: "彼此相差很小的测试损失" },
    ask: async (module) => ({
      large: await reported(
        module,
        watched(falling, ({ seed }) => 1000 + seed / 1e5),
        trialsOf("0.1 10 1"),
        { images: 5, seeds: [1, 2, 3, 4, 7] },
      ),
      equal: await reported(
        module,
        watched(falling, () => 0.7),
        trialsOf("0.1 10 1"),
        {
          images: 5,
          seeds: [3, 4, 5],
        },
      ),
    }),
    within: { relative: 1e-6, absolute: 1e-12, why: { en: "means round", zh: "平均值有舍入" } },
    axes,
    names: {
      ...names,
      large: { en: "losses near 1000", zh: "1000 附近的损失" },
      equal: { en: "equal losses", zh: "相同的损失" },
    },
  },
  {
    what: { en: "a training that throws", zh: "训练抛出错误" },
    ask: ({ report }) =>
      settled(() =>
        report(
          trialsOf("0.1 10 1"),
          () => ({
            train: async () => {
              throw new RangeError("no images");
            },
            test: async () => 0,
          }),
          usual(),
        ),
      ),
    holds: ["error"],
  },
  {
    what: {
      en: "reports in turns, the first one looked at again, and trials and settings afterwards",
      zh: "轮流报告，再看一遍第一份，以及之后的试验和设置",
    },
    async ask({ report }) {
      const trials = trialsOf("0.5 20 0.1, 0.5 200 1.4, 0.02 200 0.9, 0.001 200 1.1");
      const settings = { images: 60, seeds: [5, 2, 9] };
      const answer: unknown = await report(trials, watched(falling).start, settings);
      const first = kept(reportOf(answer));
      const rest = { images: 10, seeds: [7, 1, 7] };
      const other = reportOf(await report(trialsOf("0.3 1 2"), watched(falling).start, rest));
      const again = reportOf(await report(trials, watched(falling).start, settings));
      return { first, other, again, trials: trials.map(typed), settings };
    },
    axes,
    names: { ...names, trials: { en: "the trials afterwards", zh: "之后的试验" } },
  },
);
