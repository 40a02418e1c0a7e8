import { readFileSync, writeFileSync } from "node:fs";
import { hessianVectorProduct } from "@downhill/autograd";
import { rows, toTensors } from "@downhill/data";
import { softmaxCrossEntropy } from "@downhill/nn";
import { gradientDescent, type Params } from "@downhill/optimizers";
import {
  andThen,
  cosine,
  exponential,
  inverseTime,
  linear,
  type Schedule,
  warmup,
} from "@downhill/schedules";
import {
  add,
  device,
  div,
  foldIn,
  key,
  leaves,
  mul,
  normal,
  sqrt,
  sum,
  type Tensor,
  tidy,
  treeMap,
  useBackend,
} from "@downhill/tensor";
import { disposeTree, fit } from "@downhill/train";
import { type Learned, model, part, train } from "./big-model.ts";

/*
 * The trainings of BigModel that the lesson's tables show. Together they take a few minutes, so what they measured is kept
 * in big-model.json; `npm run figures -- record` trains again and writes it.
 */
const batchSize = { descent: 16, adam: 32 } as const;
/** Three epochs of 10,000 pictures. */
const lengths = { descent: 1875, adam: 939 } as const;
const perEpoch = { descent: 625, adam: 313 } as const;
export const seeds = [0, 1, 2] as const;

const { descent, adam } = lengths;
const rising = warmup(cosine(0.3, descent), 100);
export const runs = {
  "constant 0.3": ["descent", () => 0.3],
  "constant 0.1": ["descent", () => 0.1],
  "constant 0.03": ["descent", () => 0.03],
  "constant 0.01": ["descent", () => 0.01],
  "cosine 0.1": ["descent", cosine(0.1, descent)],
  "linear 0.1": ["descent", linear(0.1, descent)],
  "staircase 0.1": ["descent", exponential(0.1, perEpoch.descent, 0.1, { staircase: true })],
  "time-based 0.1": ["descent", inverseTime(0.1, 200)],
  "cosine 0.3": ["descent", cosine(0.3, descent)],
  "warm-up 0.3": ["descent", rising],
  "last 188": ["descent", andThen(0.1, descent - 188, linear(0.1, 188))],
  "last 625": ["descent", andThen(0.1, descent - 625, linear(0.1, 625))],
  "Adam, chapter": ["adam", exponential(0.1, 1000, 0.96, { staircase: true })],
  "Adam 0.001": ["adam", () => 0.001],
  "Adam 0.01": ["adam", () => 0.01],
  "Adam cosine 0.01": ["adam", cosine(0.01, adam)],
} as const satisfies Readonly<Record<string, readonly ["descent" | "adam", Schedule]>>;
export type Name = keyof typeof runs;

/** One of the trainings, or its beginning. */
export function trained(name: Name, seed: number, steps?: number): Promise<Learned> {
  const [rule, schedule] = runs[name];
  const every = rule === "descent" ? perEpoch.descent / 5 : perEpoch.adam;
  return train(rule, schedule, { batchSize: batchSize[rule], steps: steps ?? lengths[rule], seed, every });
}

export const warmed = { "η = 0.3": () => 0.3, "warm-up": rising } as const;
export const marks = [0, 10, 30, 100, 200] as const;

const dot = (a: Params, b: Params): Tensor => {
  const others = leaves<Tensor>(b);
  return leaves<Tensor>(a)
    .map((each, i) => sum(mul(each, others[i]!)))
    .reduce((total, each) => add(total, each));
};

/** The sharpness on 500 pictures after some steps: lab 03's power iteration, on exact products with the Hessian. */
export async function sharpnessAfter(learningRate: Schedule, steps: number, seed: number): Promise<number> {
  using _ = useBackend(await device("wasm"));
  const optimizer = gradientDescent({ learningRate });
  const options = { loss: softmaxCrossEntropy, optimizer, flat: true, batchSize: 16, seed };
  const params =
    steps === 0
      ? tidy("start", () => model.init(foldIn(key(seed), 0)))
      : (await fit(model, await part(0, 10_000), { ...options, steps })).params;
  const pictures = await part(0, 500);
  const estimate = tidy("sharpness", () => {
    const { x, y } = toTensors(rows(pictures, { flat: true }));
    const loss = (p: typeof params): Tensor => softmaxCrossEntropy(model.apply(p, x), y);
    let i = 0;
    let v = treeMap<Tensor, typeof params>((p) => normal(foldIn(key(5), i++), p.shape), params);
    let rayleigh: Tensor | undefined;
    for (let k = 0; k < 8; k++) {
      const length = sqrt(dot(v, v));
      const unit = treeMap<Tensor, typeof params>((each) => div(each, length), v);
      v = hessianVectorProduct(loss, params, unit);
      rayleigh = dot(unit, v);
    }
    return rayleigh!;
  });
  const value = await estimate.item();
  estimate.dispose();
  disposeTree(params);
  return value;
}

interface Kept {
  readonly runs: Readonly<Record<Name, readonly Learned[]>>;
  readonly sharpness: Readonly<Record<keyof typeof warmed, readonly (readonly number[])[]>>;
}
const file = new URL("big-model.json", import.meta.url);
/** What the trainings measured, by seed. */
export const kept = (): Kept => JSON.parse(readFileSync(file, "utf8")) as Kept;

/** As JSON, each training on its own line. */
const text = (measured: object): string => {
  const inBraces = (value: object, inner: (each: object) => string): string =>
    `{\n${Object.entries(value)
      .map(([name, each]) => `${JSON.stringify(name)}: ${inner(each as object)}`)
      .join(",\n")}\n}`;
  return `${inBraces(measured, (part) => inBraces(part, (each) => JSON.stringify(each)))}\n`;
};

/** Trains all of it again. */
export async function record(): Promise<void> {
  const short = (value: number): number => Number(value.toPrecision(5));
  const bySeed = async <T>(name: string, each: (seed: number) => Promise<T>): Promise<readonly T[]> => {
    const all: T[] = [];
    for (const seed of seeds) all.push(await each(seed));
    console.log(name);
    return all;
  };
  const all: Record<string, unknown> = {};
  const sharpness: Record<string, unknown> = {};
  for (const name of Object.keys(runs) as Name[])
    all[name] = await bySeed(name, async (seed) => {
      const { losses, accuracies } = await trained(name, seed);
      return { losses: losses.map(short), accuracies: accuracies.map(short) };
    });
  for (const [name, schedule] of Object.entries(warmed))
    sharpness[name] = await bySeed(name, async (seed) => {
      const values: number[] = [];
      for (const steps of marks) values.push(short(await sharpnessAfter(schedule, steps, seed)));
      return values;
    });
  writeFileSync(file, text({ runs: all, sharpness }));
}
