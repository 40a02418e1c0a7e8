import { compile, type Compilation, explain, toOnnx } from "@downhill/compile";
import { adam, apply } from "@downhill/optimizers";
import { valueAndGrad } from "@downhill/autograd";
import { cosine } from "@downhill/schedules";
import {
  type Backend,
  device,
  exp,
  matmul,
  mean,
  mul,
  neg,
  ones,
  relu,
  scope,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  useBackend,
} from "@downhill/tensor";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { engine } from "../../packages/compile/src/engine.ts";

let backend: Backend;
let restore: Disposable;
beforeEach(async () => {
  backend = await device("wasm");
  restore = useBackend(backend);
});
afterEach(() => restore[Symbol.dispose]());

const values = async (x: Tensor): Promise<number[]> => [...(await x.data())];

describe("a compiled step", () => {
  test("gives results, and what it was given stays", async () => {
    const fast = compile(({ x }: { x: { a: Tensor; b: Tensor } }) => ({ y: exp(x.a), z: [x.b, neg(x.b)] }));
    const [a, b] = [tensor([0, 1]), tensor([3])];
    const { y, z } = await fast({ x: { a, b } });
    expect((await values(y))[1]).toBeCloseTo(Math.E, 6);
    expect(z[0]).toBe(b);
    expect(await values(z[1]!)).toEqual([-3]);
    expect(await values(a)).toEqual([0, 1]);
  });

  test("computes schedules and bias corrections for each step", async () => {
    const optimizer = adam({ learningRate: cosine(0.1, 8) });
    type State = ReturnType<typeof optimizer.init>;
    const step = ({ w, state, step }: { w: Tensor; state: State; step: number }) => {
      const [updates, next] = optimizer.update(mul(w, 2), state, w, step);
      return { w: apply(w, updates), state: next };
    };
    const fast = compile(step);
    const start = tensor([1, -2, 3]);
    let [eager, compiled] = [
      { w: start, state: optimizer.init(start) },
      { w: start, state: optimizer.init(start) },
    ];
    for (let n = 0; n < 6; n++) {
      eager = step({ ...eager, step: n });
      compiled = await fast({ ...compiled, step: n });
      const [mine, theirs] = [await values(compiled.w), await values(eager.w)];
      for (const [i, value] of theirs.entries()) expect(mine[i]).toBeCloseTo(value, 6);
    }
  });

  test("is compiled again for another shape, which is told once", async () => {
    const told: Compilation[] = [];
    const fast = compile(({ x }: { x: Tensor }) => sum(x), { onCompile: (each) => told.push(each) });
    for (const length of [2, 3, 2, 3]) expect(await (await fast({ x: ones([length]) })).item()).toBe(length);
    expect(told.map(({ count }) => count)).toEqual([1, 2]);
    expect(told[0]!.en).toMatch(/^compile: compiled in \d+ ms for ONNX Runtime [\d.]+$/);
    expect(told[1]!.en).toContain("anew because of x float32 [3] on wasm among the inputs");
    expect(told[1]!.zh).toContain("x float32 [3] on wasm");
  });

  test("prints the second compilation unless told whom to tell", async () => {
    const printed = vi.spyOn(console, "error").mockReturnValue();
    const fast = compile(({ x }: { x: Tensor }) => sum(x));
    for (const length of [2, 3, 3]) (await fast({ x: ones([length]) })).dispose();
    expect(printed.mock.calls.flat().join()).toContain("compiled in");
    expect(printed).toHaveBeenCalledTimes(1);
    printed.mockRestore();
  });

  test("refuses what a graph cannot repeat, with the line, and can be called again", async () => {
    let reads = true;
    const fast = compile(({ x }: { x: Tensor }) => {
      if (reads) void x.data();
      return relu(x);
    });
    const x = tensor([-1, 1]);
    await expect(fast({ x })).rejects.toThrow(
      /at test\/devices\/compiled-step\.spec\.ts:\d+, a tensor \[2\] is read/,
    );
    reads = false;
    expect(await values(await fast({ x }))).toEqual([0, 1]);
  });

  test("refuses float64 and inputs without a tensor", async () => {
    const fast = compile(({ x }: { x: Tensor }) => exp(x));
    const { reference } = await import("@downhill/tensor");
    await expect(fast({ x: tensor([1], { backend: reference }) })).rejects.toThrow("computes in float64");
    await expect(fast({ x: 1 } as never)).rejects.toThrow("the inputs hold no tensor");
  });

  test("runs where the backend has no fused pass: then the engine runs the update too", async () => {
    const { reference } = await import("@downhill/tensor");
    const fast = compile(({ w }: { w: Tensor }) => ({ w: sub(w, mul(w, 0.5)) }));
    const { w } = await fast({ w: tensor([2, 4], { dtype: "float32", backend: reference }) });
    expect([w.backend.name, ...(await values(w))]).toEqual(["reference", 1, 2]);
    expect(explain(fast).updates).toBe(0);
  });

  test("calls take turns: each has its own inputs", async () => {
    const fast = compile(({ x }: { x: Tensor }) => sum(x));
    const sums = await Promise.all([1, 2, 3].map((n) => fast({ x: tensor([n, n]) })));
    expect(await Promise.all(sums.map((each) => each.item()))).toEqual([2, 4, 6]);
  });

  test("consumes what it is told to, in place, and the results belong to the scope of the call", async () => {
    const held = backend.live();
    const fast = compile(({ w, g }: { w: Tensor; g: Tensor }) => ({ w: sub(w, mul(g, 0.5)) }), {
      consumes: ["w"],
    });
    const g = tensor([2, 2]);
    const opened = scope("outside");
    const first = tensor([1, 2]);
    const { w } = await fast({ w: first, g });
    expect(w.owner).toBe(opened);
    expect(() => first.handle).toThrow("consumed by the compiled step");
    expect(await values(w)).toEqual([0, 1]);
    opened[Symbol.dispose]();
    g.dispose();
    expect(backend.live()).toBe(held);
  });

  test("leaves nothing behind in a thousand steps, also when a rate is beyond float32", async () => {
    const step = ({ w, step }: { w: Tensor; step: number }) => ({
      w: sub(w, mul(w, perStepRate(step))),
      loss: mean(square(w)),
    });
    const { perStep } = await import("@downhill/tensor");
    const perStepRate = (step: number) => perStep("rate", (n) => (n === 999 ? 1e300 : 0), step);
    const fast = compile(step, { consumes: ["w"] });
    let w = ones([8]);
    const held = backend.live();
    for (let n = 0; n < 1000; n++) {
      const next = await fast({ w, step: n });
      next.loss.dispose();
      w = next.w;
    }
    expect(backend.live()).toBe(held);
    expect((await values(w))[0]).toBe(-Infinity);
    w.dispose();
  });

  test("closes, and compiles again when it is called again", async () => {
    let count = 0;
    const fast = compile(({ x }: { x: Tensor }) => sum(x), { onCompile: () => count++ });
    await fast.prepare({ x: ones([2]) });
    await fast.dispose();
    expect(await (await fast({ x: ones([2]) })).item()).toBe(2);
    expect(count).toBe(2);
  });
});

