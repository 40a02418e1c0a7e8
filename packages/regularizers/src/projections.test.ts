import { grad } from "@downhill/autograd";
import {
  adam,
  apply,
  chain,
  gradientDescent,
  momentum,
  momentumMean,
  type Transform,
} from "@downhill/optimizers";
import {
  add,
  type Backend,
  device,
  key,
  leaves,
  mul,
  normal,
  reference,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  useBackend,
  zerosLike,
} from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { l1, maxNorm, nonNegative, proximalL1, type Stateless } from "./index.ts";

const backends: Record<string, Backend> = { reference };
beforeAll(async () => {
  backends.wasm = await device("wasm");
});

/** The lasso's minimum for an orthogonal design is known: each of c moved towards zero by λ. */
const c = [2, 0.05, -0.03, -1, 0.1001];
const λ = 0.1;
const minimum = [1.9, 0, 0, -0.9, 0.0001];
const loss = (w: Tensor): Tensor => mul(0.5, sum(square(sub(w, tensor(c)))));

async function walk(
  optimizer: Transform<unknown>,
  of: (w: Tensor) => Tensor,
  start: Tensor,
  steps: number,
): Promise<number[]> {
  let w = start;
  let state = optimizer.init(w);
  for (let step = 0; step < steps; step++) {
    const [updates, next] = optimizer.update(grad(of)(w), state, w, step);
    [w, state] = [apply(w, updates), next];
  }
  return [...(await w.data())];
}

const begin = (): Tensor => tensor([0.7, 0.7, 0.7, 0.7, 0.7]);

describe.each([
  ["reference", 1e-12],
  ["wasm", 1e-6],
] as const)("on %s", (name, tolerance) => {
  test.each([0.1, 0.5, (step: number) => 0.5 / (1 + step / 50)])(
    "proximal L1 reaches the lasso's minimum with its zeros exact, at rate %s",
    async (learningRate) => {
      using _ = useBackend(backends[name]!);
      const optimizer = chain(gradientDescent({ learningRate }), proximalL1({ lambda: λ, learningRate }));
      const w = await walk(optimizer, loss, begin(), 300);
      for (const [i, each] of w.entries()) expect(Math.abs(each - minimum[i]!)).toBeLessThan(tolerance);
      expect([w[1], w[2]]).toEqual([0, 0]);
    },
  );

  test("the subgradient of L1 gives no zero, and after Adam proximal L1 gives them as well", async () => {
    using _ = useBackend(backends[name]!);
    const penalised = (w: Tensor): Tensor => add(loss(w), l1(λ)(w));
    const subgradient = await walk(gradientDescent({ learningRate: 0.1 }), penalised, begin(), 300);
    expect(subgradient.filter((each) => each === 0)).toEqual([]);
    expect(Math.abs(subgradient[1]!)).toBeLessThan(0.02); // near, and no nearer
    const learningRate = 0.05;
    const optimizer = chain(adam({ learningRate }), proximalL1({ lambda: λ, learningRate }));
    const near = await walk(optimizer, (x) => mul(0, sum(x)), tensor([0.001, -0.004, 0.7]), 1);
    expect(near.map((each) => each === 0)).toEqual([true, true, false]);
  });

  test("after momentum the penalty is a tenth, unless its rate is ten times as large or the momentum is a mean", async () => {
    using _ = useBackend(backends[name]!);
    const [learningRate, start] = [0.02, tensor([0.7])];
    const away = (w: Tensor): Tensor => mul(0.5, sum(square(sub(w, 2))));
    const end = async (rule: Transform<unknown>, rate: number): Promise<number> =>
      (await walk(chain(rule, proximalL1({ lambda: 0.5, learningRate: rate })), away, start, 1500))[0]!;
    const sums = momentum({ learningRate, momentum: 0.9 });
    const means = momentumMean({ learningRate, momentum: 0.9 });
    expect(await end(gradientDescent({ learningRate }), learningRate)).toBeCloseTo(1.5, 4);
    expect(await end(sums, learningRate)).toBeCloseTo(1.95, 4);
    expect(await end(sums, 10 * learningRate)).toBeCloseTo(1.5, 4);
    expect(await end(means, learningRate)).toBeCloseTo(1.5, 4);
  });

  test("zeros survive rounding: if a projection gives 0, parameter plus update is 0", async () => {
    using _ = useBackend(backends[name]!);
    const [p, u] = [normal(key(3), [1000]), mul(normal(key(4), [1000]), 0.3)];
    const moved = await add(p, u).data();
    const [thresholded] = proximalL1({ lambda: 1, learningRate: 0.2 }).update(u, [], p, 0);
    const after = await apply(p, thresholded).data();
    const inside = [...moved.keys()].filter((i) => Math.abs(moved[i]!) <= 0.19);
    expect(inside.length).toBeGreaterThan(100);
    for (const i of inside) expect(after[i] === 0).toBe(true);
    expect([...after].filter((each) => each === 0).length).toBeLessThan(300);
  });

  test("after a step with nonNegative nothing is below 0, and parameters that stay above move as they would otherwise", async () => {
    using _ = useBackend(backends[name]!);
    const [p, u] = [normal(key(5), [1000]), normal(key(6), [1000])];
    const [updates] = nonNegative().update(u, [], p, 0);
    const [free, held] = [await add(p, u).data(), await apply(p, updates).data()];
    for (const [i, each] of held.entries()) expect(each).toBe(free[i]! > 0 ? free[i] : 0);
    expect([...held].filter((each) => each === 0).length).toBeGreaterThan(300);
  });

  test.each(["columns", "rows"] as const)(
    "maxNorm holds %s to the limit and is idempotent",
    async (groups) => {
      using _ = useBackend(backends[name]!);
      const [p, u] = [normal(key(7), [6, 5]), normal(key(8), [6, 5])];
      const link = maxNorm(2.8, { groups });
      const project = (w: Tensor, by: Tensor): Tensor => apply(w, link.update(by, [], w, 0)[0]);
      const once = project(p, u);
      const twice = await project(once, zerosLike(once)).data();
      const [before, after] = [await add(p, u).data(), await once.data()];
      const lengths = (x: ArrayLike<number>): number[] =>
        Array.from({ length: groups === "columns" ? 5 : 6 }, (_, g) =>
          Math.hypot(
            ...Array.from(x).filter((_, i) => (groups === "columns" ? i % 5 : Math.floor(i / 5)) === g),
          ),
        );
      const held = lengths(after);
      for (const [g, length] of lengths(before).entries()) {
        expect(Math.abs(held[g]! - Math.min(length, 2.8))).toBeLessThan(tolerance);
      }
      expect(new Set(lengths(before).map((length) => length > 2.8)).size).toBe(2); // some are held, some free
      for (const [i, each] of twice.entries()) expect(Math.abs(each - after[i]!)).toBeLessThan(tolerance);
    },
  );

  test("maxNorm passes an update inside the ball unchanged, also at zero", async () => {
    using _ = useBackend(backends[name]!);
    const [p, u] = [tensor([[0.1, 0]]), tensor([[0.2, 0]])];
    expect(await maxNorm(1).update(u, [], p, 0)[0].data()).toEqual(await u.data());
  });
});

