import type { Language } from "../../language.ts";
import type { Signal } from "../../microscope/trace.ts";
import type { Variant } from "../../microscope/variants.ts";

/** A number that keeps its width: three decimals, or a power of ten where these show too little; a true minus sign. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const plain = value === 0 || (size >= 0.001 && size < 1000);
  return (plain ? value.toFixed(size >= 100 ? 1 : 3) : value.toExponential(1)).replaceAll("-", "−");
}

interface Texts {
  readonly title: string;
  readonly parameters: readonly [string, string];
  readonly quantity: string;
  readonly step: string;
  readonly previous: string;
  readonly next: string;
  readonly reset: string;
  readonly epsilon: string;
  readonly signal: string;
  readonly signals: Readonly<Record<Signal, string>>;
  readonly variant: string;
  readonly variants: Readonly<Record<Variant, string>>;
  readonly update: string;
  readonly rightUpdate: string;
  readonly history: string;
  readonly summary: (t: number, first: string, second: string) => string;
  readonly caption: string;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    title: "Adam, step by step",
    parameters: ["steep parameter", "flat parameter"],
    quantity: "quantity",
    step: "step",
    previous: "Previous step",
    next: "Next step",
    reset: "Textbook values",
    epsilon: "ε",
    signal: "Gradients",
    signals: { agree: "always the same", noise: "noise", bowl: "of a 25:1 bowl" },
    variant: "Rule",
    variants: {
      right: "Adam",
      uncorrected: "no bias correction",
      vUncorrected: "v not corrected",
      insideRoot: "ε inside the root",
      noRoot: "no root",
    },
    update: "update ÷ η",
    rightUpdate: "Adam’s own update ÷ η",
    history: "update ÷ η at each step",
    summary: (t, first, second) =>
      `Step ${t}: the steep parameter moves by ${first} η, the flat one by ${second} η.`,
    caption:
      "Two parameters; the gradients of the first are 25 times as large. Compare the last row: while gradients agree, both move by one η per step. With noise the steps are short, because the mean m̂ is small compared to the root of v̂. Then raise ε, or take one of the mistakes.",
  },
  "zh-Hans": {
    title: "逐步看 Adam",
    parameters: ["陡的参数", "平的参数"],
    quantity: "量",
    step: "步",
    previous: "上一步",
    next: "下一步",
    reset: "恢复教科书取值",
    epsilon: "ε",
    signal: "梯度",
    signals: { agree: "每步相同", noise: "噪声", bowl: "25:1 的碗" },
    variant: "规则",
    variants: {
      right: "Adam",
      uncorrected: "不做偏差修正",
      vUncorrected: "v 没有修正",
      insideRoot: "ε 在根号里",
      noRoot: "没有开方",
    },
    update: "更新量 ÷ η",
    rightUpdate: "Adam 本来的更新量 ÷ η",
    history: "每一步的更新量 ÷ η",
    summary: (t, first, second) => `第 ${t} 步：陡的参数移动 ${first} η，平的参数移动 ${second} η。`,
    caption:
      "两个参数，第一个的梯度是第二个的 25 倍。看最后一行：梯度方向一致时，两个参数每步都走一个 η；梯度只是噪声时，m̂ 比 v̂ 的平方根小得多，步子就短。再把 ε 调大，或者换成一种错误写法看看。",
  },
};
