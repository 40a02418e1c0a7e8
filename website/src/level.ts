import type { Level } from "../plugins/course.ts";
import type { Language } from "./language.ts";

interface Words {
  readonly name: string;
  /** What a reader should bring. */
  readonly asks: string;
}

/** The levels of lessons, from the first, in words. */
export const levels: Readonly<Record<Language, Readonly<Record<Level, Words>>>> = {
  en: {
    introductory: { name: "Introductory", asks: "a derivative and some TypeScript are enough" },
    intermediate: { name: "Intermediate", asks: "you have taken steps along a gradient, as in lab 02" },
    advanced: { name: "Advanced", asks: "demanding; do the labs it builds on first" },
  },
  "zh-Hans": {
    introductory: { name: "入门", asks: "会求导、会一点 TypeScript 就够了" },
    intermediate: { name: "中级", asks: "已经沿着梯度走过步子，例如做过实验 02" },
    advanced: { name: "高级", asks: "内容较难，请先做完它所依据的实验" },
  },
};
