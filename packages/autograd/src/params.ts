import { checkTensor, paths, type Tensor, type Tree } from "@downhill/tensor";

/** A tree of tensors: parameters, and the gradients that match them leaf by leaf. */
export type Params = Tree<Tensor>;

/** @throws KindError if a leaf is not a tensor; names its path. */
export function checkParams(owner: string, name: string, params: Params): void {
  for (const [path, leaf] of paths<Tensor>(params)) {
    checkTensor(owner, path === "" ? name : `${name}.${path}`, leaf);
  }
}
