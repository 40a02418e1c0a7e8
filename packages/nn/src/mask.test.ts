import { grad, valueAndGrad } from "@downhill/autograd";
import {
  device,
  key,
  mul,
  normal,
  ones,
  sum,
  type Tensor,
  tensor,
  treeMap,
  useBackend,
  zerosLike,
} from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  attention,
  dense,
  dropout,
  multiHeadAttention,
  relu,
  residual,
  sequential,
  trainApply,
  transformerBlock,
  withMask,
} from "./index.ts";

const truth = (values: never): Tensor => tensor(values, { dtype: "bool" });
const mask = (): Tensor =>
  truth([
    [1, 1, 0],
    [0, 0, 0],
  ] as never);
const model = sequential(
  dense(4, 4),
  transformerBlock(4, 2),
  residual(transformerBlock(4, 2, { causal: true })),
);

describe.each(["reference", "wasm"])("on %s", (name) => {
  test("a query that sees nothing gets 0, and no gradient is NaN", async () => {
    using _ = useBackend(await device(name));
    const [q, k, v] = [normal(key(1), [3, 2]), normal(key(2), [3, 2]), normal(key(3), [3, 2])];
    for (const [causal, seen, first] of [
      [
        false,
        [
          [0, 0, 0],
          [1, 1, 1],
          [1, 0, 1],
        ],
        0,
      ],
      [true, [0, 1, 1], 0],
    ] as const) {
      const y = (tree: { q: Tensor; k: Tensor; v: Tensor }) =>
        attention(tree.q, tree.k, tree.v, { causal, mask: truth(seen as never) });
      expect([...(await y({ q, k, v }).data()).slice(0, 2)]).toEqual([first, first]);
      const slopes = grad((tree: { q: Tensor; k: Tensor; v: Tensor }) => sum(mul(y(tree), y(tree))))({
        q,
        k,
        v,
      });
      expect([...(await slopes.q.data()).slice(0, 2)]).toEqual([0, 0]);
      for (const slope of Object.values(slopes))
        expect([...(await slope.data())].every(Number.isFinite)).toBe(true);
    }
  });

  test("padding does not affect the visible positions", async () => {
    using _ = useBackend(await device(name));
    const params = model.init(key(0));
    const at = async (x: Tensor) => [...(await withMask(model, mask()).apply(params, x).data()).slice(0, 8)];
    const x = normal(key(1), [2, 3, 4]);
    const other = tensor(
      (await x.data()).map((value, i) => (i >= 8 ? 100 : value)),
      { shape: [2, 3, 4] },
    );
    expect(await at(other)).toEqual(await at(x));
    expect(await at(x)).not.toEqual([...(await model.apply(params, x).data()).slice(0, 8)]);
  });

  test("a sequence that is all padding leaves every gradient finite", async () => {
    using _ = useBackend(await device(name));
    const params = model.init(key(0));
    const loss = valueAndGrad((p: typeof params) =>
      sum(withMask(model, mask()).apply(p, normal(key(1), [2, 3, 4]))),
    );
    const finite: Promise<boolean>[] = [];
    treeMap((g: Tensor) => {
      finite.push(g.data().then((values) => [...values].every(Number.isFinite)));
      return zerosLike(g);
    }, loss(params)[1]);
    expect((await Promise.all(finite)).every(Boolean)).toBe(true);
  });
});

test("the masked model has the parameters, the name and the parts of the model", () => {
  const masked = withMask(model, mask());
  expect(masked.name).toBe(model.name);
  const parts = (layer: typeof model) => {
    const found: string[] = [];
    layer.map?.((part, path) => (found.push(`${path} ${part.name}`), part));
    return found;
  };
  expect(parts(masked)).toEqual(parts(model));
  expect(parts(model)).toHaveLength(3);
});

test("in training, it takes keys as the model does", async () => {
  const noisy = sequential(multiHeadAttention(4, 2), dropout(0.5));
  const [params, x] = [noisy.init(key(0)), normal(key(1), [2, 3, 4])];
  const [y] = trainApply(
    withMask(
      noisy,
      truth([
        [1, 1, 1],
        [1, 1, 1],
      ] as never),
    ),
    params,
    x,
    key(2),
  );
  expect(await y.data()).toEqual(await noisy.apply(params, x, key(2)).data());
});

test("masks that do not fit, or that are never used, are refused with the remedy", () => {
  const layer = multiHeadAttention(4, 2);
  const [params, x] = [layer.init(key(0)), ones([2, 3, 4])];
  expect(() => withMask(layer, ones([2, 3]))).toThrow(
    "withMask: mask is float64, but must be bool, true where something may be seen; compare, as in notEqual(tokens, padding)",
  );
  expect(() => withMask(layer, truth([1, 1, 1] as never)).apply(params, x)).toThrow(
    "multiHeadAttention(4, 2): the mask is [3] but must be [2,3]; give one truth value per position of each sequence",
  );
  expect(() => withMask(sequential(dense(4, 4), relu), mask())).toThrow(
    "withMask: sequential(dense(4, 4), relu) has no part that looks at other positions",
  );
  expect(() => attention(x, x, x, { mask: truth([1, 1] as never) })).toThrow(
    "attention: mask is [2], which does not stretch to [2,3,3]; give one truth value for each query and position",
  );
  expect(() => attention(x, x, x, { mask: ones([3]) })).toThrow(
    "attention: mask is float64, but must be bool",
  );
});
