import { type Draw, fieldsOf, outcome, short } from "@downhill/grader/questions";
import type * as Solution from "../key/solution.ts";
import type { Configuration, Ranges, Start } from "../key/solution.ts";

export type Module = typeof Solution;

/** Where a training is: what it was begun with, and how many images it has seen. */
export interface Place {
  readonly configuration: Configuration;
  readonly seed: number;
  readonly images: number;
  /** How many trainings were begun before it. */
  readonly number: number;
}
type LossAt = (place: Place) => number;

/** Trainings that are watched, with the losses of a formula; of five at the same time, the first to begin ends last. */
export interface Watched {
  readonly start: Start;
  /** What was asked of each training, in the order in which they were begun. */
  readonly seen: () => readonly unknown[];
}
export function watched(validation: LossAt, test: LossAt = (place) => 50 - validation(place)): Watched {
  const begun: { configuration: Configuration; seed: number; trained: number[]; tests: number }[] = [];
  return {
    start(configuration, seed) {
      const number = begun.length;
      const own = { configuration: { ...configuration }, seed, trained: [] as number[], tests: 0 };
      begun.push(own);
      const place = (): Place => {
        const images = own.trained.reduce((sum, each) => sum + each, 0);
        return { configuration: own.configuration, seed, images, number };
      };
      const turns = async (): Promise<void> => {
        for (let turn = number % 5; turn < 5; turn++) await Promise.resolve();
      };
      return {
        train: async (images) => {
          own.trained.push(images);
          const loss = validation(place());
          await turns();
          return loss;
        },
        test: async () => {
          own.tests++;
          const loss = test(place());
          await turns();
          return loss;
        },
      };
    },
    seen: () => begun.map(({ trained, ...own }) => ({ ...own, trained: [...trained] })),
  };
}

/** A fixed number from −1 to 1 for a seed: the luck of its random start. */
const luck = (seed: number): number => Math.sin(seed % 9973);

/** Falls with the images that are seen, to a floor that depends on the rate, for each seed a little otherwise. */
export const falling: LossAt = ({ configuration: { rate }, seed, images }) =>
  0.3 * (Math.log10(Number(rate)) + 2) ** 2 + 2 / (1 + images / 40) + 0.2 * luck(seed);

/** The values of some losses, by the number of the training and how often it was asked. */
export const table = (losses: readonly (readonly number[])[]): LossAt => {
  const asked: number[] = [];
  return ({ number }) => losses[number]?.[(asked[number] = (asked[number] ?? -1) + 1)] ?? 99;
};

/** Ranges as a search of this course has them, with other ends each time. */
export const drawnRanges = (draw: Draw): Ranges => ({
  rate: { kind: "log-uniform", low: short(draw, 0.001, 0.01), high: short(draw, 0.1, 2) },
  width: { kind: "whole", low: draw.integer(2, 9), high: draw.integer(20, 60) },
  rule: { kind: "choice", values: ["momentum", "Adam", "RMSprop"] },
});
export const usualRanges = (): Ranges => ({
  rate: { kind: "log-uniform", low: 1e-4, high: 1 },
  momentum: { kind: "uniform", low: 0.5, high: 1 },
});

/** What became of trials, read when they have come; an answer that is no list is shown as it is. */
export const trialsIn = (answer: unknown): unknown =>
  Array.isArray(answer)
    ? answer.map((trial: unknown) => fieldsOf(trial, "configuration", "seed", "images", "loss"))
    : answer;

/** The outcome of a call whose answer is a promise. */
export async function settled(call: () => unknown): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return outcome(() => {
      throw error;
    });
  }
}

export const axes = [{ en: "trial", zh: "个试验" }];
export const names = {
  configuration: { en: "configuration", zh: "配置" },
  seed: { en: "seed", zh: "种子" },
  images: { en: "images", zh: "图片数" },
  loss: { en: "loss", zh: "损失" },
  losses: { en: "losses", zh: "损失" },
  trials: { en: "the trials", zh: "试验" },
  trainings: { en: "the trainings that were begun", zh: "开始了的训练" },
  begun: { en: "how many trainings were begun", zh: "开始了几个训练" },
  trained: { en: "the images of each call of train", zh: "每次 train 的图片数" },
  tests: { en: "how often test was called", zh: "调用 test 的次数" },
  settings: { en: "the settings afterwards", zh: "之后的设置" },
  ranges: { en: "the ranges afterwards", zh: "之后的范围" },
  first: { en: "the first", zh: "第一次" },
  other: { en: "another", zh: "另一次" },
  again: { en: "the first one again", zh: "再来一次第一次" },
};
