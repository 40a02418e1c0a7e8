import type { Numbers } from "./value.ts";

/** A slice of numbers. */
export function sliced(numbers: Numbers, from: number, count: number): Numbers {
  const found: number[] = [];
  for (let i = from; i < from + count; i++) found.push(numbers[i]!);
  return found;
}
