import { dropout } from "@downhill/nn";
import { adam, chain, type gradientDescent, type Params, rules, type Transform } from "@downhill/optimizers";
import { decay, proximalL1 } from "@downhill/regularizers";
import { cosine, linear } from "@downhill/schedules";
import {
  add,
  type Backend,
  device,
  type DType,
  foldIn,
  type Key,
  key,
  mul,
  normal,
  paths,
  reference,
  square,
  sum,
  tensor,
  type Tensor,
  tidy,
  type Tree,
  useBackend,
} from "@downhill/tensor";
import { decodeGraph, encodeGraph, explain, replay, trace, type Traced } from "@downhill/tensor/trace";
import { describe, expect, test } from "vitest";
import {
  cnn,
  lab08,
  numbersOf,
  type Outcome,
  type StepInputs,
  type Training,
  transformer,
} from "./training-steps.ts";

/**
 * Trains three times over the same batches, eagerly and by replaying one graph, as traced and as written and read back,
 * and hands over the outcomes of each step. The two replays must agree in every bit.
 */
async function both<P extends Params>(
  backend: Backend,
  { step, optimizer, params, batch, schedules }: Training<P>,
  compare: (eager: Map<string, readonly number[]>, replayed: Map<string, readonly number[]>) => void,
): Promise<Traced<StepInputs<P>, Outcome<P>>> {
  using _ = useBackend(backend);
  const held = backend.live();
  const graph = tidy("trace", () => {
    const start = params();
    const inputs = { params: start, state: optimizer.init(start), batch: batch(99), key: key(99), step: 99 };
    return trace(step, inputs);
  });
  expect(backend.live()).toBe(held);
  let eager: Outcome<P> = { loss: tensor(0), ...started(params(), optimizer) };
  let replayed: Outcome<P> = { loss: tensor(0), ...started(params(), optimizer) };
  const written = decodeGraph<StepInputs<P>, Outcome<P>>(encodeGraph(graph), schedules);
  let reread: Outcome<P> = { loss: tensor(0), ...started(params(), optimizer) };
  for (let n = 0; n < 4; n++) {
    const now = { batch: batch(n), key: key(7), step: n };
    const [one, two, three] = [
      step({ ...now, params: eager.params, state: eager.state }),
      replay(graph, backend, { ...now, params: replayed.params, state: replayed.state }),
      replay(written, backend, { ...now, params: reread.params, state: reread.state }),
    ];
    for (const old of paths<Tensor>([eager, replayed, reread, now.batch] as unknown as Tree<Tensor>))
      old[1].dispose();
    [eager, replayed, reread] = [one, two, three];
    compare(await numbersOf(eager), await numbersOf(replayed));
    sameBits(await numbersOf(replayed), await numbersOf(reread));
  }
  for (const old of paths<Tensor>([eager, replayed, reread] as unknown as Tree<Tensor>)) old[1].dispose();
  expect(backend.live()).toBe(held);
  return graph;
}

const started = <P extends Params>(params: P, optimizer: Transform<unknown>) => ({
  params,
  state: optimizer.init(params),
});

/** Values and forms must agree in every bit. */
const sameBits = (eager: Map<string, readonly number[]>, replayed: Map<string, readonly number[]>): void =>
  expect(replayed).toStrictEqual(eager);

describe.each([
  ["lab 08's", lab08],
  ["a CNN's", cnn],
  ["a transformer's", transformer],
] as unknown as [string, Training<Params>][])("%s step", (_, whole) => {
  test("replays bit for bit as it runs, on the reference backend, and frees everything", async () => {
    const graph = await both(reference, whole, sameBits);
    expect(graph.numbers).toEqual(["key.0", "key.1", "step"]);
  });

  test("replays on wasm as it runs there", async () => {
    // 1e-6: eager runs the update as one fused kernel, and float32 rounds at 6e-8.
    await both(await device("wasm"), whole, (eager, replayed) => {
      expect([...replayed.keys()]).toEqual([...eager.keys()]);
      for (const [path, values] of eager) {
        // A key's bias shifts all scores of a query equally: its gradient is rounding, which Adam divides by itself.
        if (/^params\..*\bkey\.b$/.test(path)) continue;
        const scale = Math.max(1, ...values.map(Math.abs));
        const apart =
          Math.max(...values.map((value, i) => Math.abs(value - replayed.get(path)![i]!))) / scale;
        expect(apart, path).toBeLessThanOrEqual(1e-6);
      }
    });
  });
});

const learningRate = cosine(0.1, 5);
const scheduled: readonly (readonly [string, Transform<unknown>])[] = [
  ...Object.entries(rules).map(
    ([name, rule]) => [name, (rule as typeof gradientDescent)({ learningRate })] as const,
  ),
  ["adam with decay", chain(adam({ learningRate }), decay({ weightDecay: linear(0.5, 5), learningRate }))],
  ["adam with proximalL1", chain(adam({ learningRate }), proximalL1({ lambda: linear(2, 5), learningRate }))],
];

