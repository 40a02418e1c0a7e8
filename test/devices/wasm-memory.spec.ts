import { expect, test } from "vitest";
import { linesOf } from "../dtypes/process.ts";

// It fills 3.5 GiB, so it is not among the tests that everyone runs.
test("a full memory is refused in a sentence, and computes again after its tensors are freed", async () => {
  const [told] = (await linesOf("memory.ts")) as readonly [
    { readonly refusals: readonly string[]; readonly results: readonly (readonly number[])[] },
  ];
  expect(told.refusals).toHaveLength(6);
  for (const refusal of told.refusals) {
    expect(refusal).toMatch(
      /^DeviceError: wasm: no memory for \d+ MiB more; \d+ MiB are in use; free tensors/,
    );
  }
  expect(told.results).toEqual([
    [0, 2000, 0],
    [0, 2000, 0],
  ]);
}, 240_000);
