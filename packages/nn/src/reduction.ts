import { div, mean, sum, type Tensor, ValueError } from "@downhill/tensor";

/** What becomes of the losses of single examples: their mean, their sum, or nothing. */
export type Reduction = "mean" | "sum" | "none";

/** How a loss becomes one number. */
export interface ReductionOptions {
  /**
   * `"mean"` unless given; `"sum"`, or `"none"` for the losses as they are, one for each example or element. Only one
   * number has a gradient to descend, so reduce the others yourself.
   */
  readonly reduction?: Reduction;
}

/**
 * One number from the losses: their mean, or, where `total` is given, their sum divided by it.
 *
 * @throws ValueError when there is no such reduction.
 */
export function reduce(loss: string, losses: Tensor, reduction: Reduction = "mean", total?: Tensor): Tensor {
  switch (reduction) {
    case "mean":
      return total === undefined ? mean(losses) : div(sum(losses), total);
    case "sum":
      return sum(losses);
    case "none":
      return losses;
    default:
      throw new ValueError("invalid-option", {
        en: `${loss}: there is no reduction ${String(reduction)}; give "mean", "sum" or "none"`,
        zh: `${loss}：没有名为 ${String(reduction)} 的 reduction；请给出 "mean"、"sum" 或 "none"`,
      });
  }
}
