import { describe, expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { withUnseenIndices } from "../backends/indexed.ts";
import { reference } from "../backends/reference.ts";
import { gather, oneHot, takeAlong, tensor, useBackend } from "../index.ts";

/** The reference made to behave like a GPU: none of its values can be read without waiting. */
const unseeing: Backend = {
  ...reference,
  name: "unseeing",
  look: () => undefined,
  run: withUnseenIndices(reference, () => undefined),
};

describe("unchecked indices that are out of range give NaN, not a number from another row", () => {
  const int32 = { dtype: "int32" } as const;
  const rows = [
    [
      "takeAlong",
      () =>
        takeAlong(
          tensor([
            [1, 2, 3],
            [4, 5, 6],
          ]),
          tensor([[3], [-1]], int32),
        ),
      [NaN, NaN],
    ],
    [
      "takeAlong, one of two",
      () =>
        takeAlong(
          tensor([
            [1, 2],
            [3, 4],
          ]),
          tensor([[2], [1]], int32),
        ),
      [NaN, 4],
    ],
    [
      "takeAlong, down",
      () =>
        takeAlong(
          tensor([
            [1, 2],
            [3, 4],
          ]),
          tensor([[1, 2]], int32),
          0,
        ),
      [3, NaN],
    ],
    ["gather", () => gather(tensor([1, 2, 3]), tensor([3, 0], int32)), [NaN, 1]],
    ["oneHot", () => oneHot(tensor([2, 0], int32), { depth: 2 }), [NaN, NaN, 1, 0]],
  ] as const;
  test.each(rows)("%s", async (_name, call, expected) => {
    using _ = useBackend(unseeing);
    expect([...(await call().data())]).toEqual(expected);
  });
});
