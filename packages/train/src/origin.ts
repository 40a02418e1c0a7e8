import type { Bilingual } from "@downhill/tensor";
/** The kinds of non-finite number. */
export type Odd = "NaN" | "infinity";

/** The origin of the first value in a step that is not a finite number. */
export interface Origin {
  /** In the loss, in its gradient, or in the optimizer's update from a finite gradient. */
  readonly pass: "forward" | "backward" | "update";
  readonly odd: Odd;
  /** The operation; in the backward pass, its gradient. */
  readonly op?: string;
  /** In the backward pass, the operation's input that this is the cotangent of. */
  readonly input?: string;
  /** The path of the parameter that the operation uses, or of the last one before it: its layer. */
  readonly near?: string;
  /** The operation that turned an infinity into NaN. */
  readonly became?: string;
  /** Whether it was in the data, or in another tensor that no operation produced. */
  readonly given?: boolean;
}

/** The origin as part of a sentence. */
export function originInWords(origin: Origin): Bilingual {
  const { pass, odd, op, input, near, became, given } = origin;
  const [what, zh] = odd === "NaN" ? ["NaN", " NaN "] : ["infinity", "无穷大"];
  const [at, atZh] = near === undefined ? ["", " "] : [` near parameter "${near}"`, `参数 "${near}" 附近的 `];
  const [then, thenZh] =
    became === undefined ? ["", ""] : [`, and ${became} turned it into NaN`, `，${became} 由它得到 NaN`];
  if (pass === "update") {
    return {
      en: `the gradient was finite, and the optimizer's update made parameter "${near}" ${odd === "NaN" ? odd : "infinite"}`,
      zh: `梯度是有限的，优化器的更新使参数 "${near}" 变为${zh}`.trimEnd(),
    };
  }
  if (op === undefined)
    return {
      en: `the loss itself was ${what}, and no operation produced it`,
      zh: `损失本身就是${zh.trimEnd()}，并非由任何运算得到`,
    };
  if (given === true) {
    return {
      en: `the first ${what} was in an input of ${op}${at}, and no operation produced it${then}`,
      zh: `最早的${zh}出现在${atZh}${op} 的输入中，并非由任何运算得到${thenZh}`,
    };
  }
  return pass === "forward"
    ? {
        en: `the first ${what} came from ${op}${at}, in the forward pass${then}`,
        zh: `最早的${zh}来自前向传播中${atZh}${op}${thenZh}`,
      }
    : {
        en: `the first ${what} came from the gradient of ${op} with respect to ${input}${at}, in the backward pass`,
        zh: `最早的${zh}来自反向传播中${atZh}${op} 对 ${input} 的梯度`,
      };
}
