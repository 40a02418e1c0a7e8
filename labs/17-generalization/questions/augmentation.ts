import { asked, type Draw, fieldsOf, kept, sampled, short, typed } from "@downhill/grader/questions";
import type { Picture, Pictures } from "../key/solution.ts";
import { source } from "../provided/chance.ts";
import { clothes } from "../provided/clothes.ts";
import { called, listed, type Module } from "./asking.ts";

const copied = (picture: Picture): number[][] => picture.map((row) => [...row]);
const axes = [
  { en: "picture", zh: "个样本" },
  { en: "row", zh: "行" },
  { en: "column", zh: "列" },
];
const names = {
  answer: { en: "the answer", zh: "返回值" },
  x: { en: "the pictures", zh: "图片" },
  y: { en: "the labels", zh: "标签" },
  part: { en: "part", zh: "part" },
  "numbers drawn": { en: "random numbers that were drawn", zh: "抽了几个随机数" },
  given: { en: "what was given, afterwards", zh: "事后传入的东西" },
};
const drawnPicture = (draw: Draw, rows: number, columns: number): number[][] =>
  draw.list(rows, () => draw.list(columns, () => short(draw, 0.1, 1)));
const moved = ({ shifted }: Module, cases: readonly (readonly [Picture, number, number])[]) =>
  Object.fromEntries(
    cases.map(([picture, down, right]) => [
      called("shifted", picture, down, right),
      shifted(copied(picture), down, right),
    ]),
  );

/** What is to be seen of an augmentation by known random numbers: the pictures, the labels, and how many were drawn. */
function seen({ augmented }: Module, given: Pictures, by: number, numbers: readonly number[]) {
  const { random, asked: count } = listed(numbers);
  const pictures = { ...given, x: given.x.map(copied), y: [...given.y] };
  const answer = fieldsOf(augmented(pictures, by, random), "part", "x", "y");
  return { answer, "numbers drawn": count(), given: pictures };
}
const small: Picture = [
  [1, 2, 3],
  [4, 5, 6],
];
const odd: Picture = [
  [-1, 0, 1e300],
  [1e-300, NaN, -5],
];
const tall: Picture = [[7], [8], [9]];
const drawnPictures = (draw: Draw, part: Pictures["part"], count: number): Pictures => ({
  part,
  x: draw.list(count, () => drawnPicture(draw, 3, 4)),
  y: draw.list(count, () => draw.integer(0, 9)),
});
const unit = (draw: Draw, count: number): number[] => draw.list(count, () => short(draw, 0, 0.999));

const real = clothes("train", 300, 40);
real.catch(() => undefined);

