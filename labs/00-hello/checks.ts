import type { Probe, Text } from "@downhill/grader/lab";
import type { HelloModule, Settings } from "./hello-module.ts";
import { glimpse } from "./training.ts";

const whole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

const sound: Readonly<Record<keyof Settings, (value: unknown) => boolean>> = {
  learningRate: (value) => typeof value === "number" && value > 0 && value < Infinity,
  hidden: (value) => whole(value, 1, 1024),
  batchSize: (value) => whole(value, 1, 1024),
  epochs: (value) => whole(value, 1, 100),
  seed: (value) => whole(value, 0, Number.MAX_SAFE_INTEGER),
};

const wanted: Readonly<Record<keyof Settings, Text>> = {
  learningRate: { en: "a number above 0, such as 0.002", zh: "大于 0 的数，例如 0.002" },
  hidden: { en: "a whole number from 1 to 1024", zh: "1 到 1024 之间的整数" },
  batchSize: { en: "a whole number from 1 to 1024", zh: "1 到 1024 之间的整数" },
  epochs: { en: "a whole number from 1 to 100", zh: "1 到 100 之间的整数" },
  seed: { en: "a whole number from 0 on", zh: "不小于 0 的整数" },
};

export function checkSettings({ settings }: HelloModule, probe: Probe): void {
  for (const name of Object.keys(sound) as (keyof Settings)[]) {
    const { en, zh } = wanted[name];
    const value: unknown = settings[name];
    probe.holds({ en: `settings.${name}`, zh: `settings.${name}` }, sound[name](value), {
      en: `it is ${String(value)}; give ${en}.`,
      zh: `现在是 ${String(value)}，应为${zh}。`,
    });
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export async function checkLearns(module: HelloModule, probe: Probe): Promise<void> {
  const { losses, held, uniform } = await glimpse(module);
  const [before, after] = [losses[0] ?? NaN, mean(losses.slice(-10))];
  const [from, to] = [before.toFixed(2), after.toFixed(2)];
  probe.holds(
    { en: "the loss after 40 steps, against the loss at the start", zh: "训练 40 步后的损失与起初相比" },
    after < 1.5 * before,
    {
      en: `it rose from ${from} to ${to}; the steps are too long, so make the learning rate smaller.`,
      zh: `从 ${from} 升到了 ${to}；步子太大了，请调小学习率。`,
    },
  );
  probe.holds({ en: "the weights before training", zh: "训练前的权重" }, !uniform, {
    en: "a matrix holds one number only; draw the weights at random, with heNormal or xavierUniform.",
    zh: "有一个矩阵里的数全都相同；请用 heNormal 或 xavierUniform 随机生成权重。",
  });
  probe.holds({ en: "the mean loss of steps 31 to 40", zh: "第 31 到 40 步的平均损失" }, after < 2, {
    en: `it is ${to}, and guessing gives 2.30; below 2.00 the network is learning. Try a learning rate near 0.002.`,
    zh: `现在是 ${to}，而瞎猜是 2.30；低于 2.00 才说明网络在学习。学习率不妨取 0.002 左右。`,
  });
  const steady = held.slice(10);
  probe.holds(
    { en: "tensors held from step 10 on", zh: "从第 10 步起持有的张量个数" },
    steady.every((count) => count === steady[0]),
    {
      en: `they go from ${String(steady[0])} to ${String(steady.at(-1))}; something keeps a tensor at every step.`,
      zh: `从 ${String(steady[0])} 变成了 ${String(steady.at(-1))}；有什么东西每一步都留下了张量。`,
    },
  );
}

export async function checkRecognises(module: HelloModule, probe: Probe): Promise<void> {
  const { accuracy } = await glimpse(module);
  const share = `${(100 * accuracy).toFixed(0)} %`;
  probe.holds(
    { en: "accuracy on 500 unseen images after 40 steps", zh: "训练 40 步后在 500 张没见过的图片上的准确率" },
    accuracy > 0.5,
    {
      en: `${share} are named rightly, and more than 50 % are to be; guessing names 10 %.`,
      zh: `只认对了 ${share}，应当超过 50 %；瞎猜能对 10 %。`,
    },
  );
}
