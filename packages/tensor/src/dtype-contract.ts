import { isFloat } from "./dtype.ts";
import type { AnyOp } from "./op-def.ts";
import { run } from "./run.ts";
import { computedIn, type Taking } from "./taking.ts";
import type { Tensor } from "./tensor.ts";

/** How an operation handles dtypes, before and after it computes. */
export interface DTypeContract {
  /** How each input is taken, in order. */
  readonly takings: readonly Taking[];
  /** Converts the inputs to the dtypes in which they are computed, and the result to the promised one. */
  around(inputs: readonly Tensor[], compute: (taken: readonly Tensor[]) => Tensor): Tensor;
}

export function contractOf({ name, inputs: names, takes = "float", gives }: AnyOp): DTypeContract {
  const takings = names.map((input) =>
    typeof takes === "string" ? takes : ((takes as typeof takes | null) ?? {})[input]!,
  );
  const keepsFloats = takings.every((taking) => taking !== "truth" && taking !== "index");
  const asComputed = (x: Tensor, i: number): Tensor => {
    const dtype = computedIn(name, names[i]!, takings[i]!, x);
    return dtype === x.dtype ? x : run("cast", [x], { dtype });
  };
  /** Truth values that an operation keeps are computed as 0 and 1, and become truth values again. */
  const givesTruth = (inputs: readonly Tensor[]): boolean =>
    gives === undefined && inputs.some(({ dtype }, i) => dtype === "bool" && takings[i] === "value");
  return {
    takings,
    around(inputs, compute) {
      if (keepsFloats && inputs.every(({ dtype }) => isFloat(dtype))) return compute(inputs);
      const y = compute(inputs.map(asComputed));
      return givesTruth(inputs) ? run("cast", [y], { dtype: "bool" }) : y;
    },
  };
}
