import { checkForms } from "./given.ts";
import type { KernelAttrs, KernelName } from "../backend.ts";
import type { Cost, Form } from "../cost.ts";
import { kernelOf } from "../kernels.ts";

/**
 * The cost of one run of a kernel. A multiplication with its addition counts as two operations; any other arithmetic on
 * an element, including an exponential or a comparison, as one; moving values as none. Bytes are counted as if a kernel
 * read each input once and wrote its result once, which is the minimum.
 *
 * $$\text{flops}(A B) = 2\,m\,k\,n, \qquad \text{flops}(x * w) = 2\,\lvert y\rvert\,h\,w\,c$$
 *
 * @param inputs the shape and dtype of each input; tensors are fine too.
 * @param output the shape and dtype of the result.
 * @param attrs the kernel's own, as a node of a graph has them.
 * @example
 * ```ts
 * import { costOf } from "@downhill/tensor/trace";
 * const form = (...shape: number[]) => ({ shape, dtype: "float32" }) as const;
 * const { flops, bytes } = costOf("matmul", [form(64, 784), form(784, 10)], form(64, 10), {
 *   transposeA: false,
 *   transposeB: false,
 * });
 * flops; // 1003520
 * bytes; // 234624
 * ```
 * @see Williams, Waterman and Patterson, "Roofline: an insightful visual performance model for multicore architectures",
 * Communications of the ACM 52, 2009, which relates the two.
 */
export const costOf = <K extends KernelName>(
  kernel: K,
  inputs: readonly Form[],
  output: Form,
  attrs: KernelAttrs[K],
): Cost => {
  checkForms("costOf", inputs, output, attrs);
  return kernelOf(kernel).cost(inputs, output, attrs);
};
