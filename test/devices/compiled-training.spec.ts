import { compile } from "@downhill/compile";
import { dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adam, descend, type Params } from "@downhill/optimizers";
import { valueAndGrad } from "@downhill/autograd";
import {
  type Backend,
  device,
  foldIn,
  key,
  leaves,
  normal,
  permutation,
  scope,
  type Tensor,
  tensor,
  tidy,
  useBackend,
} from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { cnn, lab08, numbersOf, type Outcome, type Training, transformer } from "../training-steps.ts";

let backend: Backend;
beforeAll(async () => {
  backend = await device("wasm");
});

/** An MLP as in lab 05, with an update that consumes what it replaces. */
const model = sequential(dense(64, 32), relu, dense(32, 10));
const optimizer = adam({ learningRate: 0.01 });
const mlp = {
  optimizer,
  params: () => model.init(key(0)),
  batch: (step: number) => ({
    x: normal(foldIn(key(1), step), [16, 64]),
    y: tensor(permutation(foldIn(key(2), step), 16).map((i) => i % 10)),
  }),
  step: ({ params, state, batch, step }: Parameters<(typeof cnn)["step"]>[0]) => {
    using s = scope("step");
    const loss = (p: Params) => softmaxCrossEntropy(model.apply(p as never, batch.x), batch.y);
    const [value, gradient] = valueAndGrad(loss)(params);
    const [next, nextState] = descend(optimizer, gradient, state as never, params as Params, step);
    return s.keep({ loss: value, params: next, state: nextState });
  },
} as unknown as Training<Params>;

/**
 * The step of eager training, and of compiled, over the same batches. Sums in another order change the last digits, and
 * Adam divides a gradient by its own size: so one that is all rounding, as that of a key's bias, moves either way.
 */
const rows: readonly (readonly [name: string, training: Training<Params>, steps: number, band: number])[] = [
  ["an MLP's", mlp, 50, 1e-4],
  ["lab 08's", lab08 as unknown as Training<Params>, 20, 1e-5],
  ["a CNN's", cnn as unknown as Training<Params>, 20, 1e-5],
  ["a transformer's", transformer as unknown as Training<Params>, 8, 1e-5],
];

test.each(rows)(
  "%s step, compiled, follows the eager one, and frees everything",
  async (_, training, steps, band) => {
    using _backend = useBackend(backend);
    const held = backend.live();
    const { step, optimizer, params, batch } = training;
    let compilations = 0;
    const fast = compile(step, { consumes: ["params", "state"], onCompile: () => compilations++ });
    const started = () =>
      tidy("start", () => {
        const start = params();
        return { params: start, state: optimizer.init(start) };
      });
    let [eager, compiled] = [started(), started()] as [
      Omit<Outcome<Params>, "loss">,
      Omit<Outcome<Params>, "loss">,
    ];
    for (let n = 0; n < steps; n++) {
      const now = { batch: tidy("batch", () => batch(n)), key: key(7), step: n };
      const old = leaves<Tensor>([eager.params, eager.state] as never);
      const one = step({ ...now, ...eager });
      for (const each of old) if (!each.disposed) each.dispose();
      const two = await fast({ ...now, ...compiled });
      for (const each of leaves<Tensor>([compiled.params, compiled.state] as never))
        expect(each.disposed).toBe(true);
      const [mine, theirs] = [await numbersOf(two), await numbersOf(one)];
      expect([...mine.keys()]).toEqual([...theirs.keys()]);
      for (const [path, values] of theirs) {
        if (/\bkey\.b$/.test(path)) continue;
        const scale = Math.max(1, ...values.map(Math.abs));
        const apart = Math.max(...values.map((value, i) => Math.abs(value - mine.get(path)![i]!))) / scale;
        expect(apart, `${path} at step ${n}`).toBeLessThanOrEqual(band);
      }
      for (const each of [one.loss, two.loss, now.batch.x, now.batch.y]) each.dispose();
      eager = { params: one.params, state: one.state };
      compiled = { params: two.params, state: two.state };
    }
    expect(compilations).toBe(1);
    await fast.dispose();
    for (const each of leaves<Tensor>([eager.params, eager.state, compiled.params, compiled.state] as never))
      each.dispose();
    expect(backend.live()).toBe(held);
  },
);
