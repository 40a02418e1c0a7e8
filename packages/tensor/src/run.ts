import type { KernelAttrs, KernelName } from "./backend.ts";
import { checkKernel } from "./kernel-dtypes.ts";
import { Tensor } from "./tensor.ts";

/**
 * Runs one kernel on the backend of its inputs.
 *
 * @throws DTypeError when the kernel does not compute this dtype: operations convert their inputs to one that it does.
 * @example
 * ```ts
 * import { run, tensor } from "@downhill/tensor";
 * run("neg", [tensor([1, -2])], {}); // [-1, 2]
 * ```
 */
export function run<K extends KernelName>(
  kernel: K,
  inputs: readonly Tensor[],
  attrs: KernelAttrs[K],
): Tensor {
  const { backend } = inputs[0]!;
  checkKernel(kernel, inputs);
  return new Tensor(
    backend,
    backend.run(
      kernel,
      inputs.map((input) => input.handle),
      attrs,
    ),
  );
}
