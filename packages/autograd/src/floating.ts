import { paths, type Tensor } from "@downhill/tensor";
import { isFloating } from "./floating-tensor.ts";
import { GradientError } from "./tape.ts";
import type { Params } from "./params.ts";

/** @throws GradientError when a parameter is int32 or bool: such a value cannot change by a small amount. */
export function checkFloating(owner: string, params: Params): void {
  for (const [path, leaf] of paths<Tensor>(params)) {
    if (isFloating(leaf)) continue;
    const name = path === "" ? "params" : `params.${path}`;
    throw new GradientError("not-floating", {
      en: `${owner}: ${name} is ${leaf.dtype}, which has no gradient, because its values cannot change by a small amount; convert it to a floating dtype first, for example cast(x, "float32"), or pass it as a further argument`,
      zh: `${owner}：${name} 是 ${leaf.dtype}，没有梯度，因为它的值不能作微小的变化；请先转换为浮点数，例如 cast(x, "float32")，或把它作为后面的参数传入`,
    });
  }
}

/** @throws GradientError when the value to differentiate is int32 or bool. */
export function checkFloatingValue(owner: string, value: Tensor): void {
  if (isFloating(value)) return;
  throw new GradientError("not-floating", {
    en: `${owner}: the function returned ${value.dtype}, which has no gradient: it is constant or jumps as the parameters change; return a floating loss, such as a cross-entropy instead of a count of correct answers`,
    zh: `${owner}：函数返回的是 ${value.dtype}，没有梯度：参数移动时它要么不变，要么跳变；请返回浮点数的损失，例如用交叉熵代替命中的个数`,
  });
}
