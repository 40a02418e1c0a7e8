import type { Language } from "../../language.ts";

interface Texts {
  readonly title: string;
  readonly picture: string;
  readonly slopes: readonly [string, string];
  readonly limit: string;
  readonly reset: string;
  readonly method: string;
  readonly gradient: string;
  readonly byValue: string;
  readonly byNorm: string;
  readonly result: string;
  readonly length: string;
  readonly turned: string;
  readonly summary: (value: string, norm: string) => string;
  readonly caption: string;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    title: "Clipping by value and by norm",
    picture:
      "A gradient as an arrow; clipped by value it ends in the square, by norm in the circle. Drag its tip, or use the sliders.",
    slopes: ["First slope, g₁", "Second slope, g₂"],
    limit: "Limit, c",
    reset: "The lesson’s example",
    method: "clipped",
    gradient: "not at all",
    byValue: "by value",
    byNorm: "by norm",
    result: "gradient",
    length: "length",
    turned: "turned by",
    summary: (value, norm) => `Clipping by value turns the gradient by ${value}°, by norm by ${norm}°.`,
    caption:
      "Move the tip, or lower the limit. The norm only shortens. The value cuts the long slope and leaves the short one: this example turns by 11°, and at a limit of 0.1, where only the signs are left, by 39°. Within the square both leave the gradient as it is, but for the corners, which the circle cuts off.",
  },
  "zh-Hans": {
    title: "按值裁剪与按范数裁剪",
    picture: "梯度画成箭头；按值裁剪后落在方框里，按范数裁剪后落在圆里。拖动箭头，或使用滑块。",
    slopes: ["第一个斜率 g₁", "第二个斜率 g₂"],
    limit: "上限 c",
    reset: "讲义里的例子",
    method: "裁剪方式",
    gradient: "不裁剪",
    byValue: "按值",
    byNorm: "按范数",
    result: "梯度",
    length: "长度",
    turned: "转过",
    summary: (value, norm) => `按值裁剪使梯度转过 ${value}°，按范数裁剪转过 ${norm}°。`,
    caption:
      "移动箭头，或降低上限。按范数只会变短；按值则截去长的斜率，短的原样保留：这个例子转过 11°，上限降到 0.1，只剩下符号，就转过 39°。箭头在方框之内时，两种方式都不改变它，只有四个角例外，圆会把角截掉。",
  },
};
