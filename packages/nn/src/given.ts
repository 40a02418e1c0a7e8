import type { Params } from "@downhill/autograd";
import { checkTensor, KindError, type Tensor, TreeError } from "@downhill/tensor";
import type { Layer } from "./layer.ts";

/** @throws TreeError or KindError unless a layer is applied with parameters to a tensor. */
export function checkGiven(name: string, params: Params, x: Tensor): void {
  checkTensor(name, "x", x);
  const given: unknown = params;
  if (typeof given === "object" && given !== null) return;
  throw new TreeError("tree-mismatch", {
    en: `${name}: the parameters are ${given === null ? "null" : typeof given}; use the result of its init`,
    zh: `${name}：参数是 ${given === null ? "null" : typeof given}；请给出它的 init 生成的参数`,
  });
}

/** @throws KindError unless it is a layer. */
export function checkLayer(owner: string, name: string, layer: Layer): void {
  const { init, apply } = (layer as Partial<Layer> | null | undefined) ?? {};
  if (typeof init === "function" && typeof apply === "function") return;
  throw new KindError("not-a-layer", {
    en: `${owner}: ${name} is not a layer; a layer is, for example, relu or dense(784, 10)`,
    zh: `${owner}：${name} 不是层；请给出一层，例如 relu 或 dense(784, 10)`,
  });
}
