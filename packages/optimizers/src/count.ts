import { ValueError } from "@downhill/tensor";

/** @throws ValueError unless the number is a count of steps, at least 1. */
export function checkCount(owner: string, name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  const shown = typeof value === "number" ? value : typeof value;
  throw new ValueError("out-of-range", {
    en: `${owner}: ${name} is ${shown}; it must be a whole number of at least 1, such as 5`,
    zh: `${owner}：${name} 为 ${shown}，它必须是不小于 1 的整数，例如 5`,
  });
}
