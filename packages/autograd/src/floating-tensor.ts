import type { Tensor } from "@downhill/tensor";

/** Whether its values can change by a small amount, so that it can have a gradient. */
export const isFloating = ({ dtype }: Tensor): boolean => dtype === "float32" || dtype === "float64";
