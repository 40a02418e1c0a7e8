import {
  type Backend,
  device,
  type ElementNode,
  type Elementwise,
  recording,
  reference,
  tensor,
  type Tensor,
  useBackend,
} from "@downhill/tensor";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { difference, flat, oracleOf, type Run, walked } from "./battery/oracle.ts";
import { numbers } from "./algebra.ts";
import { overTensors } from "./over-tensors.ts";
import { programOf } from "./program.ts";
import { inputsOf, type Rule } from "./rule.ts";
import * as rules from "./rules.ts";
import type { Optimizer } from "./transform.ts";

// Laws of rules: all interpretations of a rule agree. The battery of all optimizers is battery.test.ts.
type AnyRule = Rule<string, string>;

/** A run in float64 numbers, one coordinate at a time. */
function walk(rule: AnyRule, { hyper, params, grads }: Run): number[][] {
  const moments = flat(params).map(() =>
    Object.fromEntries(
      rule.state.map((name) => {
        const from = rule.begins?.[name];
        return [name, from === undefined ? 0 : { ...rule.hyper, ...hyper }[from]!];
      }),
    ),
  );
  let now = flat(params);
  return Array.from({ length: walked }, (_, step) => {
    const g = flat(grads[step % grads.length]!);
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

/** A program's outputs, evaluated node by node. */
function evaluated(
  { nodes, outputs }: Elementwise,
  inputs: readonly number[],
  scalars: readonly number[],
): number[] {
  const values: number[] = [];
  const value = (node: ElementNode): number => {
    if (node.kind === "input") return inputs[node.index]!;
    if (node.kind === "scalar") return scalars[node.index]!;
    if (node.kind === "constant") return node.value;
    const operation: (...of: number[]) => number = numbers[node.kind];
    return operation(...node.of.map((at) => values[at]!));
  };
  for (const node of nodes) values.push(value(node));
  return outputs.map((at) => values[at]!);
}

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

describe.each(Object.entries(rules) as [string, Optimizer<string, string>][])("%s", (name, optimizer) => {
  const { rule } = optimizer;

  test("is named as it is exported", () => {
    expect(rule.name).toBe(name);
  });

  test("follows the oracle in numbers", () => {
    for (const run of oracleOf(name).runs) {
      const path = walk(rule, run);
      run.trajectory.forEach((theta, step) => {
        // Both are float64 and differ only in the order of a few rounding steps.
        expect(difference(path[step]!, flat(theta)), `${run.name}, step ${step}`).toBeLessThan(1e-12);
      });
      expect(difference(path.at(-1)!, flat(run.end)), `${run.name}, the end`).toBeLessThan(1e-12);
    }
  });

  test("gives the same in numbers, as a program, and over tensors, fused or not", async () => {
    // Thirds and sevenths: no weighted sum of them is close enough to 0 for rounding to decide its sign.
    const grid = (size: number, part: number) =>
      fc.integer({ min: -size * 1024, max: size * 1024 }).map((k) => (k + part) / 1024);
    // A second moment is not less than the square of a first.
    const at = fc.record({
      p: grid(3, 0),
      g: grid(3, 1 / 7),
      first: grid(0.5, 1 / 3),
      second: grid(1, 0).map((value) => 1.5 + value),
      t: fc.integer({ min: 1, max: 10_000 }),
      learningRate: fc.double({ min: 1e-3, max: 1, noNaN: true }),
    });
    const mean = new Set(["m", ...(rule.state.length === 1 && "momentum" in rule.hyper ? ["v"] : [])]);
    const step = overTensors(rule);
    await fc.assert(
      fc.asyncProperty(at, async ({ p, g, first, second, t, learningRate }) => {
        const elements = [p, g, ...rule.state.map((each) => (mean.has(each) ? first : second))];
        const scalars: Record<string, number> = { t, ...rule.hyper, learningRate };
        const names = ["p", "g", ...rule.state];
        const known: Record<string, number> = {
          ...scalars,
          ...Object.fromEntries(names.map((each, i) => [each, elements[i]!])),
        };
        const inNumbers = rule.step(
          numbers,
          inputsOf(rule, (each) => known[each]!),
        ) as Record<string, number>;
        const expected = ["update", ...rule.state].map((each) => inNumbers[each]!);
        expect(evaluated(programOf(rule), elements, Object.values(scalars))).toEqual(expected);

        const over = async (backend: Backend, heard: boolean): Promise<number[]> => {
          using _ = useBackend(backend);
          const inputs = elements.map((value) => tensor([value]));
          const run = () => step(inputs as [Tensor, Tensor, ...Tensor[]], scalars);
          const outputs = heard ? recording({ record: () => {} }, run) : run();
          return Promise.all(outputs.map(async (each) => (await each.data())[0]!));
        };
        // The same float64 operations in the same order.
        expect(await over(reference, false)).toEqual(expected);
        // float32: a rounding error of 6e-8 for each of about ten operations, and 1 − β₂ᵗ loses three digits because β₂ᵗ is near 1.
        expect(difference(await over(wasm, false), expected)).toBeLessThan(2e-5);
        expect(difference(await over(wasm, true), expected)).toBeLessThan(2e-5);
      }),
      { numRuns: 25 },
    );
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
    expect(() => optimizer({ learningrate: 0.1 })).toThrow('no option "learningrate"');
  });
});