describe("what a step runs", () => {
  const step = ({ w, x }: { w: Tensor; x: Tensor }) => {
    const [loss, gradient] = valueAndGrad((w: Tensor) => mean(square(matmul(x, w))))(w);
    return { loss, w: sub(w, mul(0.1, gradient)) };
  };
  const inputs = () => ({ w: ones([3, 2]), x: tensor([[1, 2, 3]]) });

  test("is told as data and as text", async () => {
    const fast = compile(step);
    expect(() => explain(fast)).toThrow("the step has not met any shapes yet");
    expect(() => explain(step as never)).toThrow("this is not a compiled step");
    await fast.prepare(inputs());
    const { nodes, costs, updates, updated, text } = explain(fast);
    expect([updates, updated]).toEqual([1, ["w"]]);
    expect(nodes.filter(({ by }) => by === "update").map(({ kernel }) => kernel)).toEqual(["mul", "sub"]);
    const product = nodes.find(({ kernel }) => kernel === "matmul")!;
    expect(product).toMatchObject({ shape: [1, 2], flops: 12, by: "engine" });
    expect(nodes.reduce((total, { flops }) => total + flops, 0)).toBe(costs.total.flops);
    expect(text).toMatch(/^engine: ONNX Runtime .* compiled in \d+ ms\n/);
    expect(text).toContain("updates: 1, one pass over memory each\n  2 kernels:");
  });

  test("is written as an ONNX file with all of it, which the engine opens and runs", async () => {
    const fast = compile(step);
    await fast.prepare(inputs());
    const file = toOnnx(fast);
    const ports = {
      w: { name: "in/w", dtype: "float32", shape: [3, 2], data: new Float32Array(6).fill(1) },
      x: { name: "in/x", dtype: "float32", shape: [1, 3], data: Float32Array.of(1, 2, 3) },
      loss: { name: "out/loss", dtype: "float32", shape: [], data: new Float32Array(1) },
      next: { name: "out/w", dtype: "float32", shape: [3, 2], data: new Float32Array(6) },
    } as const;
    const session = await (await engine()).open(file, [ports.w, ports.x], [ports.loss, ports.next]);
    await session.run();
    await session.close();
    const eager = tidy("eager", () => step(inputs()));
    expect([...ports.loss.data]).toEqual(await values(eager.loss));
    for (const [i, value] of (await values(eager.w)).entries())
      expect(ports.next.data[i]).toBeCloseTo(value, 6);
  });
});
