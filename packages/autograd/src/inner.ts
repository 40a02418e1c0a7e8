import { add, leaves, mul, sum, type Tensor, treeMap } from "@downhill/tensor";
import type { Params } from "./params.ts";

/** $\langle a, b\rangle$ over all leaves. */
export const inner = <P extends Params>(a: P, b: P): Tensor =>
  leaves<Tensor>(treeMap<Tensor, Tensor>((x, y) => sum(mul(x, y)), a, b)).reduce((total, term) =>
    add(total, term),
  );
