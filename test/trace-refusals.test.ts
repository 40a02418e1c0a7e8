import { readFileSync } from "node:fs";
import { dropout } from "@downhill/nn";
import { accumulate, adam, gradientDescent } from "@downhill/optimizers";
import {
  device,
  type Key,
  key,
  mul,
  pad,
  permutation,
  perStep,
  reference,
  tensor,
  type Tensor,
  useBackend,
} from "@downhill/tensor";
import { type Inputs, trace, TraceError } from "@downhill/tensor/trace";
import { describe, expect, test } from "vitest";

/** The refusal of a trace, and the source line that it names. */
function refusal<I extends Inputs>(fn: (inputs: I) => unknown, inputs: I): { message: string; line: string } {
  try {
    trace(fn, inputs);
  } catch (error) {
    expect(error).toBeInstanceOf(TraceError);
    const { message } = error as Error;
    expect(message).not.toMatch(/\n| at .* at /);
    const [, file, line] = /at (\S+\.ts):(\d+)/.exec(message) ?? [];
    return {
      message,
      line: file === undefined ? "" : readFileSync(file, "utf8").split("\n")[Number(line) - 1]!.trim(),
    };
  }
  throw new Error("nothing was refused");
}

describe("refuses, and names the line,", () => {
  const x = tensor([1, 2]);
  const one = tensor(1);

  test("a value that is read", () => {
    const item = async ({ one }: { one: Tensor }) => {
      const value = await one.item();
      return mul(one, value);
    };
    expect(refusal(item, { one }).line).toBe("const value = await one.item();");
    const unawaited = ({ x }: { x: Tensor }) => {
      void x.data();
      return x;
    };
    expect(refusal(unawaited, { x }).line).toBe("void x.data();");
    expect(refusal(unawaited, { x }).message).toContain("a tensor [2] is read");
  });

  test("a value that is read, although the error is caught", () => {
    const shrugging = ({ x }: { x: Tensor }) => {
      try {
        expect(Number(x)).toBe(1);
      } catch {
        return x;
      }
      return mul(x, 2);
    };
    expect(refusal(shrugging, { x }).line).toBe("expect(Number(x)).toBe(1);");
  });

  test("a tensor as a number or a condition", () => {
    const branching = ({ one }: { one: Tensor }) => {
      if ((one as unknown as number) > 0) return one;
      return mul(one, 2);
    };
    expect(refusal(branching, { one }).line).toBe("if ((one as unknown as number) > 0) return one;");
  });

  test("within a helper, both its line and the function's own", () => {
    const { message } = refusal(({ x }) => helper(x), { x });
    expect(message).toMatch(
      /at test\/trace-refusals\.test\.ts:\d+ \(reached from test\/trace-refusals\.test\.ts:\d+\)/,
    );
  });

  test("an asynchronous function", () => {
    expect(refusal(async ({ x }) => x, { x }).message).toContain("asynchronous");
  });

  test("arithmetic with the step, which would stay what it was", () => {
    const scaled = ({ x, step }: { x: Tensor; step: number }) => {
      const rate = 1 / (step + 1);
      return mul(x, rate);
    };
    const { line, message } = refusal(scaled, { x, step: 3 });
    expect(line).toBe("const rate = 1 / (step + 1);");
    expect(message).toContain("perStep");
  });

  test("the step as an attribute of a kernel, where it would be fixed", () => {
    const padded = ({ x, step }: { x: Tensor; step: number }) =>
      pad(x, { before: [0], after: [1], value: step });
    expect(refusal(padded, { x, step: 3 }).message).toContain("step is an attribute of pad");
  });

  test("an optimizer that does not do the same at every step", () => {
    const twice = accumulate(2, gradientDescent());
    const update = ({ x, step }: { x: Tensor; step: number }) => twice.update(x, twice.init(x), x, step)[0];
    expect(refusal(update, { x, step: 0 }).line).toContain("% every");
  });

  test("a step that is not an input, unless nothing depends on it", () => {
    const optimizer = adam();
    const fixed = ({ x }: { x: Tensor }) => optimizer.update(x, optimizer.init(x), x, 3)[0];
    expect(refusal(fixed, { x }).message).toContain(
      "adam.t depends on the step, which is the known number 3 here",
    );
    const descent = ({ x }: { x: Tensor }) => gradientDescent().update(x, {}, x, 3)[0];
    expect(trace(descent, { x }).nodes.map(({ kernel }) => kernel)).toEqual(["mul", "neg"]);
  });

  test("draws from a key that is not an input", () => {
    const noisy = ({ x }: { x: Tensor }) => dropout(0.5).apply([], x, key(0));
    expect(refusal(noisy, { x }).message).toContain("pass the key to trace as an input");
    const shuffled = ({ x, key }: { x: Tensor; key: Key }) => mul(x, permutation(key, 2)[0]!);
    expect(refusal(shuffled, { x, key: key(0) }).line).toContain("permutation(key, 2)");
  });

  test("a tensor from outside", async () => {
    const outside = tensor([3, 4]);
    expect(refusal(({ x }) => mul(x, outside), { x }).line).toContain("mul(x, outside)");
    expect(refusal(({ x }) => mul(mul(outside, 2), x), { x }).message).toContain(
      "mul takes a tensor [2] from outside",
    );
    expect(refusal(() => outside, { x }).message).toContain("the result is a tensor from outside");
    using _ = useBackend(await device("wasm"));
    expect(refusal(({ y }) => mul(y, outside), { y: tensor([1, 2]) }).message).toContain("from outside");
  });

  test("a result that is not a tensor", () => {
    expect(refusal(({ x }) => ({ x, more: [2] }), { x }).message).toContain(
      '"more.0" of the result is number',
    );
    const passed = ({ x, step }: { x: Tensor; step: number }) => ({ x, step });
    expect(refusal(passed, { x, step: 1 }).message).toContain('"step" of the result is an input number');
  });
});

const helper = (x: Tensor): Tensor => mul(x, Number(x));

test("a trace restores what it has set, after a refusal too", () => {
  const outside = tensor([1, 2]);
  expect(() => trace(({ x }: { x: Tensor }) => mul(x, Number(x)), { x: outside })).toThrow(TraceError);
  expect(perStep("rate", (step) => step * 2, 3)).toBe(6);
  expect(mul(outside, 2).backend).toBe(reference);
});
