import { checkForm } from "./check-form.ts";
import type { KernelAttrs, KernelName } from "./backend.ts";
import { checkKernel } from "./kernel-dtypes.ts";
import { KindError } from "./kind-error.ts";
import { Tensor } from "./tensor.ts";
import { written } from "./written.ts";

/**
 * Runs one kernel on the backend of its inputs.
 *
 * @throws DTypeError when the kernel does not compute this dtype: operations convert their inputs to one that it does;
 *   KindError when an input is not a tensor, or the attributes are not those of the kernel.
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
  checkForm("run", "inputs", inputs, ["tensor"]);
  checkForm("run", "inputs.0", inputs[0], "tensor");
  const { backend } = inputs[0]!;
  checkKernel(kernel, inputs);
  const handles = inputs.map((input) => input.handle);
  try {
    return new Tensor(backend, backend.run(kernel, handles, attrs));
  } catch (cause) {
    if (!(cause instanceof Error) || "zh" in cause || backend.name === "trace") throw cause;
    throw new KindError(
      "kernel-failed",
      {
        en: `run: ${kernel} cannot use ${written(attrs)}; give what the op ${kernel} gives`,
        zh: `run：${kernel} 不能使用 ${written(attrs)}；请像运算 ${kernel} 那样给出`,
      },
      { cause },
    );
  }
}
