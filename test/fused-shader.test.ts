import { compileKernel, describeFault } from "@downhill/wgsl";
import { numbers, type Optimizer, programOf, rules } from "@downhill/optimizers";
import type { Elementwise } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { shaderOf } from "../packages/tensor/src/backends/wgsl.ts";

// The shaders that updates become, in the interpreter: what a GPU would hide is seen, and no GPU is needed.

/** A program's outputs by the meaning of its nodes, in float64. */
function meant(
  { nodes, outputs }: Elementwise,
  inputs: readonly number[],
  scalars: readonly number[],
): number[] {
  const values: number[] = [];
  for (const node of nodes) {
    if (node.kind === "input") values.push(inputs[node.index]!);
    else if (node.kind === "scalar") values.push(scalars[node.index]!);
    else if (node.kind === "constant") values.push(node.value);
    else {
      const operation: (...of: number[]) => number = numbers[node.kind];
      values.push(operation(...node.of.map((at) => values[at]!)));
    }
  }
  return outputs.map((at) => values[at]!);
}

describe.each(Object.entries(rules) as [string, Optimizer<string, string>][])("%s", (_, { rule }) => {
  const program = programOf(rule);
  const scalars = [3, ...Object.values<number>(rule.hyper)];
  const inputCount = 2 + rule.state.length;
  const element = (input: number, i: number): number =>
    Math.fround((input === 0 ? 1 : 0.5) + ((7 * i + 3 * input) % 11) / 16);

  test.each([
    ["apart", []],
    ["over its inputs", [0, ...rule.state.map((_, i) => i + 2)]],
  ])("with its outputs %s: each element once, nothing outside, no races, its values", (_, into) => {
    const shader = shaderOf(program, into)!;
    // A device need not have more than 8 storage buffers; where it has no more, the backend takes the ops one by one.
    const kernel = compileKernel(shader.code, { maxStorageBuffersPerShaderStage: 10 });
    if (shader.bufferCount > 8)
      expect(() => compileKernel(shader.code)).toThrow(`uses ${shader.bufferCount} storage buffers`);
    for (const count of [1, 64, 130]) {
      const { uniform, workgroups } = shader.dispatch(count, scalars)!;
      const buffers = Array.from({ length: shader.bufferCount }, (_, at) =>
        Float32Array.from({ length: count }, (_, i) => (at < inputCount ? element(at, i) : NaN)),
      );
      const { faults, unwritten } = kernel.run({
        buffers: [new Uint32Array(uniform), ...buffers],
        workgroups: [...workgroups, 1],
      });
      expect(faults.map((fault) => describeFault(fault).en)).toEqual([]);
      expect([...unwritten.values()].flat()).toEqual([]);
      for (let i = 0; i < count; i++) {
        const at = Array.from({ length: inputCount }, (_, input) => element(input, i));
        meant(program, at, scalars).forEach((expected, k) => {
          const actual = buffers[shader.outputAt[k]!]![i]!;
          // float32: about ten roundings of 6e-8, and 1 − β₂ᵗ, which loses three digits.
          expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(2e-5);
        });
      }
    }
  });
});

test("more elements than one row of workgroups takes are laid out in rows, and none is missed", () => {
  const shader = shaderOf(programOf(rules.gradientDescent.rule), [0])!;
  for (const count of [64 * 65535, 64 * 65535 + 1, 1_000_000_000]) {
    const { uniform, workgroups } = shader.dispatch(count, [1, 0.1])!;
    const [x, y] = workgroups;
    expect(Math.max(x, y)).toBeLessThanOrEqual(65535);
    expect([...new Uint32Array(uniform, 0, 2)]).toEqual([count, 64 * x]);
    expect(64 * x * y).toBeGreaterThanOrEqual(count);
    expect(64 * x * (y - 1)).toBeLessThan(count);
  }
});

test("what WGSL cannot say, or float32 cannot hold, is left to the caller", () => {
  const power: Elementwise = {
    name: "power",
    nodes: [
      { kind: "input", index: 0 },
      { kind: "scalar", index: 0 },
      { kind: "pow", of: [0, 1] },
    ],
    outputs: [2],
  };
  expect(shaderOf(power)).toBe(undefined);
  const quotient = {
    ...power,
    nodes: [...power.nodes.slice(0, 2), { kind: "div", of: [0, 1] }],
  } as Elementwise;
  expect(shaderOf(quotient)!.dispatch(1, [0.5])).toBeDefined();
  expect(shaderOf(quotient)!.dispatch(1, [0])).toBe(undefined);
});
