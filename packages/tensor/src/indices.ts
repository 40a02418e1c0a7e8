import { checkForm } from "./check-form.ts";
import type { Tensor } from "./tensor.ts";
import { ValueError } from "./value-error.ts";

/** @throws ValueError if one of the numbers is not a row of `count`; names it and its position. */
export function checkWithin(owner: string, name: string, values: ArrayLike<number>, count: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= 0 && value < count) continue;
    const [en, zh] =
      count === 0
        ? ["there are none to choose from; provide some", "没有可选的；请先提供数据"]
        : [
            `it must be from 0 to ${count - 1}; check where these numbers come from`,
            `应在 0 到 ${count - 1} 之间；请检查这些编号是怎么来的`,
          ];
    throw new ValueError("out-of-bounds", {
      en: `${owner}: ${name} holds ${value} at index ${i}, and ${en}`,
      zh: `${owner}：${name} 在下标 ${i} 处是 ${value}，${zh}`,
    });
  }
}

/**
 * Refuses indices of rows or classes that do not exist, before they are used. If checking would mean waiting for the
 * device, indices that it computed itself are not checked: `gather`, `scatterAdd` and `oneHot` turn them into NaN.
 *
 * @param owner names the function in the message, and `name` the argument.
 * @param count how many there are: indices go from 0 to `count - 1`.
 * @throws ValueError if one is out of range, and this can be checked.
 * @example
 * ```ts
 * import { checkIndices, tensor } from "@downhill/tensor";
 * const labels = tensor([0, 2, 9], { dtype: "int32" });
 * checkIndices("myLoss", "labels", labels, 10); // with 9 instead of 10: ValueError "myLoss: labels holds 9 at index 2, …"
 * ```
 */
export function checkIndices(owner: string, name: string, indices: Tensor, count: number): void {
  checkForm(owner, name, indices, "tensor");
  const values = indices.backend.look?.(indices.handle);
  if (values !== undefined) checkWithin(owner, name, values, count);
}
