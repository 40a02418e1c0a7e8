import { valueAndGrad } from "@downhill/autograd";
import { dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam, apply, numbers } from "@downhill/optimizers";
import { key, leaves, reference, tensor, type Tensor, treeMap, useBackend } from "@downhill/tensor";
import { expect, test, vi } from "vitest";
import * as solution from "../../../labs/09-adam-on-gpu/key/solution.ts";
import { fashionLesson } from "../../../labs/09-adam-on-gpu/questions/fashion-lesson.ts";
import { interpreterGpu } from "../../../labs/09-adam-on-gpu/questions/interpreter-gpu.ts";
import { layers, netOn } from "../../../labs/09-adam-on-gpu/questions/net.ts";

vi.setConfig({ testTimeout: 60_000 });

/*
 * Lab 09's solution against the packages' Adam, whose rule lab 08 holds to PyTorch: number by number in float64, and as a
 * training of the packages' own network.
 */
const wave = (length: number, speed: number): number[] =>
  Array.from({ length }, (_, i) => Math.fround(Math.sin(speed * (i + 1))));
const hyper = { learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 };
const [p, m] = [wave(70, 1.3), wave(70, 0.7)];
const v = wave(70, 2.1).map((x) => Math.fround(x * x));
const gradient = (step: number): number[] => wave(70, 0.3 + step);

/** Where three steps of the packages' rule lead. */
function expected(): number[] {
  let at = p.map((x, i) => ({ p: x, m: m[i]!, v: v[i]! }));
  for (let step = 0; step < 3; step++) {
    at = at.map(({ p: x, m: mean, v: square }, i) => {
      const next = adam.rule.step(numbers, {
        ...hyper,
        p: x,
        m: mean,
        v: square,
        g: gradient(step)[i]!,
        t: step + 1,
      });
      return { p: x + next.update, m: next.m, v: next.v };
    });
  }
  return [...at.map((each) => each.p), ...at.map((each) => each.m), ...at.map((each) => each.v)];
}

const near = (found: readonly number[], right: readonly number[], tolerance: number): void => {
  expect(found).toHaveLength(right.length);
  found.forEach((value, i) => expect(Math.abs(value - right[i]!)).toBeLessThan(tolerance));
};

test("adamStep is the packages' rule", async () => {
  using _ = useBackend(reference);
  let at = { params: [tensor(p)], m: [tensor(m)], v: [tensor(v)] } as ReturnType<typeof solution.adamStep>;
  for (let step = 0; step < 3; step++)
    at = solution.adamStep(at.params, [tensor(gradient(step))], at, hyper, step);
  const values = await Promise.all(
    [at.params[0]!, at.m[0]!, at.v[0]!].map(async (each) => [...(await each.data())]),
  );
  near(values.flat(), expected(), 1e-12);
});

test("the kernel, with the host's settings, is the packages' rule", async () => {
  const gpu = interpreterGpu();
  const kernel = gpu.kernel(solution.adamKernel());
  const [uniform, g] = [gpu.buffer(8), gpu.buffer(70)];
  const outputs = [p, m, v].map((each) => gpu.buffer(Float32Array.from(each)));
  for (let step = 0; step < 3; step++) {
    gpu.write(uniform, solution.settings(hyper, step));
    gpu.write(g, Float32Array.from(gradient(step)));
    gpu.dispatch(kernel, [uniform, outputs[0]!, g, outputs[1]!, outputs[2]!], solution.workgroups(70));
  }
  const values = await Promise.all(outputs.map((each) => gpu.read(each)));
  near(
    values.flatMap((each) => [...each]),
    expected(),
    1e-6,
  );
});

test("the training matches the packages' network and Adam", async () => {
  const lesson = await fashionLesson();
  const { batch, steps, pictures, labels, start } = lesson;
  const settings = { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const gpu = interpreterGpu();
  const net = netOn(gpu, lesson);
  const end = [...(await solution.train(gpu, net, settings, steps))];

  using _ = useBackend(reference);
  const model = sequential(dense(layers.inputs, layers.hidden), relu, dense(layers.hidden, layers.classes));
  const optimizer = adam(settings);
  let at = 0;
  let params = treeMap(
    (each: Tensor) => tensor(Float64Array.from(start[at++]!), { shape: each.shape }),
    model.init(key(0)),
  );
  let state = optimizer.init(params);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const rows = Float64Array.from(
      pictures.subarray(step * batch * layers.inputs, (step + 1) * batch * layers.inputs),
    );
    const x = tensor(rows, { shape: [batch, layers.inputs] });
    const y = tensor(Int32Array.from(labels.subarray(step * batch, (step + 1) * batch)));
    const [loss, slope] = valueAndGrad((now: typeof params) => softmaxCrossEntropy(model.apply(now, x), y))(
      params,
    );
    const [updates, next] = optimizer.update(slope, state, params, step);
    losses.push(await loss.item());
    [params, state] = [apply(params, updates), next];
  }
  const right = (
    await Promise.all(leaves<Tensor>(params).map(async (each) => [...(await each.data())]))
  ).flat();
  near(await net.losses(), losses, 1e-3);
  near(end, right, 1e-3);
  expect([losses[0]!.toFixed(2), losses.at(-1)!.toFixed(2)]).toEqual(["2.59", "1.96"]); // as the lesson says
});
