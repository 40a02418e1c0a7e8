import { checkOptions } from "./options.ts";
import { tensor, type TensorOptions } from "./create.ts";
import type { Tensor } from "./tensor.ts";
import { ValueError } from "./value-error.ts";

type Options = Omit<TensorOptions, "shape">;

/** @throws ValueError unless each is a finite number. */
function checkFinite(owner: string, given: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "number" && Number.isFinite(value)) continue;
    throw new ValueError("not-finite", {
      en: `${owner}: ${name} is ${String(value)}; give a finite number`,
      zh: `${owner}：${name} 为 ${String(value)}；请给出有限的数`,
    });
  }
}

/**
 * Evenly spaced numbers from `start` up to, but not including, `stop`: $x_i = a + i\,d$ for $i = 0, \dots, \lceil (b-a)/d\rceil - 1$.
 * Each is computed separately, so rounding errors do not add up. If the step is not whole, rounding decides whether the last
 * one lies before `stop`: use {@link linspace} to fix the count.
 *
 * @param start $a$.
 * @param stop $b$, not included.
 * @param step $d$, default 1; negative to count down.
 * @returns shape `[n]`, empty if `stop` lies before `start`.
 * @throws ValueError when a number is not finite, or the step is 0; DTypeError when int32 cannot hold a number.
 * @example
 * ```ts
 * import { arange } from "@downhill/tensor";
 * arange(2, 5); // [2, 3, 4]
 * arange(0, 1, 0.25); // [0, 0.25, 0.5, 0.75]
 * arange(3, 0, -1, { dtype: "int32" }); // [3, 2, 1]
 * ```
 * @see NumPy reference, `arange`.
 */
export function arange(start: number, stop: number, step = 1, options: Options = {}): Tensor {
  checkOptions("arange", options, ["dtype", "backend"]);
  checkFinite("arange", { start, stop, step });
  if (step === 0) {
    throw new ValueError("out-of-range", {
      en: "arange: a step of 0 never reaches the end; give one such as 1, or -1 to count down",
      zh: "arange：step 为 0 时永远到不了终点；请给出 1 这样的步长，倒数时用 -1",
    });
  }
  const length = Math.max(0, Math.ceil((stop - start) / step));
  return tensor(
    evenly("arange", length, (i) => start + i * step),
    { ...options, shape: [length] },
  );
}

/**
 * A given count of evenly spaced numbers, both ends included: $x_i = a + i\,\frac{b - a}{n - 1}$. The last is exactly `stop`.
 *
 * @param start $a$.
 * @param stop $b$, the last number.
 * @param count $n$; with 1 the result is only `start`.
 * @returns shape `[count]`.
 * @throws ValueError when a number is not finite, or the count is not a whole number of at least 0; DTypeError when int32
 *   cannot hold a number.
 * @example
 * ```ts
 * import { linspace } from "@downhill/tensor";
 * linspace(0, 1, 5); // [0, 0.25, 0.5, 0.75, 1]
 * ```
 * @see NumPy reference, `linspace`.
 */
export function linspace(start: number, stop: number, count: number, options: Options = {}): Tensor {
  checkOptions("linspace", options, ["dtype", "backend"]);
  checkFinite("linspace", { start, stop });
  const step = (stop - start) / (count - 1);
  return tensor(
    evenly("linspace", count, (i) => (i > 0 && i === count - 1 ? stop : start + (i === 0 ? 0 : i * step))),
    { ...options, shape: [count] },
  );
}

function evenly(owner: string, length: number, at: (i: number) => number): number[] {
  if (!Number.isInteger(length) || length < 0 || length > 2 ** 31 - 1) {
    throw new ValueError("out-of-range", {
      en: `${owner}: ${String(length)} is not a number of elements; give a whole number from 0 to ${2 ** 31 - 1}`,
      zh: `${owner}：元素个数不能是 ${String(length)}；请给出 0 到 ${2 ** 31 - 1} 的整数`,
    });
  }
  return Array.from({ length }, (_, i) => at(i));
}
