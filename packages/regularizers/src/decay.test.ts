import { readFileSync } from "node:fs";
import { grad } from "@downhill/autograd";
import {
  adam,
  adamw,
  apply,
  chain,
  gradientDescent,
  type Params,
  type Transform,
} from "@downhill/optimizers";
import { cosine, warmup } from "@downhill/schedules";
import {
  add,
  currentScope,
  leaves,
  mul,
  type Nested,
  reference,
  scope,
  square,
  sum,
  type Tensor,
  tensor,
  treeMap,
} from "@downhill/tensor";
import { expect, test } from "vitest";
import { decay, l2 } from "./index.ts";

type Model = { readonly w: Tensor; readonly b: Tensor };

const start = (): Model => ({
  w: tensor([
    [1, -2],
    [3, 0.5],
  ]),
  b: tensor([0.25, -4]),
});
/** A loss whose gradients differ much in size from coordinate to coordinate. */
const loss = ({ w, b }: Model): Tensor =>
  add(
    sum(
      mul(
        square(w),
        tensor([
          [10, 1],
          [0.1, 0.01],
        ]),
      ),
    ),
    mul(sum(square(add(b, 1))), 0.3),
  );

const flat = async (params: Params): Promise<number[]> =>
  (await Promise.all(leaves<Tensor>(params).map((p) => p.data()))).flatMap((data) => [...data]);

async function walk(
  optimizer: Transform<unknown>,
  of: (params: Model) => Tensor,
  steps: number,
): Promise<number[]> {
  let params = start();
  let state = optimizer.init(params);
  for (let step = 0; step < steps; step++) {
    const [updates, next] = optimizer.update(grad(of)(params), state, params, step);
    [params, state] = [apply(params, updates), next];
  }
  return flat(params);
}

/** Relative to the larger of the number itself and 1: all parameters here are of order 1. */
const difference = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!) / Math.max(1, Math.abs(b[i]!))));

const steps = 50;
const λ = 0.3;
const penalised = (params: Model): Tensor => add(loss(params), l2(λ)(params));

// The two sides differ in the order of about a hundred roundings of 1e-16, which gradient descent contracts.
test.each([
  ["a number", 0.05],
  ["a schedule", warmup(cosine(0.05, steps), 5)],
] as const)(
  "under gradient descent an L2 penalty is decay with the same λ and η, η being %s",
  async (_, learningRate) => {
    const penalty = await walk(gradientDescent({ learningRate }), penalised, steps);
    const decayed = await walk(
      chain(gradientDescent({ learningRate }), decay({ weightDecay: λ, learningRate })),
      loss,
      steps,
    );
    const neither = await walk(gradientDescent({ learningRate }), loss, steps);
    expect(difference(penalty, decayed)).toBeLessThan(1e-12);
    expect(difference(penalty, neither)).toBeGreaterThan(0.1);
  },
);

test("without a learning rate, decay takes η λ as one number", async () => {
  const penalty = await walk(gradientDescent({ learningRate: 0.05 }), penalised, steps);
  const decayed = await walk(chain(gradientDescent({ learningRate: 0.05 }), decay(0.05 * λ)), loss, steps);
  expect(difference(penalty, decayed)).toBeLessThan(1e-12);
});

test("under Adam an L2 penalty is not decay", async () => {
  const penalty = await walk(adam({ learningRate: 0.05 }), penalised, steps);
  const decayed = await walk(
    chain(adam({ learningRate: 0.05 }), decay({ weightDecay: λ, learningRate: 0.05 })),
    loss,
    steps,
  );
  expect(difference(penalty, decayed)).toBeGreaterThan(0.05);
});

test("Adam and then decay is AdamW", async () => {
  const learningRate = warmup(cosine(0.05, steps), 5);
  const chained = await walk(
    chain(adam({ learningRate }), decay({ weightDecay: λ, learningRate })),
    loss,
    steps,
  );
  const whole = await walk(adamw({ learningRate, weightDecay: λ }), loss, steps);
  expect(difference(chained, whole)).toBeLessThan(1e-12);
});