export const augmentation = asked<Module>(
  {
    what: { en: "a picture of 2 × 3 pixels, moved by one", zh: "一张 2 × 3 的图片移动一个像素" },
    ask: (module) =>
      moved(module, [
        [small, 1, 0],
        [small, 0, 1],
        [small, -1, 0],
        [small, 0, -1],
        [small, 1, -1],
        [small, 0, 0],
      ]),
    axes: axes.slice(1),
  },
  {
    what: { en: "random pictures, moved by up to three", zh: "随机图片移动最多三个像素" },
    ask: (module, draw) =>
      moved(
        module,
        [
          [4, 3],
          [3, 5],
          [5, 5],
          [2, 6],
        ].map(([rows = 0, columns = 0]) => [
          drawnPicture(draw, rows, columns),
          draw.integer(-3, 3),
          draw.integer(-3, 3),
        ]),
      ),
    axes: axes.slice(1),
  },
  {
    what: {
      en: "pictures moved to their edge and out of themselves; a single pixel, row and column",
      zh: "移到边缘、移出画面；一个像素、一行、一列",
    },
    ask: (module) =>
      moved(module, [
        [small, 0, 2],
        [small, 0, 3],
        [small, 0, -4],
        [small, 2, 0],
        [small, -9, 9],
        [[[5]], 0, 0],
        [[[5]], 1, 0],
        [[[1, 2, 3, 4]], 0, 1],
        [[[1, 2, 3, 4]], 1, 0],
        [tall, -1, 0],
        [tall, 0, 1],
      ]),
    axes: axes.slice(1),
  },
  {
    what: { en: "pixels below 0, huge ones and NaN", zh: "小于 0、极大和 NaN 的像素" },
    ask: (module) =>
      moved(module, [
        [odd, 0, -1],
        [odd, 1, 1],
      ]),
    axes: axes.slice(1),
    holds: ["NaN"],
  },
  {
    what: { en: "training pictures moved by known random numbers", zh: "用已知的随机数移动训练图片" },
    ask: (module) => ({
      one: seen(module, { part: "train", x: [small, small], y: [3, 8] }, 1, [0, 0.5, 0.9, 0.2]),
      two: seen(module, { part: "train", x: [small, tall], y: [0, 1] }, 2, [0.1, 0.7, 0.999, 0]),
      none: seen(module, { part: "train", x: [small], y: [5] }, 0, [0.3, 0.8]),
    }),
    axes,
    names: {
      ...names,
      one: { en: "by 1, random numbers 0, 0.5, 0.9, 0.2", zh: "by 为 1，随机数 0、0.5、0.9、0.2" },
      two: { en: "by 2, random numbers 0.1, 0.7, 0.999, 0", zh: "by 为 2，随机数 0.1、0.7、0.999、0" },
      none: { en: "by 0", zh: "by 为 0" },
    },
  },
  {
    what: { en: "random training pictures", zh: "随机的训练图片" },
    ask: (module, draw) =>
      [1, 2, 3].map((by) => seen(module, drawnPictures(draw, "train", 4 - (by % 2)), by, unit(draw, 8))),
    axes: [{ en: "call", zh: "次调用" }, ...axes],
    names,
  },
  {
    what: { en: "validation and test pictures", zh: "验证图片和测试图片" },
    ask: (module, draw) =>
      Object.fromEntries(
        (["validation", "test", "train"] as const).map((part) => [
          part,
          seen(module, drawnPictures(draw, part, 2), 2, unit(draw, 6)),
        ]),
      ),
    axes,
    names: {
      ...names,
      train: { en: "training pictures", zh: "训练图片" },
      validation: { en: "validation pictures", zh: "验证图片" },
      test: { en: "test pictures", zh: "测试图片" },
    },
  },
  {
    what: { en: "no pictures", zh: "没有图片" },
    ask: (module) => seen(module, { part: "train", x: [], y: [] }, 1, [0.5]),
    names,
    holds: ["empty"],
  },
  {
    what: {
      en: "how often each move by up to two comes in 3,000 pictures of one pixel among zeros",
      zh: "3,000 张只有一个亮点的图片里，各种移动（最多两个像素）各有多少次",
    },
    ask({ augmented }, draw) {
      const dot = Array.from({ length: 5 }, (_, r) =>
        Array.from({ length: 5 }, (_, c) => Number(r === 2 && c === 2)),
      );
      const x = Array.from({ length: 3000 }, () => dot);
      const made = augmented({ part: "train", x, y: x.map(() => 1) }, 2, source(draw.integer(0, 1e6)));
      return dot.map((row, r) => row.map((_, c) => made.x.filter((picture) => picture[r]?.[c] === 1).length));
    },
    axes: axes.slice(1),
    costly: true,
  },
  {
    what: {
      en: "answers once what was given was overwritten, and labels once those of the answer were",
      zh: "改写传入的东西之后的返回值，以及改写返回的标签之后的原标签",
    },
    ask({ shifted, augmented }) {
      const [picture, other, y] = [copied(small), copied(small), [1, 2]];
      const still = shifted(picture, 0, 0);
      const made = augmented({ part: "train", x: [picture, other], y }, 1, listed([0.5, 0.5, 0, 0.9]).random);
      for (const row of [...picture, ...other]) row.fill(99);
      const labels = [...y];
      y.fill(99);
      const answer = fieldsOf(made, "x", "y");
      return { still, answer, labels };
    },
    axes,
    names: {
      ...names,
      still: { en: "a picture that is not moved", zh: "没有移动的图片" },
      labels: { en: "the labels given", zh: "传入的标签" },
    },
  },
  {
    what: {
      en: "two sets in turns, each answer looked at again at the end",
      zh: "轮流两组图片，最后再看一遍各次的返回值",
    },
    ask({ augmented, shifted }, draw) {
      const [one, other, random] = [
        drawnPictures(draw, "train", 2),
        drawnPictures(draw, "train", 3),
        source(draw.integer(0, 1e6)),
      ];
      const turns = [one, other, one].map((each) => kept(fieldsOf(augmented(each, 1, random), "x", "y")));
      return {
        turns,
        picture: kept(shifted(copied(small), 1, 0)),
        other: kept(shifted(copied(small), 0, 1)),
      };
    },
    axes: [{ en: "call", zh: "次调用" }, ...axes],
    names: { ...names, turns: { en: "in turns", zh: "轮流" } },
  },
  {
    what: { en: "40 real pictures, three times", zh: "40 张真实图片，三遍" },
    async ask({ augmented }, draw) {
      const { part, x: given, y } = await real;
      const [pictures, random] = [{ part, x: given.map(copied), y: [...y] }, source(draw.integer(0, 1e6))];
      const epochs = [1, 2, 3].map((by) => augmented(pictures, by, random));
      return epochs.map((each) => ({
        x: sampled(
          each.x.flatMap((picture) => picture.flatMap((row) => [...row])),
          700,
        ),
        y: typed(each.y),
      }));
    },
    names,
    costly: true,
  },
);
