import { expect, test } from "vitest";
import { argMax, argMin, ones, std, sum, variance } from "./index.ts";

const x = ones([2, 3]);

test.each<[string, () => unknown, string]>([
  ["ddof", () => variance(x, { ddof: 1 } as never), "correction"],
  ["ddof", () => std(x, { ddof: 1 } as never), "correction"],
  ["dim", () => sum(x, { dim: 1 } as never), "axes"],
  ["axis", () => sum(x, { axis: 1 } as never), "axes"],
  ["dim", () => argMax(x, { dim: 1 } as never), "axis"],
  ["axes", () => argMin(x, { axes: 1 } as never), "axis"],
  ["keepdims", () => sum(x, { keepdims: true } as never), "keepDims"],
  ["keepdim", () => argMax(x, { keepdim: true } as never), "keepDims"],
])("%s, the name in other libraries, is refused with the name used here", (theirs, call, ours) => {
  let refused: (Error & { zh?: string }) | undefined;
  try {
    call();
  } catch (error) {
    refused = error as Error;
  }
  expect(refused?.message).toContain(`there is no option "${theirs}"; did you mean ${ours}? it takes `);
  expect(refused?.zh).toContain(`是否想写 ${ours}？`);
});

test("argMax and argMin keep their axis with length 1 on request, in values and shape", async () => {
  for (const find of [argMax, argMin]) {
    const [kept, dropped] = [find(x, { axis: 0, keepDims: true }), find(x, 0)];
    expect([kept.shape, dropped.shape]).toEqual([[1, 3], [3]]);
    expect(await kept.data()).toEqual(await dropped.data());
    expect(find(x, { keepDims: true }).shape).toEqual([2, 1]);
  }
});