test.each(scheduled)(
  "%s replays bit for bit when written and read, with its rate on a schedule",
  async (_, optimizer) => {
    const [w, grads] = [normal(key(0), [2, 3]), [1, 2, 3].map((seed) => normal(key(seed), [2, 3]))];
    const step = ({ w, state, g, step }: { w: Tensor; state: never; g: Tensor; step: number }) => {
      const [updates, next] = optimizer.update(g, state, w, step);
      return { w: add(w, updates), state: next };
    };
    let eager = { w, state: optimizer.init(w) as never };
    let replayed = eager;
    const traced = trace(step, { ...eager, g: w, step: 0 });
    // Written, with no schedule but the caller's own: what else depends on the step is arithmetic in the graph.
    const schedules = { learningRate, weightDecay: linear(0.5, 5), lambda: linear(2, 5) };
    const functions = Object.keys(traced.functions).map((name) => {
      const [, hyper] = /\.(\w+)/.exec(name) as unknown as [string, keyof typeof schedules];
      return [name, schedules[hyper]] as const;
    });
    const graph = decodeGraph(encodeGraph(traced), Object.fromEntries(functions)) as typeof traced;
    for (const [n, g] of grads.entries()) {
      eager = step({ ...eager, g, step: n }) as typeof eager;
      replayed = replay(graph, reference, { ...replayed, g, step: n }) as typeof eager;
      sameBits(await numbersOf(eager), await numbersOf(replayed));
    }
  },
);

test("in float32, what depends only on the step is rounded once", async () => {
  using _ = useBackend(reference);
  const dtype: DType = "float32";
  const [w, g] = [tensor([1, -2], { dtype }), tensor([0.3, 7], { dtype })];
  const optimizer = adam({ beta2: 0.9999 });
  const step = ({ w, g, step }: { w: Tensor; g: Tensor; step: number }) =>
    optimizer.update(g, { m: mul(g, 0), v: mul(g, 0) }, w, step)[0];
  const graph = trace(step, { w, g, step: 0 });
  for (const n of [0, 1, 1000]) {
    sameBits(
      await numbersOf(step({ w, g, step: n })),
      await numbersOf(replay(graph, reference, { w, g, step: n })),
    );
  }
});

describe("a graph", () => {
  const graph = tidy("lab 08", () => {
    const params = lab08.params();
    const state = lab08.optimizer.init(params);
    return trace(lab08.step, { params, state, batch: lab08.batch(0), key: key(0), step: 0 });
  });

  test("names its inputs by role and path, and the schedule is one", () => {
    expect(graph.inputs.map(({ role, path, shape }) => [role, path, shape.join("×")])).toEqual([
      ["params", "params.0.w", "784×10"],
      ["params", "params.0.b", "10"],
      ["params", "params.2.w", "10×1"],
      ["params", "params.2.b", "1"],
      ...["m", "v"].flatMap((moment) => [
        ["state", `state.1.${moment}.0.w`, "784×10"],
        ["state", `state.1.${moment}.0.b`, "10"],
        ["state", `state.1.${moment}.2.w`, "10×1"],
        ["state", `state.1.${moment}.2.b`, "1"],
      ]),
      ["batch", "batch.x", "8×784"],
      ["batch", "batch.y", "8×1"],
      ["schedule", "sub(1, pow(0.9, adam.t))", ""],
      ["schedule", "sub(1, pow(0.999, adam.t))", ""],
      ["schedule", "adam.learningRate", ""],
    ]);
    const [, , rate] = graph.inputs.filter(({ role }) => role === "schedule");
    expect(rate!.computed).toEqual({ call: "adam.learningRate", of: [{ number: "step" }] });
    expect(Object.keys(graph.functions)).toEqual(["adam.learningRate"]);
    const learningRate = graph.functions["adam.learningRate"] as (step: number) => number;
    expect(learningRate(10)).toBe(cosine(0.01, 20)(10));
  });

  test("is plain data, in an order in which it can be computed", () => {
    const { functions: _, constants: __, ...plain } = graph;
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
    const values = [...graph.inputs, ...graph.constants, ...graph.nodes];
    expect(values.map(({ id }) => id)).toEqual(values.map((_, at) => at));
    for (const { id, inputs } of graph.nodes) expect(Math.max(...inputs)).toBeLessThan(id);
  });

  test("holds only numbers of the formulas as constants", () => {
    expect(graph.constants.filter(({ shape }) => shape.length > 0).map(({ shape }) => shape)).toEqual([]);
  });
});

test("a function may branch on shapes, and on what it takes from around it", async () => {
  const layer = (deep: boolean) =>
    trace(({ x }) => (x.shape.length === 1 && deep ? sum(square(x)) : x), { x: tensor([1, 2]) });
  expect(layer(false).nodes).toEqual([]);
  const graph = layer(true);
  expect(graph.nodes.map(({ kernel }) => kernel)).toEqual(["mul", "sum"]);
  expect(await replay(graph, reference, { x: tensor([3, 4]) }).item()).toBe(25);
});

test("a tensor made of numbers inside is a constant, and explain lists it as one", () => {
  const graph = trace(({ x }: { x: Tensor }) => mul(x, tensor([3, 4, 5])), { x: tensor([1, 2, 3]) });
  expect(explain(graph)).toContain("the same in every replay\n  %1  float64 [3]  [3, 4, 5]");
});

test("dropout's mask follows the key of each replay", async () => {
  const x = tensor(new Float64Array(20).fill(1));
  const fn = ({ x, key }: { x: Tensor; key: Key }) => dropout(0.5).apply([], x, foldIn(key, 1));
  const graph = trace(fn, { x, key: key(0) });
  expect(graph.inputs.map(({ role }) => role)).toEqual(["x", "draw"]);
  for (const seed of [1, 2]) {
    const inputs = { x, key: key(seed) };
    sameBits(await numbersOf(fn(inputs)), await numbersOf(replay(graph, reference, inputs)));
  }
});
