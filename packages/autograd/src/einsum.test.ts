import { readFileSync } from "node:fs";
import { device, einsum, type Nested, ones, type Tensor, tensor, useBackend } from "@downhill/tensor";
import { expect, test } from "vitest";
import { vjp } from "./index.ts";

interface Case {
  readonly attributes: { readonly formula: string };
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly cotangent: Nested;
  readonly output: Nested;
  readonly gradients: Readonly<Record<string, Nested>>;
}
const { cases } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/einsum.json", import.meta.url), "utf8"),
) as { readonly cases: readonly Case[] };

const flat = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(flat));

/** The largest difference of value and gradients from PyTorch's, relative to the largest number, or 1. */
async function difference({ attributes, inputs, cotangent, output, gradients }: Case): Promise<number> {
  const given = Object.values(inputs).map((values) => tensor(values));
  const [y, pullback] = vjp((x: readonly Tensor[]) => einsum(attributes.formula, ...x), given);
  const slopes = pullback(tensor(cotangent));
  const pairs = [[y, output] as const, ...Object.values(gradients).map((g, i) => [slopes[i]!, g] as const)];
  const apart = await Promise.all(
    pairs.map(async ([found, nested]) => {
      const [numbers, expected] = [await found.data(), flat(nested)];
      expect(numbers).toHaveLength(expected.length);
      const scale = Math.max(1, ...expected.map(Math.abs));
      return Math.max(0, ...expected.map((value, i) => Math.abs(value - numbers[i]!))) / scale;
    }),
  );
  return Math.max(...apart);
}

test("there are more than thirty formulas", () => {
  expect(new Set(cases.map(({ attributes }) => attributes.formula)).size).toBeGreaterThan(30);
});

test.each(cases.map((each) => [each.attributes.formula, each] as const))(
  "%s: value and gradients match PyTorch's, on the reference and on wasm",
  async (_, each) => {
    expect(await difference(each)).toBeLessThan(1e-13);
    using _backend = useBackend(await device("wasm"));
    expect(await difference(each)).toBeLessThan(3e-6);
  },
);

test("whole numbers stay whole, and nothing sums to 0", async () => {
  const whole = einsum(
    "ij,j->i",
    tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: "int32" },
    ),
    tensor([5, 6], { dtype: "int32" }),
  );
  expect([whole.dtype, ...(await whole.data())]).toEqual(["int32", 17, 39]);
  expect([...(await einsum("ij,jk->ik", ones([2, 0]), ones([0, 2])).data())]).toEqual([0, 0, 0, 0]);
  expect(einsum(" i j , j k -> i k ", ones([2, 3]), ones([3, 4])).shape).toEqual([2, 4]);
});

test.each<[formula: unknown, shapes: readonly (readonly number[])[], message: string]>([
  [
    "ij->ik",
    [[2, 3]],
    'einsum: "ij->ik" is not a formula: index k of the result does not occur in any tensor; write one such as "ij,jk->ik"',
  ],
  ["ij->ii", [[2, 3]], "index i occurs twice in the result"],
  ["i1->i", [[2, 3]], '"1" is not an index; an index is a letter or ...'],
  ["i..->i", [[2, 3]], '"." is not an index'],
  ["...i...->i", [[2, 3]], "... occurs twice in one term"],
  ["i->j->k", [[2]], "it must be text with one arrow at most"],
  [7, [[2]], "it must be text with one arrow at most"],
  ["ij,jk->ik", [[2, 3]], 'einsum: "ij,jk->ik" names 2 tensors but was given 1'],
  [
    "ij->i",
    [[2, 3, 4]],
    'einsum: tensor 1 is [2,3,4], and "ij" in "ij->i" names 2 axes; name each, or use ... for the others',
  ],
  ["ijk...->i", [[2, 3]], "names 3 axes"],
  [
    "ij,jk->ik",
    [
      [2, 3],
      [4, 5],
    ],
    'einsum: index j of "ij,jk->ik" has lengths 3 and 4, in [2,3] and [4,5]',
  ],
  [
    "ij,jk->ik",
    [
      [2, 3],
      [1, 5],
    ],
    "has lengths 3 and 1",
  ],
  ["ii->i", [[2, 3]], 'index i of "ii->i" has lengths 2 and 3'],
  [
    "...i,...i->...",
    [
      [2, 3],
      [4, 3],
    ],
    "index ... of",
  ],
])("%s of %j is refused", (formula, shapes, message) => {
  let refused: (Error & { zh?: string }) | undefined;
  try {
    einsum(formula as string, ...shapes.map((shape) => ones(shape)));
  } catch (error) {
    refused = error as Error;
  }
  expect(refused?.message).toContain(message);
  expect(refused?.zh).toMatch(/[\u4e00-\u9fff]/);
});
