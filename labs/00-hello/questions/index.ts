import { question, questions, type Text } from "@downhill/grader/questions";
import { tensor, type Tensor, useBackend } from "@downhill/tensor";
import type * as solution from "../key/solution.ts";
import { aboutGuesses, aboutHeld, aboutLosses, aboutScores } from "./judging.ts";
import { type ShortRun, shortRun, wasm } from "./short-run.ts";

type Module = typeof solution;

/** What each setting may be, and how that is worded. */
const wanted: Readonly<
  Record<keyof Module["settings"], { readonly fits: (value: unknown) => boolean; readonly say: Text }>
> = {
  learningRate: {
    fits: (value) => typeof value === "number" && value > 0 && value < Infinity,
    say: { en: "a number above 0, such as 0.002", zh: "大于 0 的数，例如 0.002" },
  },
  hidden: whole(1, 1024),
  batchSize: whole(1, 1024),
  epochs: whole(1, 100),
  seed: {
    fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
    say: { en: "a whole number, at least 0", zh: "不小于 0 的整数" },
  },
};

function whole(least: number, most: number): (typeof wanted)["hidden"] {
  return {
    fits: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
    say: { en: `a whole number from ${least} to ${most}`, zh: `${least} 到 ${most} 之间的整数` },
  };
}

/** A setting as a sentence shows it: a string in quotes, so that "64" is not taken for 64. */
const written = (value: unknown): string =>
  typeof value === "string"
    ? JSON.stringify(value)
    : typeof value === "object" && value !== null
      ? "not a plain number"
      : String(value);

const aboutSettings = (Object.keys(wanted) as (keyof Module["settings"])[]).map((name) =>
  question<Module, { readonly value: unknown }>({
    what: { en: `settings.${name}`, zh: `settings.${name}` },
    ask: ({ settings }) => ({ value: settings[name] }),
    judge: ({ value }) => {
      const { say, ...setting } = wanted[name];
      return setting.fits(value)
        ? undefined
        : {
            en: `it is ${written(value)}; it must be ${say.en}.`,
            zh: `现在是 ${written(value)}，应为${say.zh}。`,
          };
    },
  }),
);

/** A question about the short run. */
const about = (what: Text, judge: (answer: ShortRun, right: ShortRun) => Text | undefined) =>
  question<Module, ShortRun>({ what, ask: (module) => shortRun(module), judge });

/** How far the optimizer goes at three points of a long run, for a gradient of 1: a schedule must last until its end. */
async function reach({
  build,
  settings,
}: Module): Promise<{ readonly learningRate: unknown; readonly updates: readonly number[] }> {
  useBackend(await wasm);
  const { optimizer } = build(1000);
  const updates: number[] = [];
  for (const at of [100, 500, 900]) {
    const params = [tensor([1])];
    const [[update]] = optimizer.update([tensor([1])], optimizer.init(params), params, at) as unknown as [
      [Tensor],
    ];
    updates.push((await update.data())[0]!);
  }
  return { learningRate: settings.learningRate, updates };
}

/** What build returns, before anything is done with it. */
function built({ build }: Module): unknown {
  const made = build(1000) as unknown as Record<string, Record<string, unknown> | undefined>;
  if (made instanceof Promise) return { model: made, optimizer: made };
  const kinds = (of: unknown, names: readonly string[]): unknown =>
    typeof of === "object" && of !== null
      ? Object.fromEntries(names.map((name) => [name, typeof (of as Record<string, unknown>)[name]]))
      : of;
  return {
    model: kinds(made["model"], ["init", "apply"]),
    optimizer: kinds(made["optimizer"], ["init", "update"]),
  };
}

export default questions<Module>({
  settings: aboutSettings,
  learns: [
    { what: { en: "build(1000)", zh: "build(1000)" }, ask: built },
    about({ en: "the loss in 40 steps", zh: "40 步里的损失" }, aboutLosses),
    about({ en: "tensors held from step 10 on", zh: "第 10 步以后持有的张量个数" }, aboutHeld),
    question<Module, { readonly updates: readonly number[] }>({
      what: {
        en: "the optimizer of build(1000) at steps 100, 500 and 900",
        zh: "build(1000) 的优化器在第 100、500、900 步",
      },
      ask: reach,
      judge: ({ updates }) =>
        updates.every((update) => update < 0)
          ? undefined
          : {
              en: `for a gradient of 1 it adds ${updates.join(", ")}; each must be below 0. A schedule is told the number of steps of the whole run: cosine(settings.learningRate, steps).`,
              zh: `梯度为 1 时，更新量是 ${updates.join("、")}，都应当小于 0。学习率调度要知道整个训练的步数：cosine(settings.learningRate, steps)。`,
            },
    }),
  ],
  recognises: [
    about({ en: "the network's scores", zh: "网络给出的分数" }, aboutScores),
    about({ en: "500 unseen images after 40 steps", zh: "训练 40 步后 500 张没见过的图片" }, aboutGuesses),
  ],
});
