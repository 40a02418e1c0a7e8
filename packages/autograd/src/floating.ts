import { paths, type Tensor } from "@downhill/tensor";
import { GradientError } from "./tape.ts";
import type { Params } from "./params.ts";

const isFloating = ({ dtype }: Tensor): boolean => dtype === "float32" || dtype === "float64";

/** @throws GradientError when a parameter counts or answers yes and no: such a value cannot move by a little. */
export function checkFloating(owner: string, params: Params): void {
  for (const [path, leaf] of paths<Tensor>(params)) {
    if (isFloating(leaf)) continue;
    const name = path === "" ? "params" : `params.${path}`;
    throw new GradientError(
      `${owner}: ${name} is ${leaf.dtype}, which has no gradient, since its values cannot change by a small amount; make it floating first, as in cast(x, "float32"), or pass it as a further argument`,
      `${owner}：${name} 是 ${leaf.dtype}，没有梯度，因为它的值不能作微小的变化；请先转换为浮点数，例如 cast(x, "float32")，或把它作为后面的参数传入`,
    );
  }
}

/** @throws GradientError when the value to differentiate counts or answers yes and no. */
export function checkFloatingValue(owner: string, value: Tensor): void {
  if (isFloating(value)) return;
  throw new GradientError(
    `${owner}: the function returned ${value.dtype}, which has no gradient: it stays the same or jumps while the parameters move; return a floating loss, such as a cross-entropy in place of a count of hits`,
    `${owner}：函数返回的是 ${value.dtype}，没有梯度：参数移动时它要么不变，要么跳变；请返回浮点数的损失，例如用交叉熵代替命中的个数`,
  );
}