type Values = { readonly w: Nested; readonly b: Nested };
const { source, runs } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/adamw.json", import.meta.url), "utf8"),
) as {
  readonly source: { readonly library: string; readonly version: string };
  readonly runs: readonly {
    readonly name: string;
    readonly hyper: { readonly weightDecay: number; readonly [name: string]: number };
    readonly params: Values;
    readonly grads: readonly Values[];
    readonly trajectory: readonly Values[];
  }[];
};

const upload = ({ w, b }: Values): Model => ({ w: tensor(w), b: tensor(b) });

test.for(runs)("Adam and then decay follows PyTorch's AdamW: $name", async (run, { task }) => {
  const { weightDecay, learningRate, ...rest } = run.hyper;
  const optimizer = chain(
    adam({ learningRate: learningRate!, ...rest }),
    decay({ weightDecay, learningRate: learningRate! }),
  );
  let params = upload(run.params);
  let state = optimizer.init(params);
  let found = 0;
  for (const [step, grads] of run.grads.entries()) {
    const [updates, next] = optimizer.update(upload(grads), state, params, step);
    [params, state] = [apply(params, updates), next];
    found = Math.max(found, difference(await flat(params), await flat(upload(run.trajectory[step]!))));
  }
  expect(found).toBeLessThan(1e-12);
  expect(run.grads).toHaveLength(30);
  const oracle = `${source.library} ${source.version}`;
  Object.assign(task.meta, { proof: { package: "regularizers", name: "decay", oracle, difference: found } });
});

test("decay alone shrinks each parameter by its share, and the filter leaves the others", async () => {
  const params = start();
  const zero = treeMap((p: Tensor) => mul(p, 0), params);
  const [updates] = decay({ weightDecay: 0.1, filter: (path) => path.endsWith("w") }).update(
    zero,
    [],
    params,
    0,
  );
  expect(await updates.w.data()).toEqual(Float64Array.of(-0.1, 0.2, -0.30000000000000004, -0.05));
  expect(await updates.b.data()).toEqual(Float64Array.of(0, -0));
});

test("a step of decay leaves only its updates in memory", () => {
  const params = start();
  const before = reference.live();
  const [updates] = decay(0.1).update(params, [], params, 0);
  expect(reference.live() - before).toBe(leaves<Tensor>(updates).length);
});

test("updates that the filter passes over survive the step's scope when kept", () => {
  const link = decay({ weightDecay: 0.1, filter: (path) => path === "w" });
  const params = start();
  const kept = ((): Model => {
    using s = scope("step");
    const grads = treeMap((p: Tensor) => mul(p, 2), params);
    const [updates] = link.update(grads, [], params, 0);
    return s.keep(updates);
  })();
  expect(currentScope()).toBeNull();
  expect([kept.w.disposed, kept.b.disposed]).toEqual([false, false]);
});

test("bad settings are refused with a sentence", () => {
  expect(() => decay(-0.1)).toThrow(
    "decay: weightDecay is -0.1; it must be finite and at least 0, such as 0.01",
  );
  expect(() => decay({ weightDecay: 0.1, learningRate: NaN })).toThrow("decay: learningRate is NaN");
  const params = start();
  expect(() => decay((step) => 1 - step).update(params, [], params, 2)).toThrow(
    "decay: weightDecay is -1 at step 2; it must be finite and at least 0",
  );
  expect(() => decay((step) => 1 / step).update(params, [], params, 0)).toThrow(
    "decay: weightDecay is Infinity at step 0",
  );
  expect(() => decay({ weightDecay: 0.1, filter: (path) => path === "W" }).init(params)).toThrow(
    "decay: the filter accepts none of the parameters (w, b); make it return true for some",
  );
});
