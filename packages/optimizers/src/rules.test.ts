import { readFileSync } from "node:fs";
import {
  type Backend,
  device,
  leaves,
  mul,
  reference,
  scope,
  sub,
  tensor,
  type Tensor,
  treeMap,
  useBackend,
  zerosLike,
} from "@downhill/tensor";
import katex from "katex";
import { beforeAll, describe, expect, test } from "vitest";
import { numbers } from "./algebra.ts";
import { apply, type Params } from "./optimizer.ts";
import { inputsOf, type Rule } from "./rule.ts";
import * as rules from "./rules.ts";
import { equations } from "./tex.ts";
import type { Optimizer } from "./transform.ts";

// One battery for all rules: a new rule is tested by standing in rules.ts with an oracle of its name beside it.
type Values = { readonly w: readonly (readonly number[])[]; readonly b: readonly number[] };
interface Run {
  readonly name: string;
  readonly hyper: Readonly<Record<string, number>>;
  readonly params: Values;
  readonly grads: readonly Values[];
  readonly trajectory: readonly Values[];
}
type AnyOptimizer = Optimizer<string, string>;

const oracle = (name: string): Run[] =>
  (
    JSON.parse(readFileSync(new URL(`../../../test/oracles/${name}.json`, import.meta.url), "utf8")) as {
      runs: Run[];
    }
  ).runs;
const flat = ({ w, b }: Values): number[] => [...w.flat(), ...b];
const upload = ({ w, b }: Values): Params => ({ w: tensor(w), b: tensor(b) });

/** The largest difference, relative to the larger of the number itself and 1 (parameters are of order 1). */
const difference = (actual: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((e, i) => Math.abs(actual[i]! - e) / Math.max(1, Math.abs(e))));

async function trajectory(
  optimizer: AnyOptimizer,
  { hyper, params: start, grads }: Run,
  backend: Backend,
): Promise<number[][]> {
  using _ = useBackend(backend);
  const transform = optimizer(hyper);
  let params = upload(start);
  let state = transform.init(params);
  const path: number[][] = [];
  for (const [step, values] of grads.entries()) {
    {
      using s = scope("step");
      const [updates, next] = transform.update(upload(values), state, params, step);
      [params, state] = s.keep([apply(params, updates), next] as const);
    }
    path.push((await Promise.all(leaves(params).map((p) => p.data()))).flatMap((data) => [...data]));
  }
  return path;
}

/** The same walk in float64 numbers, one coordinate at a time. */
function walk(rule: Rule<string, string>, { hyper, params, grads }: Run): number[][] {
  const moments = flat(params).map(() =>
    Object.fromEntries(
      rule.state.map((name) => {
        const from = rule.begins?.[name];
        return [name, from === undefined ? 0 : { ...rule.hyper, ...hyper }[from]!];
      }),
    ),
  );
  let now = flat(params);
  return grads.map((values, step) => {
    const g = flat(values);
    now = now.map((p, i) => {
      const known: Record<string, number> = {
        ...rule.hyper,
        ...hyper,
        ...moments[i],
        p,
        g: g[i]!,
        t: step + 1,
      };
      const { update, ...state } = rule.step(
        numbers,
        inputsOf(rule, (name) => known[name]!),
      );
      moments[i] = state;
      return p + update;
    });
    return now;
  });
}

/** What the descent below needs where a rate of 0.05 does not bring a rule to the minimum in 600 steps. */
const pace: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  adagrad: { learningRate: 2 },
  adadelta: { learningRate: 1, epsilon: 1e-3 },
  adamax: { learningRate: 0.2 },
  radam: { learningRate: 0.2 },
};

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

