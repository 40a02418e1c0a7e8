import type { KernelName } from "./backend.ts";
import { type DType, DTypeError } from "./dtype.ts";
import { meantAmong } from "./meant.ts";
import { ValueError } from "./value-error.ts";

type Kinds = readonly DType[];

const floats: Kinds = ["float64", "float32"];
const numbers: Kinds = [...floats, "int32"];
const all: Kinds = [...numbers, "bool"];
const truths: Kinds = ["bool"];
const indices: Kinds = ["int32"];

/**
 * The dtypes in which a kernel computes, input by input, if they are not just numbers; the last also applies to any
 * further inputs. A backend supports these and is never called with others. (The rest of a kernel's row is in `kernels.ts`, which
 * a page that only computes does not load.)
 */
const kernelDTypes: { readonly [K in KernelName]?: readonly [Kinds, ...Kinds[]] } = {
  exp: [floats],
  log: [floats],
  log1p: [floats],
  sqrt: [floats],
  sin: [floats],
  cos: [floats],
  tanh: [floats],
  floor: [floats],
  erf: [floats],
  div: [floats],
  pow: [floats],
  where: [truths, numbers],
  matmul: [floats],
  reshape: [all],
  gather: [numbers, indices],
  scatterAdd: [numbers, indices],
  oneHot: [indices],
  cast: [all],
  conv2d: [floats],
  conv2dInput: [floats],
  conv2dFilter: [floats],
  maxPool: [floats],
  avgPool: [floats],
  patchesAdd: [floats],
};

/** @throws DTypeError when the kernel does not compute an input of this dtype. */
export function checkKernel(kernel: KernelName, inputs: readonly { readonly dtype: DType }[]): void {
  const kinds = kernelDTypes[kernel] ?? [numbers];
  for (let i = 0; i < inputs.length; i++) {
    const { dtype } = inputs[i]!;
    const among = kinds[Math.min(i, kinds.length - 1)]!;
    if (among.includes(dtype)) continue;
    throw new DTypeError("unsupported-dtype", {
      en: `${kernel}: the kernel does not accept ${dtype} as input ${i + 1}; cast it to ${among.join(" or ")} first, as the op ${kernel} does`,
      zh: `${kernel}：内核的第 ${i + 1} 个输入不能是 ${dtype}；请像运算 ${kernel} 那样先用 cast 转成 ${among.join(" 或 ")}`,
    });
  }
}

/** @throws ValueError when no backend has such a kernel. */
export function checkKernelName(kernels: object, kernel: KernelName): void {
  if (Object.hasOwn(kernels, kernel)) return;
  const { en, zh } = meantAmong(kernel, Object.keys(kernels));
  throw new ValueError("unknown-name", {
    en: `run: there is no kernel "${kernel}"; ${en}`,
    zh: `run：没有名为 "${kernel}" 的内核；${zh}`,
  });
}
