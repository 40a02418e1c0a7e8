import type { Backend, Tensor } from "@downhill/tensor";
import { expect } from "vitest";
import { differences, type Tolerance } from "./results.ts";

/** Expects of a device what the reference gives. */
export async function agrees(
  backend: Backend,
  run: () => readonly Tensor[],
  tolerance: Tolerance,
): Promise<void> {
  expect((await differences(backend, run, tolerance)).slice(0, 5)).toEqual([]);
}
