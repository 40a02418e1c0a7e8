import { readFileSync } from "node:fs";
import { leaves, reference, mul, sub, type Tensor, tensor, treeMap, useBackend } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  accumulate,
  adam,
  apply,
  averageParameters,
  chain,
  clipByValue,
  descend,
  flat,
  gradientDescent,
  lookahead,
  type Params,
  partition,
  type Transform,
} from "./index.ts";

interface Case {
  readonly name: string;
  readonly every: number;
  readonly sizes: readonly number[];
  readonly x: readonly (readonly [number, number])[];
  readonly y: readonly number[];
  readonly end: readonly number[];
}
const { rate, start, cases } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/windows.json", import.meta.url), "utf8"),
) as { readonly rate: number; readonly start: readonly number[]; readonly cases: readonly Case[] };

/** Each batch's rows, and the gradient of the mean over them of (x·θ − y)², by hand. */
const gradientsOf = ({ sizes, x, y }: Case) => {
  let begin = 0;
  return sizes.map((size) => {
    const rows = Array.from({ length: size }, () => begin++);
    return (theta: readonly number[]) =>
      [0, 1].map(
        (i) =>
          rows.reduce(
            (sum, row) => sum + 2 * x[row]![i]! * (x[row]![0] * theta[0]! + x[row]![1] * theta[1]! - y[row]!),
            0,
          ) / size,
      );
  });
};

const numbers = async (tree: unknown): Promise<number[]> =>
  (await Promise.all(leaves<Tensor>(tree as Params).map((leaf) => leaf.data()))).flatMap((data) => [...data]);

type Way = typeof descend;
const ways: readonly (readonly [name: string, way: Way])[] = [
  [
    "update",
    (optimizer, g, state, params, step, last) => {
      const [updates, next] = optimizer.update(g, state, params, step, last);
      return [apply(params, updates), next];
    },
  ],
  ["step", descend],
];

describe.each(cases.map((each) => [each.name, each] as const))("%s", (_, row) => {
  test.each(ways)("by %s, the last window steps along the gradient of all its rows", async (__, way) => {
    using _on = useBackend(reference);
    const optimizer = accumulate(row.every, gradientDescent({ learningRate: rate }), {
      weight: (step) => row.sizes[step]!,
    });
    let params: Tensor = tensor(start);
    let state = optimizer.init(params);
    for (const [step, gradientAt] of gradientsOf(row).entries()) {
      const g = tensor(gradientAt(await numbers(params)));
      [params, state] = way(optimizer, g, state, params, step, step === row.sizes.length - 1);
    }
    (await numbers(params)).forEach((value, i) => expect(Math.abs(value - row.end[i]!)).toBeLessThan(1e-14));
    expect(await numbers([state.sum, state.weight])).toEqual([0, 0, 0]);
  });
});

/** A link that shrinks the parameters at every step: at the last one once, and not twice. */
const halved: Transform<[]> = {
  name: "halved",
  init: () => [],
  update: (updates, state, params) => [
    treeMap((u: Tensor, p: Tensor) => sub(u, mul(p, 0.5)), updates, params),
    state,
  ],
};

const inside: readonly (readonly [name: string, with_: (inner: Transform<unknown>) => Transform<unknown>])[] =
  [
    ["alone", (inner) => inner],
    ["chain, first", (inner) => chain(inner, clipByValue(0.05))],
    ["chain, last", (inner) => chain(clipByValue(9), inner)],
    ["chain, watched by an average", (inner) => chain(inner, averageParameters(0.5))],
    ["partition", (inner) => partition(inner, [/^b$/, gradientDescent()])],
    ["lookahead", (inner) => lookahead(100, 0.5, inner)],
    ["flat", (inner) => flat(inner)],
    ["accumulate", (inner) => accumulate(1, inner)],
    ["chain, before a decay", (inner) => chain(inner, halved)],
  ];

describe.each(inside)("within %s", (_, around) => {
  test.each(ways)("by %s, three of five gradients end like three of three", async (__, way) => {
    using _on = useBackend(reference);
    const walked = async (every: number): Promise<number[]> => {
      const optimizer = around(accumulate(every, adam({ learningRate: 0.1 })));
      let params: Params = { w: tensor([1, 2]), b: tensor([3]) };
      let state = optimizer.init(params);
      for (const step of [0, 1, 2]) {
        const g = { w: tensor([step, -0.5]), b: tensor([1 - step]) };
        [params, state] = way(optimizer, g, state, params, step, step === 2);
      }
      return numbers(params);
    };
    const early = await walked(5);
    expect(early).toEqual(await walked(3));
    expect(early).not.toEqual([1, 2, 3]);
  });
});

test("the window after an early end takes the mean of its own gradients", async () => {
  using _on = useBackend(reference);
  const optimizer = accumulate(4, gradientDescent({ learningRate: 1 }));
  let params: Tensor = tensor([0]);
  let state = optimizer.init(params);
  for (const step of [0, 1, 2, 3]) {
    [params, state] = descend(optimizer, tensor([step === 0 ? -1 : -step]), state, params, step, step === 0);
  }
  expect(await numbers(params)).toEqual([3]);
});

test.each([0, -1, NaN, Infinity])("a weight of %s is refused", (weight) => {
  const optimizer = accumulate(2, adam(), { weight: () => weight });
  const w = tensor([0]);
  expect(() => optimizer.update(w, optimizer.init(w), w, 5)).toThrow(
    `accumulate: the weight of step 5 is ${weight}; it must be a positive finite number`,
  );
});
