import {
  adam,
  adamw,
  apply,
  chain,
  clipByGlobalNorm,
  descend,
  flat,
  gradientDescent,
  lion,
  rmsprop,
  type Transform,
} from "@downhill/optimizers";
import {
  full,
  identity,
  key,
  leaves,
  normal,
  recording,
  split,
  type Tensor,
  tidy,
  useBackend,
} from "@downhill/tensor";
import { type WebGPU, webgpu } from "@downhill/tensor/webgpu";
import { beforeAll, expect, test, vi } from "vitest";

let backend: WebGPU;
beforeAll(async () => {
  backend = await webgpu();
});

type Params = readonly Tensor[];
const shapes = [[3, 5], [5], [1], [13, 5], []];
const drawn = (seed: number): Params =>
  split(key(seed), shapes.length).map((each, i) => normal(each, shapes[i]!));

/** The readable form: operation by operation, as a tape would record it. */
const readable: typeof descend = (optimizer, grads, state, params, step) =>
  recording({ record: () => undefined }, () => {
    const [updates, next] = optimizer.update(grads, state, params, step);
    return [apply(params, updates), next] as const;
  });

async function after(steps: number, optimizer: Transform<unknown>, way: typeof descend): Promise<number[]> {
  const last = tidy("walk", () => {
    let [params, state]: readonly [Params, unknown] = [drawn(1), undefined];
    state = optimizer.init(params);
    for (let step = 0; step < steps; step++) {
      [params, state] = way(optimizer, drawn(2 + (step % 7)), state, params, step);
    }
    return params;
  });
  return (await Promise.all(last.map((leaf) => leaf.data()))).flatMap((data) => [...data]);
}

const optimizers = {
  adam: adam({ learningRate: 1e-2 }),
  rmsprop: rmsprop({ learningRate: 1e-2 }),
  lion: lion({ learningRate: 1e-3 }),
  adamw: adamw({ learningRate: 1e-2 }),
  "clipped, flat": flat(chain(clipByGlobalNorm(1), adam({ learningRate: 1e-2 }))),
} as const;

test.each(Object.entries(optimizers))(
  "%s: 100 fused steps are the readable form's within 1e-6",
  async (_, optimizer) => {
    using _on = useBackend(backend);
    const [expected, actual] = [await after(100, optimizer, readable), await after(100, optimizer, descend)];
    // Parameters are of order 1: relative to the larger of each and 1.
    const apart = expected.map((p, i) => Math.abs(actual[i]! - p) / Math.max(1, Math.abs(p)));
    expect(Math.max(...apart)).toBeLessThan(1e-6);
    expect(actual).not.toEqual(await after(99, optimizer, descend));
  },
);

test.each([
  ["adam", flat(adam())],
  ["rmsprop", flat(rmsprop())],
  ["lion", flat(lion())],
] as [string, Transform<unknown>][])(
  "a flat step of %s is one dispatch, whatever the number of parameters, and allocates nothing",
  (_, optimizer) => {
    using _on = useBackend(backend);
    const encoder = backend.gpu.createCommandEncoder().beginComputePass();
    const dispatches = vi.spyOn(
      Object.getPrototypeOf(encoder) as GPUComputePassEncoder,
      "dispatchWorkgroups",
    );
    const allocations = vi.spyOn(backend.gpu, "createBuffer");
    let params: Params = Array.from({ length: 6 }, (_, i) => drawn(i)).flat();
    const gradient = Array.from({ length: 6 }, (_, i) => drawn(9 + i)).flat();
    let state = optimizer.init(params);
    const take = (steps: number): void => {
      for (let i = 0; i < steps; i++) [params, state] = descend(optimizer, gradient, state, params, i);
    };
    take(40);
    dispatches.mockClear();
    allocations.mockClear();
    const held = backend.live();
    take(40);
    expect(params).toHaveLength(30);
    expect(dispatches).toHaveBeenCalledTimes(40);
    expect(allocations).not.toHaveBeenCalled();
    expect(backend.live()).toBe(held);
    dispatches.mockRestore();
    allocations.mockRestore();
  },
);

test("memory that another tensor shares is not reused, and a used-up tensor throws", async () => {
  using _ = useBackend(backend);
  const optimizer = gradientDescent({ learningRate: 0.5 });
  const [p, g] = [full([3], 1), full([3], 2)];
  const shared = identity(p);
  const [[moved]] = descend(optimizer, [g], optimizer.init([p]), [p], 0);
  expect([...(await shared.data())]).toEqual([1, 1, 1]);
  expect([...(await moved!.data())]).toEqual([0, 0, 0]);
  expect(() => p.handle).toThrow("this tensor [3] was consumed by gradientDescent");
});

test.each([1, 63, 64, 65, 65535 * 64 + 1])("%i elements: each once", async (count) => {
  using _ = useBackend(backend);
  const optimizer = gradientDescent({ learningRate: 0.5 });
  const [g, p] = [full([count], 2), full([count], 3)];
  const [moved] = descend<Tensor, unknown>(optimizer, g, optimizer.init(p), p, 0);
  expect((await moved.data()).every((value) => value === 2)).toBe(true);
  for (const each of leaves<Tensor>([g, moved])) each.dispose();
});
