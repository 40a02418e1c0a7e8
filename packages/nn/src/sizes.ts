import { ValueError } from "@downhill/tensor";

/** @throws ValueError unless every size is a whole number of at least 1. */
export function checkSizes(name: string, sizes: readonly number[]): void {
  const given = [sizes].flat();
  const wrong = given.findIndex((size) => !Number.isInteger(size) || size < 1);
  if (wrong >= 0) {
    throw new ValueError("out-of-range", {
      en: `${name}: ${String(given[wrong])} is not a size; sizes are whole numbers of at least 1`,
      zh: `${name}：${String(given[wrong])} 不能作为大小；请给出不小于 1 的整数`,
    });
  }
}

/** @throws ValueError unless it is finite and at least 0. */
export function checkFrom0(owner: string, name: string, value: number, usual: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new ValueError("out-of-range", {
    en: `${owner}: ${name} is ${value}; it must be finite and at least 0, such as ${usual}`,
    zh: `${owner}：${name} 为 ${value}，应为不小于 0 的有限数，例如 ${usual}`,
  });
}