const links: Readonly<Record<string, Transform<Stateless>>> = {
  proximalL1: proximalL1({ lambda: 1, learningRate: 0.1, filter: (path) => path === "w" }),
  maxNorm: maxNorm(0.5, { filter: (path) => path === "w" }),
  nonNegative: nonNegative({ filter: (path) => path === "w" }),
};

test.each(Object.entries(links))(
  "%s changes only what the filter selects, and leaves no other tensors in memory",
  async (name, link) => {
    const params = { w: tensor([[-1, 1]]), b: tensor([-1]) };
    const zero = { w: zerosLike(params.w), b: zerosLike(params.b) };
    const before = reference.live();
    const [updates, state] = link.update(zero, link.init(params), params, 0);
    expect(reference.live() - before).toBe(1);
    expect(leaves<Tensor>(updates)).toHaveLength(2);
    expect(updates.b).toBe(zero.b);
    expect(state).toEqual([]);
    expect([...(await updates.w.data())].some((each) => each !== 0)).toBe(true);
    expect(() => link.init({ v: params.w })).toThrow(
      `${name}: the filter accepts none of the parameters (v)`,
    );
  },
);

test("bad settings are refused with a sentence", () => {
  expect(() => proximalL1({ lambda: -1, learningRate: 1 })).toThrow("proximalL1: lambda is -1; it must be");
  expect(() => proximalL1({ lambda: 1, learningRate: 0 })).toThrow("proximalL1: learningRate is 0");
  const falling = proximalL1({ lambda: (step) => 1 - step, learningRate: 1 });
  const w = tensor([1]);
  expect(() => falling.update(w, [], w, 2)).toThrow("proximalL1: lambda is -1 at step 2");
  expect(() => maxNorm(0)).toThrow("maxNorm: limit is 0; it must be a positive finite number");
  expect(() => maxNorm(1, { groups: "column" as "columns" })).toThrow(
    'maxNorm: groups "column" is unknown; did you mean columns?',
  );
});
