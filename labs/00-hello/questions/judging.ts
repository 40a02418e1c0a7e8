import type { Text } from "@downhill/grader/questions";
import type { ShortRun } from "./short-run.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What is wrong with the losses of 40 steps; guessing gives 2.30. */
export function aboutLosses({ losses, spread, moved }: ShortRun): Text | undefined {
  const [before, after] = [losses[0] ?? NaN, mean(losses.slice(-10))];
  const [from, to] = [before.toFixed(2), after.toFixed(2)];
  const smaller = {
    en: "The steps are too long, so make the learning rate smaller.",
    zh: "步子太大了，请调小学习率。",
  };
  if (Number.isNaN(after)) {
    const at = losses.length - 1;
    return {
      en: `at step ${at} the loss is no longer a number. ${smaller.en}`,
      zh: `到第 ${at} 步，它已经不是数了。${smaller.zh}`,
    };
  }
  if (after < 2) return undefined;
  if (after >= 1.5 * before)
    return {
      en: `it rose from ${from} to ${to}. ${smaller.en}`,
      zh: `从 ${from} 升到了 ${to}。${smaller.zh}`,
    };
  const fell = {
    en: `the mean of the last ten steps is ${to}; guessing gives 2.30, and below 2.00 the network is learning.`,
    zh: `最后十步的平均是 ${to}，而瞎猜的损失是 2.30；低于 2.00 才说明网络在学习。`,
  };
  if (spread.length === 0) {
    return {
      en: `${fell.en} No parameter is a weight matrix, so nothing combines the pixels: begin the network with a dense layer.`,
      zh: `${fell.zh}参数里没有权重矩阵，像素就无从组合：网络请以 dense 层开头。`,
    };
  }
  const [peak, far] = [Math.max(...losses), Math.max(...moved)];
  if (peak > 1.5 * before) {
    return {
      en: `${fell.en} On the way it rose from ${from} to ${peak.toFixed(2)}. ${smaller.en}`,
      zh: `${fell.zh}中途还从 ${from} 升到过 ${peak.toFixed(2)}。${smaller.zh}`,
    };
  }
  if (spread.every((each) => each === 0) || (far === 0 && spread.includes(0))) {
    return {
      en: `${fell.en} Before training, all entries of a weight matrix were equal; initialise the weights at random, with heNormal or xavierUniform.`,
      zh: `${fell.zh}训练开始前，有一个权重矩阵里的数全都相同；请用 heNormal 或 xavierUniform 随机生成权重。`,
    };
  }
  return far < 0.01
    ? {
        en: `${fell.en} No weight changed by more than ${far.toPrecision(1)}: the steps are too short. Try ten times the learning rate.`,
        zh: `${fell.zh}所有权重的变动都不超过 ${far.toPrecision(1)}：步子太小了。请把学习率放大到十倍试试。`,
      }
    : { en: `${fell.en} Try a learning rate near 0.002.`, zh: `${fell.zh}学习率不妨取 0.002 左右。` };
}

/** What is wrong with the tensors held before each step. */
export function aboutHeld({ held }: ShortRun): Text | undefined {
  const steady = held.slice(10);
  const [first, last] = [String(steady[0]), String(steady.at(-1))];
  return steady.every((count) => count === steady[0])
    ? undefined
    : {
        en: `the count goes from ${first} to ${last}; something keeps a tensor at every step.`,
        zh: `从 ${first} 变成了 ${last}；每一步都有张量留了下来。`,
      };
}

/** What is wrong with the form of the scores. */
export function aboutScores({ shape, lowest }: ShortRun): Text | undefined {
  if (shape.length !== 2 || shape[1] !== 10) {
    return {
      en: `the scores of 500 images have shape [${shape.join(", ")}]; there are ten classes, so it must be [500, 10].`,
      zh: `500 张图片得到的分数，形状是 [${shape.join(", ")}]，而类别有十个，应为 [500, 10]。`,
    };
  }
  return lowest < 0
    ? undefined
    : {
        en: "no score is negative. The loss needs scores of either sign, so put nothing after the last layer: no relu, no sigmoid.",
        zh: "没有一个是负的。损失需要的是可正可负的分数，所以最后一层之后什么都不加，relu 和 sigmoid 都不要。",
      };
}

/** What is wrong with the classes that the network names; guessing gets a tenth of them right. */
export function aboutGuesses({ guesses }: ShortRun, { classes }: ShortRun): Text | undefined {
  const right = guesses.filter((guess, i) => guess === classes[i]).length / classes.length;
  const share = (100 * right).toFixed(0);
  return right > 0.5
    ? undefined
    : {
        en: `${share}% are classified correctly; more than 50% must be (guessing gets 10%).`,
        zh: `只认对了 ${share}%，应当超过 50%；瞎猜能对 10%。`,
      };
}
