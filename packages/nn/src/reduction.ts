import { checkChoice, div, mean, sum, type Tensor } from "@downhill/tensor";

/** How the losses of single examples are combined: their mean, their sum, or not at all. */
export type Reduction = "mean" | "sum" | "none";

/** How a loss becomes one number. */
export interface ReductionOptions {
  /**
   * `"mean"` by default; `"sum"`, or `"none"` for the losses as they are, one for each example or element. Only one
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
  checkChoice(loss, "reduction", reduction, ["mean", "sum", "none"] satisfies readonly Reduction[]);
  switch (reduction) {
    case "mean":
      return total === undefined ? mean(losses) : div(sum(losses), total);
    case "sum":
      return sum(losses);
    case "none":
      return losses;
  }
}
