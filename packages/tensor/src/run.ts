import { checkForm } from "./check-form.ts";
import type { KernelAttrs, KernelName } from "./backend.ts";
import { checkKernel } from "./kernel-dtypes.ts";
import { checkTensor, Tensor } from "./tensor.ts";

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
  const remedy = { en: "give the kernel's tensors and its attributes", zh: "请给出内核的张量和属性" };
  checkForm(`run ${kernel}`, "inputs", inputs, "list", remedy);
  checkForm(`run ${kernel}`, "attrs", attrs, "record", remedy);
  checkTensor(`run ${kernel}`, "inputs.0", inputs[0]!);
  for (let i = 1; i < inputs.length; i++) checkTensor(`run ${kernel}`, `inputs.${i}`, inputs[i]!);
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
