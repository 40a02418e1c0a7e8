import { readFileSync } from "node:fs";
import {
  type Backend,
  device,
  leaves,
  reference,
  scope,
  tensor,
  type Tensor,
  treeMap,
  useBackend,
} from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { accumulate } from "./accumulate.ts";
import { averageParameters } from "./averageParameters.ts";
import { chain } from "./chain.ts";
import { clipAdaptively } from "./clipAdaptively.ts";
import { clipByNorm } from "./clipByNorm.ts";
import { clipByValue } from "./clipByValue.ts";
import { lamb } from "./lamb.ts";
import { apply, type Params, type Transform } from "./optimizer.ts";
import { partition } from "./partition.ts";
import { adam, adamw, amsgrad, gradientDescent, momentum, radam } from "./rules.ts";

// One battery for what is not elementwise: a row here and an oracle of its name, or for a law a test of its own.
type Values = { readonly w: readonly (readonly number[])[]; readonly b: readonly number[] };
type Hypers = Readonly<Record<string, number>>;
interface Run {
  readonly name: string;
  readonly hyper: Hypers;
  readonly params: Values;
  readonly grads: readonly Values[];
  readonly trajectory: readonly Values[];
}
const runsOf = (name: string): Run[] => {
  const file = new URL(`../../../test/oracles/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { runs: Run[] }).runs;
};
const flat = ({ w, b }: Values): number[] => [...w.flat(), ...b];
const upload = ({ w, b }: Values): Params => ({ w: tensor(w), b: tensor(b) });
const read = async (tree: Params): Promise<number[]> =>
  (await Promise.all(leaves<Tensor>(tree).map((leaf) => leaf.data()))).flatMap((data) => [...data]);

const descentAfter = (link: Transform<unknown>, learningRate: number) =>
  chain(link, gradientDescent({ learningRate }));
const followed: Readonly<Record<string, (hyper: Hypers) => Transform<unknown>>> = {
  lamb: (h) => lamb(h),
  accumulate: (h) => accumulate(h.every!, adam({ learningRate: h.learningRate!, epsilon: h.epsilon! })),
  clipByValue: (h) => descentAfter(clipByValue(h.limit!), h.learningRate!),
  clipByNorm: (h) => descentAfter(clipByNorm(h.maxNorm!), h.learningRate!),
  clipAdaptively: (h) => descentAfter(clipAdaptively(h.ratio, h.floor), h.learningRate!),
};
const stateful: Readonly<Record<string, Transform<unknown>>> = {
  lamb: lamb(),
  "accumulate of momentum": accumulate(4, momentum()),
  "averageParameters after amsgrad": chain(amsgrad(), averageParameters(0.9)),
  "partition of adamw and radam": partition(adamw({ weightDecay: 0.1 }), [/^b$/, radam()]),
};

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

/** Walks from step `from`; after each step everything but parameters and state is freed. */
async function walk(
  optimizer: Transform<unknown>,
  grads: readonly Values[],
  [params, state]: readonly [Params, Params],
  from = 0,
): Promise<{ path: number[][]; end: readonly [Params, Params]; held: number[] }> {
  const path: number[][] = [];
  const held: number[] = [];
  for (const [i, values] of grads.entries()) {
    const before = leaves<Tensor>([params, state]);
    {
      using s = scope("step");
      const [updates, next] = optimizer.update(upload(values), state, params, from + i);
      [params, state] = s.keep([apply(params, updates), next as Params] as const);
    }
    const kept = new Set(leaves<Tensor>([params, state]));
    for (const old of before) if (!kept.has(old)) old.dispose();
    held.push(reference.live());
    path.push(await read(params));
  }
  return { path, end: [params, state], held };
}
const begin = (optimizer: Transform<unknown>, values: Values): readonly [Params, Params] => {
  const params = upload(values);
  return [params, optimizer.init(params) as Params];
};

describe.each(Object.entries(followed))("%s", (name, make) => {
  test.each(runsOf(name).map((run) => [run.name, run] as const))(
    "follows the oracle: %s",
    async (_, { hyper, params, grads, trajectory }) => {
      const optimizer = make(hyper);
      for (const [backend, bound] of [
        [reference, 1e-12], // float64 on both sides
        [wasm, 1e-5], // float32 keeps 6e-8 of each parameter, and 30 steps add up
      ] as const) {
        using _ = useBackend(backend);
        const { path } = await walk(optimizer, grads, begin(optimizer, params));
        trajectory.map(flat).forEach((theta, step) => {
          theta.forEach((expected, i) => {
            const apart = Math.abs(path[step]![i]! - expected) / Math.max(1, Math.abs(expected));
            expect(apart, `${backend.name}, step ${step}`).toBeLessThan(bound);
          });
        });
      }
    },
  );
});

describe.each(Object.entries(stateful))("%s", (_, optimizer) => {
  const { params, grads } = runsOf("adam")[1]!;

  test("resumes bit for bit from its state's numbers", async () => {
    const whole = await walk(optimizer, grads, begin(optimizer, params));
    const half = await walk(optimizer, grads.slice(0, 13), begin(optimizer, params));
    const saved: Tensor[] = [];
    for (const leaf of leaves<Tensor>(half.end)) saved.push(tensor(await leaf.data(), { shape: leaf.shape }));
    let at = 0;
    const restored = treeMap((_: Tensor) => saved[at++]!, half.end as unknown as Params);
    const rest = await walk(optimizer, grads.slice(13), restored as unknown as readonly [Params, Params], 13);
    expect([...half.path, ...rest.path]).toEqual(whole.path);
    expect(await read(rest.end[1])).toEqual(await read(whole.end[1]));
  });

  test("holds as many tensors at every step", async () => {
    const { held } = await walk(optimizer, grads, begin(optimizer, params));
    expect(new Set(held).size).toBe(1);
  });
});

test("clipping leaves smaller gradients as they are, zero ones too, bit for bit", async () => {
  for (const clip of [clipByValue(1), clipByNorm(1), clipAdaptively(1)]) {
    for (const values of [
      [0.3, -0.4],
      [0, 0],
    ]) {
      const [g, w] = [tensor(values), tensor([1, 1])];
      expect(await read(clip.update(g, {}, w, 0)[0])).toEqual(values);
    }
  }
});

test("refuses bounds that are not positive, and names them", () => {
  expect(() => clipByValue(0)).toThrow("clipByValue: limit is 0; it must be a positive finite number");
  expect(() => clipByNorm(NaN)).toThrow("clipByNorm: maxNorm is NaN");
  expect(() => clipAdaptively(-1)).toThrow("clipAdaptively: ratio is -1");
  expect(() => clipAdaptively(1, 0)).toThrow("clipAdaptively: floor is 0");
  expect(() => lamb({ learningRate: 0 })).toThrow("lamb: learningRate is 0");
  expect(() => lamb({ beta1: 1 })).toThrow("lamb: beta1 is 1; it must be at least 0 and less than 1");
  expect(() => averageParameters(1)).toThrow("averageParameters: decay is 1");
  for (const every of [0, 1.5, NaN]) {
    expect(() => accumulate(every, adam())).toThrow(`accumulate: every is ${every}; it must be a whole`);
  }
});

test("accumulating one gradient at a time is no accumulating", async () => {
  const { params, grads } = runsOf("adam")[0]!;
  const [plain, ones] = [adam(), accumulate(1, adam())];
  expect((await walk(ones, grads, begin(ones, params))).path).toEqual(
    (await walk(plain, grads, begin(plain, params))).path,
  );
});

test("the average is the closed form's weighted sum of all parameters so far", async () => {
  const { params, grads } = runsOf("gradientDescent")[0]!;
  const decay = 0.8;
  const optimizer = chain(gradientDescent({ learningRate: 0.1 }), averageParameters(decay));
  const { path, end } = await walk(optimizer, grads, begin(optimizer, params));
  const steps = path.length;
  const average = await read((end[1] as unknown as [unknown, Params])[1]);
  // a_T = β^T θ_0 + (1 − β) Σ β^(T − t) θ_t; float64, some 30 terms.
  flat(params).forEach((start, i) => {
    const mean = path.reduce((sum, theta, t) => sum + (1 - decay) * decay ** (steps - 1 - t) * theta[i]!, 0);
    expect(Math.abs(average[i]! - decay ** steps * start - mean)).toBeLessThan(1e-13);
  });
});