describe.each(Object.entries(rules) as [string, AnyOptimizer][])("%s", (name, optimizer) => {
  const { rule } = optimizer;
  const runs = oracle(name);
  const undecayed = "weightDecay" in rule.hyper ? { weightDecay: 0 } : {};

  test("is named as it is exported, and has equations that TeX can read", () => {
    expect(rule.name).toBe(name);
    for (const equation of equations(rule)) {
      expect(() => katex.renderToString(equation, { throwOnError: true, strict: "error" })).not.toThrow();
    }
  });

  test.each(runs.map((run) => [run.name, run] as const))("follows the oracle: %s", async (_, run) => {
    const expected = run.trajectory.map(flat);
    const inNumbers = walk(rule, run);
    const onReference = await trajectory(optimizer, run, reference);
    const onWasm = await trajectory(optimizer, run, wasm);
    expected.forEach((theta, step) => {
      // Both are float64 and differ only in the order of a few roundings.
      expect(difference(inNumbers[step]!, theta), `numbers, step ${step}`).toBeLessThan(1e-12);
      expect(difference(onReference[step]!, theta), `reference, step ${step}`).toBeLessThan(1e-12);
      // float32 keeps 6e-8 of each parameter, and 30 steps add up.
      expect(difference(onWasm[step]!, theta), `wasm, step ${step}`).toBeLessThan(1e-5);
    });
  });

  test("does nothing on zero gradients from the start, but for decay", async () => {
    const params = upload(runs[0]!.params);
    const transform = optimizer(undecayed);
    const [updates] = transform.update(treeMap(zerosLike, params), transform.init(params), params, 0);
    for (const update of leaves<Tensor>(updates))
      expect((await update.data()).every((u) => Math.abs(u) === 0)).toBe(true);
  });

  test("permuting the parameters permutes the result", async () => {
    const [params, grads] = [upload(runs[0]!.params), upload(runs[0]!.grads[0]!)] as Record<
      "w" | "b",
      Tensor
    >[];
    const swap = ({ w, b }: Record<"w" | "b", Tensor>) => ({ b, w });
    const step = (p: Record<"w" | "b", Tensor>, g: Record<"w" | "b", Tensor>) => {
      const transform = optimizer();
      return apply(p, transform.update(g, transform.init(p), p, 0)[0]);
    };
    const [straight, swapped] = [step(params!, grads!), step(swap(params!), swap(grads!))];
    expect(await swapped.w.data()).toEqual(await straight.w.data());
    expect(await swapped.b.data()).toEqual(await straight.b.data());
  });

  test("refuses a learning rate that is not positive and finite", () => {
    for (const learningRate of [0, -1, NaN, Infinity]) {
      expect(() => optimizer({ learningRate })).toThrow(
        `${name}: learningRate is ${learningRate}; it must be a positive finite number`,
      );
    }
    const transform = optimizer({ learningRate: (step: number) => (step === 0 ? 0.1 : NaN) });
    const p = tensor([1]);
    const [, state] = transform.update(p, transform.init(p), p, 0);
    expect(() => transform.update(p, state, p, 1)).toThrow("learningRate is NaN at step 1");
    expect(() => optimizer({ learningrate: 0.1 })).toThrow('no hyper-parameter "learningrate"');
  });

  test("descends the parabola (x − 3)², and holds as many tensors at every step", async () => {
    const transform = optimizer({ learningRate: 0.05, ...undecayed, ...pace[name] });
    let x: Params = tensor([10, -10]);
    let state = transform.init(x);
    const held: number[] = [];
    for (let step = 0; step < 600; step++) {
      using s = scope("step");
      const slope: Tensor = mul(sub(x as Tensor, 3), 2);
      const [updates, next] = transform.update<Params>(slope, state, x, step);
      const after: readonly [Params, typeof state] = s.keep([apply(x, updates), next]);
      for (const old of leaves<Tensor>([x, ...Object.values(state)])) old.dispose();
      [x, state] = after;
      held.push(reference.live());
    }
    expect(new Set(held).size).toBe(1);
    for (const value of await (x as Tensor).data()) expect(Math.abs(value - 3)).toBeLessThan(0.2);
  });
});
