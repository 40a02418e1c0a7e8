import { readFileSync, writeFileSync } from "node:fs";
import { softmaxCrossEntropy } from "@downhill/nn";
import { adamw } from "@downhill/optimizers";
import { device, key, useBackend } from "@downhill/tensor";
import { choice, grid, logUniform, random, rateRange, search, type Space } from "@downhill/train/search";
import type { Configuration, Start } from "../key/solution.ts";
import { clothes, learned, model, space } from "./clothes.ts";

/*
 * The trainings behind the lesson's tables, drawn and begun by the package's search. Together they take some minutes, so
 * what they measured is kept in trials.json; `npm run figures -- record` trains again and writes it.
 */

/** After how many epochs of 500 images a training is measured. */
export const marks = [1, 2, 3, 5, 6, 8, 9, 12, 18, 25, 26, 27] as const;
const epoch = 500;

/** A training's losses at the marks, as far as it went; null where they are not finite. */
export interface Curve {
  readonly configuration: Configuration;
  readonly validation: readonly (number | null)[];
  readonly test: readonly (number | null)[];
}
export interface Kept {
  /** 120 configurations drawn from the space, each from a seed of its own, 27 epochs. */
  readonly pool: readonly Curve[];
  /** Four grids of 27, each shifted, 6 epochs. */
  readonly grids: readonly (readonly Curve[])[];
  /** By the rate, at decay 0.1 and batches of 32, three seeds each, 6 epochs. */
  readonly rates: readonly (readonly Curve[])[];
  /** By the decay, at rate 0.01, two seeds each, 27 epochs; and the loss on the images learned from. */
  readonly decays: readonly (readonly Curve[])[];
  readonly fitted: readonly (readonly (number | null)[])[];
  /** The twelve best of the pool after 6 epochs, each again from six seeds. */
  readonly seeds: readonly (readonly Curve[])[];
  /** Six range tests of 100 steps, and a training at each suggestion, 27 epochs. */
  readonly suggestions: readonly number[];
  readonly suggested: readonly Curve[];
}

const short = (loss: number): number | null => (Number.isFinite(loss) ? Number(loss.toPrecision(4)) : null);

/** A training up to some epochs, measured at the marks. */
export async function curve(
  start: Start,
  configuration: Configuration,
  seed: number,
  epochs: number,
): Promise<Curve> {
  const training = start(configuration, seed);
  const [validation, test]: (number | null)[][] = [[], []];
  let done = 0;
  for (const mark of marks.filter((each) => each <= epochs)) {
    validation!.push(short(await training.train(epoch * (mark - done))));
    test!.push(short(await training.test()));
    done = mark;
  }
  return { configuration, validation: validation!, test: test! };
}

const packaged = {
  rate: logUniform(space.rate.low, space.rate.high),
  decay: logUniform(space.decay.low, space.decay.high),
  batch: choice(space.batch.values),
};
/** The first trials of the pool, as the package draws them. */
export const pooled = (start: Start, trials: number, epochs: number): Promise<Curve[]> =>
  curvesOf(start, packaged, random({ trials, budget: epochs }));

async function curvesOf(
  start: Start,
  ranges: Space,
  strategy: ReturnType<typeof random>,
  seed = 0,
): Promise<Curve[]> {
  const found: Curve[] = [];
  const trial = async (configuration: object, run: { readonly budget: number; readonly seed: number }) => {
    found.push(await curve(start, configuration as Configuration, run.seed, run.budget));
    return found.at(-1)!.validation.at(-1) ?? NaN;
  };
  await search(ranges, trial, { strategy, seed });
  return found;
}

/** Three values of a range of four powers of ten, at this share of each third. */
const thirds = (low: number, share: number): number[] =>
  [0, 1, 2].map((third) => Number((low * 10 ** ((4 / 3) * (third + share))).toPrecision(4)));
/** Grid number i of four: in both directions shifted by another quarter. */
const shifted = (i: number) => ({
  rate: choice(thirds(1e-4, (i + 0.5) / 4)),
  decay: choice(thirds(1e-3, (((3 * i + 1) % 4) + 0.5) / 4)),
  batch: choice([16, 32, 128]),
});

export const sweptRates = Array.from({ length: 17 }, (_, i) => Number((1e-4 * 10 ** (i / 4)).toPrecision(3)));
export const sweptDecays = [0.001, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** The suggestion of the package's range test from a seed. */
export async function suggestion(seed: number): Promise<number> {
  using _ = useBackend(await device("wasm"));
  const range = await rateRange(model, await learned(), {
    loss: softmaxCrossEntropy,
    flat: true,
    optimizer: (learningRate) => adamw({ learningRate }),
    params: model.init(key(seed)),
    seed,
    low: 1e-5,
    high: 10,
    steps: 100,
  });
  return Number(range.suggestion.toPrecision(3));
}

const file = new URL("trials.json", import.meta.url);
/** What the trainings measured. */
export const kept = (): Kept => JSON.parse(readFileSync(file, "utf8")) as Kept;

/** Trains all of it again. */
export async function record(): Promise<void> {
  const start = await clothes();
  const pool = await pooled(start, 120, 27);
  console.log("pool");
  const each = async <T, R>(list: readonly T[], of: (one: T, i: number) => Promise<R>): Promise<R[]> => {
    const all: R[] = [];
    for (const [i, one] of list.entries()) all.push(await of(one, i));
    return all;
  };
  const seeded = (count: number, configuration: Configuration, epochs: number, from: Start = start) =>
    each(Array.from({ length: count }), (_, seed) => curve(from, configuration, seed, epochs));
  const grids = await each(Array.from({ length: 4 }), (_, i) =>
    curvesOf(start, shifted(i), grid({ budget: 6 }), i),
  );
  console.log("grids");
  const rates = await each(sweptRates, (rate) => seeded(3, { rate, decay: 0.1, batch: 32 }, 6));
  const decays = await each(sweptDecays, (decay) => seeded(2, { rate: 0.01, decay, batch: 32 }, 27));
  console.log("sweeps");
  const onLearned = await clothes([0, 500]);
  const fitted = await each(sweptDecays, async (decay) =>
    (await seeded(2, { rate: 0.01, decay, batch: 32 }, 27, onLearned)).map(({ validation }) =>
      validation.at(-1)!,
    ),
  );
  const at = marks.indexOf(6);
  const good = pool
    .filter(({ validation }) => typeof validation[at] === "number")
    .toSorted((a, b) => a.validation[at]! - b.validation[at]!)
    .slice(0, 12);
  const seeds = await each(good, ({ configuration }) => seeded(6, configuration, 6));
  const suggestions = await each([0, 1, 2, 3, 4, 5], suggestion);
  const suggested = await each(suggestions, (rate, seed) =>
    curve(start, { rate, decay: 0.01, batch: 32 }, seed, 27),
  );
  const all: Kept = { pool, grids, rates, decays, fitted, seeds, suggestions, suggested };
  const lines = Object.entries(all).map(
    ([name, list]) =>
      `${JSON.stringify(name)}: [\n${(list as unknown[]).map((one) => JSON.stringify(one)).join(",\n")}\n]`,
  );
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}
