import { hessianVectorProduct } from "@downhill/autograd";
import { type Dataset, rows, take, toTensors } from "@downhill/data";
import { softmaxCrossEntropy } from "@downhill/nn";
import { adam, gradientDescent } from "@downhill/optimizers";
import { fit, NonFiniteLossError, TrainingError } from "@downhill/train";
import { rateRange } from "@downhill/train/search";
import {
  device,
  key,
  leaves,
  mul,
  normal,
  scope,
  type Tensor,
  tidy,
  treeMap,
  useBackend,
} from "@downhill/tensor";
import { grids } from "./picture.ts";
import { halved, model } from "./provided/clothes.ts";

/*
 * What takes minutes, measured with the course's packages: `npm run -s figures -- measure > provided/measured.ts`. It
 * trains on 10,000 images and measures on 2,000 others; the test images are never seen.
 */

type Params = ReturnType<typeof model.init>;
export type Rule = "descent" | "adam";
const short = (value: number): number => Number(value.toPrecision(4));
const common = { loss: softmaxCrossEntropy, flat: true } as const;

/** Some of the images, in the packages' tensors. */
const part = async (from: number, to: number): Promise<Dataset> =>
  take(
    await halved("train"),
    Array.from({ length: to - from }, (_, i) => from + i),
  );

/** The package's range test from the random start of a seed. */
export async function ranged(
  rule: Rule,
  seed: number,
  { steps = 100, smoothing = 0.9, batchSize = 32 } = {},
) {
  using _ = useBackend(await device("wasm"));
  const train = await part(0, 10_000);
  const options = {
    ...common,
    params: model.init(key(seed)),
    seed,
    batchSize,
    low: 1e-5,
    high: 10,
    steps,
    smoothing,
  };
  // Each rule's state has its own type, so the call is written twice.
  return rule === "adam"
    ? await rateRange(model, train, { ...options, optimizer: (learningRate) => adam({ learningRate }) })
    : await rateRange(model, train, {
        ...options,
        optimizer: (learningRate) => gradientDescent({ learningRate }),
      });
}

/** The loss on 2,000 other images after one pass over 10,000 at a fixed rate; null if it diverged. */
export async function trained(rule: Rule, seed: number, learningRate: number): Promise<number | null> {
  using _ = useBackend(await device("wasm"));
  const [train, validation] = [await part(0, 10_000), await part(10_000, 12_000)];
  const steps = Math.ceil(train.size / 32);
  const options = {
    ...common,
    params: model.init(key(seed)),
    seed,
    batchSize: 32,
    steps,
    every: steps,
    explain: false,
  };
  try {
    const { params } =
      rule === "adam"
        ? await fit(model, train, { ...options, optimizer: adam({ learningRate }) })
        : await fit(model, train, { ...options, optimizer: gradientDescent({ learningRate }) });
    const loss = tidy("validation", () => {
      const { x, y } = toTensors(rows(validation, { flat: true }));
      return softmaxCrossEntropy(model.apply(params, x), y);
    });
    return short(await loss.item());
  } catch (error) {
    if (error instanceof NonFiniteLossError) return null;
    throw error;
  }
}

const numbersOf = async (params: Params): Promise<readonly number[]> =>
  (await Promise.all(leaves<Tensor>(params).map(async (leaf) => [...(await leaf.data())]))).flat();

/** The largest curvature at the random start of a seed, over 1,000 images: twelve steps of power iteration. */
export async function sharpness(seed: number): Promise<number> {
  using _ = useBackend(await device("wasm"));
  using _s = scope("sharpness");
  const { x, y } = toTensors(rows(await part(0, 1000), { flat: true }));
  const params = model.init(key(seed));
  const loss = (p: Params): Tensor => softmaxCrossEntropy(model.apply(p, x), y);
  let [w, curvature] = [treeMap((leaf: Tensor) => normal(key(100 + seed), leaf.shape), params), 0];
  for (let step = 0; step < 12; step++) {
    const before = await numbersOf(w);
    const length = Math.sqrt(before.reduce((sum, each) => sum + each * each, 0));
    const v = treeMap((leaf: Tensor) => mul(1 / length, leaf), w);
    w = hessianVectorProduct(loss, params, v);
    const after = await numbersOf(w);
    curvature = after.reduce((sum, each, i) => sum + (each * before[i]!) / length, 0);
  }
  return short(curvature);
}

/** What each of six seeds gives, one after another. */
async function each<T>(of: (seed: number) => Promise<T>): Promise<T[]> {
  const list: T[] = [];
  for (let seed = 0; seed < 6; seed++) list.push(await of(seed));
  return list;
}

async function ofRule(rule: Rule) {
  const tests = await each((seed) => ranged(rule, seed));
  const suggested = (options: Parameters<typeof ranged>[2]) =>
    each(async (seed) => short((await ranged(rule, seed, options)).suggestion));
  const sweep: (number | null)[][] = [];
  for (const rate of grids[rule]) sweep.push(await each((seed) => trained(rule, seed, rate)));
  const at = (rates: readonly number[]) => each((seed) => trained(rule, seed, rates[seed]!));
  const [suggestion, lowest] = [tests.map((test) => test.suggestion), tests.map((test) => test.lowest)];
  return {
    suggestion: suggestion.map(short),
    lowest: lowest.map(short),
    stopped: tests.map(({ diverged, points }) => (diverged ? short(points.at(-1)!.rate) : null)),
    lengths: {
      50: await suggested({ steps: 50 }),
      200: await suggested({ steps: 200 }),
      400: await suggested({ steps: 400 }),
    },
    smoothings: { 0: await suggested({ smoothing: 0 }), 0.98: await suggested({ smoothing: 0.98 }) },
    sweep,
    at: {
      suggestion: await at(suggestion),
      lowest: await at(lowest),
      tenth: await at(lowest.map((rate) => rate / 10)),
    },
    curve: {
      losses: tests[0]!.points.map(({ loss }) => short(loss)).join(" "),
      means: tests[0]!.points.map(({ smoothed }) => short(smoothed)).join(" "),
    },
  };
}

/** Suggestions of descent by the size of the batches; null where the losses fall nowhere. */
async function batchSizes() {
  const suggested = (batchSize: number) =>
    each(async (seed) => {
      try {
        return short((await ranged("descent", seed, { batchSize })).suggestion);
      } catch (error) {
        if (error instanceof TrainingError) return null;
        throw error;
      }
    });
  return {
    4: await suggested(4),
    16: await suggested(16),
    64: await suggested(64),
    256: await suggested(256),
  };
}

/** Everything, as the text of provided/measured.ts. */
export async function measureAll(): Promise<string> {
  const all = {
    sharpness: await each(sharpness),
    batchSizes: await batchSizes(),
    descent: await ofRule("descent"),
    adam: await ofRule("adam"),
  };
  return `/* Printed by \`npm run -s figures -- measure\`. Seeds 0 to 5 in each list of six. */\nexport const measured = ${JSON.stringify(all, null, 2)};\n`;
}
