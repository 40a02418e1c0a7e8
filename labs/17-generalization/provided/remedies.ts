import { readFileSync, writeFileSync } from "node:fs";
import { type Augmentation, batches, dataset, flip, type Rows, shift, toTensors } from "@downhill/data";
import { accuracy, dense, dropout, heNormal, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { adamw } from "@downhill/optimizers";
import { earlyStopping } from "@downhill/regularizers";
import { device, foldIn, type Key, key, mul, type Tensor, tidy, uniform, useBackend } from "@downhill/tensor";
import { disposeTree, fit } from "@downhill/train";
import { pixels, side } from "./clothes.ts";

/*
 * A small network on few pictures, with each remedy against overfitting, by the course's packages. Together the trainings
 * take minutes, so what they measured is kept in remedies.json; `npm run figures -- record` trains again and writes it.
 */
interface Remedy {
  /** 300 by default; seed s takes them from place s × 1,200. */
  readonly pictures?: number;
  /** 64 by default. */
  readonly units?: number;
  /** Labels drawn at random in place of the right ones. */
  readonly random?: true;
  /** 60 by default. */
  readonly epochs?: number;
  readonly weightDecay?: number;
  readonly dropout?: number;
  readonly augmentation?: Augmentation;
}
const moved = shift({ by: 1 });
const remedies = {
  none: {},
  "random labels": { random: true, epochs: 200 },
  "8 units": { units: 8 },
  "256 units": { units: 256 },
  "weight decay": { weightDecay: 0.5 },
  dropout: { dropout: 0.5 },
  shifts: { augmentation: moved },
  mirrors: { augmentation: flip() },
  "all three": { weightDecay: 0.5, dropout: 0.5, augmentation: moved },
  "4 × the data": { pictures: 1200 },
} as const satisfies Readonly<Record<string, Remedy>>;
export type Name = keyof typeof remedies;
const seeds = [0, 1, 2, 3, 4] as const;
export const epochs = 60;

/** A loss, and the share of pictures that are told right. */
export type Score = readonly [loss: number, right: number];
/**
 * A training, measured after each epoch on 500 pictures for validation; on its own pictures and on 2,000 that nothing is
 * chosen by only where it is needed: where the validation loss is the lowest so far, at the end, or everywhere.
 */
export interface Curves {
  readonly train: readonly Score[];
  readonly validation: readonly Score[];
  readonly fresh: readonly Score[];
  /** On the test set, at the end; and on the fresh pictures, with dropout left on and with the units not scaled. */
  readonly test: Score;
  readonly on: Score;
  readonly unscaled: Score;
}
const wasm = device("wasm");
wasm.catch(() => undefined);
/** Whether all curves of a remedy are kept. */
const hasCurves = (name: Name): boolean => name === "none" || name === "random labels";
const unknown: Score = [NaN, NaN];
const short = (value: number): number => Number(value.toPrecision(4));

async function labelled(from: number, count: number, random?: Key) {
  const { x, y } = await pixels("train", from, count);
  const drawn = random === undefined ? y : (await uniform(random, [count], 0, 10).data()).map(Math.floor);
  return { x, shape: [side, side], y: Int32Array.from(drawn) };
}
const flat = <B extends Rows>(batch: B): B => ({ ...batch, shape: [batch.y.length, side * side] });

/** Trains for so many epochs, and measures after each. */
export async function trained(name: Name, seed: number, most = Infinity): Promise<Curves> {
  using _ = useBackend(await wasm);
  const remedy: Remedy = remedies[name];
  const lasting = Math.min(most, remedy.epochs ?? epochs);
  const { pictures = 300, units = 64, weightDecay = 0, dropout: rate = 0, augmentation } = remedy;
  const own = key(seed);
  const [first, drop, last] = [
    dense(side * side, units, { init: heNormal }),
    dropout(rate),
    dense(units, 10),
  ];
  const model = sequential(first, relu, drop, last);
  const train = await labelled(1200 * seed, pictures, remedy.random && foldIn(own, 7));
  const stream = batches(dataset(train), { size: 32, key: foldIn(own, 8), epochs: lasting });
  const data = {
    stepsPerEpoch: stream.stepsPerEpoch,
    steps: stream.steps,
    batchAt(step: number): Rows {
      const batch = stream.batchAt(step);
      return flat(augmentation?.(batch, foldIn(foldIn(own, 9), step)) ?? batch);
    },
  };
  const sets = {
    train: toTensors(flat({ ...train, shape: [pictures] })),
    validation: toTensors(flat(await labelled(6000, 500))),
    fresh: toTensors(flat(await labelled(7000, 2000))),
    test: toTensors(flat({ ...(await pixels("test", 0, 2000)), shape: [] })),
  };
  const score = async (logits: (x: Tensor) => Tensor, { x, y }: (typeof sets)["test"]): Promise<Score> => {
    const found = tidy("score", () => {
      const all = logits(x);
      return [softmaxCrossEntropy(all, y), accuracy(all, y)] as const;
    });
    const values = [short(await found[0].item()), short(await found[1].item())] as const;
    disposeTree(found);
    return values;
  };
  type Params = ReturnType<typeof model.init>;
  const curves: Record<"train" | "validation" | "fresh", Score[]> = { train: [], validation: [], fresh: [] };
  const { params, state } = await fit(model, data, {
    loss: softmaxCrossEntropy,
    optimizer: adamw({ learningRate: 0.005, weightDecay }),
    seed,
    explain: false,
    callbacks: [
      {
        name: "curves",
        async epoch({ params: now, epoch }) {
          const at = (set: keyof typeof curves) => score((x) => model.apply(now as Params, x), sets[set]);
          const found = await at("validation");
          const lowest = curves.validation.every(([loss]) => found[0] < loss);
          const needed = lowest || epoch === lasting || hasCurves(name);
          curves.validation.push(found);
          curves.train.push(needed ? await at("train") : unknown);
          curves.fresh.push(needed ? await at("fresh") : unknown);
        },
      },
    ],
  });
  const on = await score((x) => model.apply(params, x, foldIn(own, 10)), sets.fresh);
  const unscaled = await score((x) => {
    const hidden = relu.apply([], first.apply(params[0], x));
    return last.apply(params[3], mul(hidden, 1 / (1 - rate)));
  }, sets.fresh);
  const test = await score((x) => model.apply(params, x), sets.test);
  disposeTree([params, state, sets]);
  return { ...curves, test, on, unscaled };
}

/** What is kept of a training: the end, and the epoch whose validation loss was lowest; of two remedies all curves. */
export interface Outcome extends Pick<Curves, "test" | "on" | "unscaled"> {
  readonly last: Readonly<Record<"train" | "fresh", Score>>;
  readonly best: Readonly<Record<"validation" | "fresh", Score>> & { readonly epoch: number };
  readonly curves?: Pick<Curves, "train" | "validation" | "fresh">;
}

/** The place of the lowest validation loss up to where a patience ends, and how many epochs were looked at, by the package's rule. */
export function stopped(losses: readonly number[], patience: number) {
  const { init, update } = earlyStopping({ patience });
  let state = init();
  for (const loss of losses) if (!state.stop) state = update(state, loss);
  return { best: state.bestStep!, seen: state.seen };
}

function outcome(name: Name, { test, on, unscaled, ...curves }: Curves): Outcome {
  const { train, validation, fresh } = curves;
  const { best } = stopped(
    validation.map(([loss]) => loss),
    epochs,
  );
  return {
    last: { train: train.at(-1)!, fresh: fresh.at(-1)! },
    best: { epoch: best + 1, validation: validation[best]!, fresh: fresh[best]! },
    test,
    on,
    unscaled,
    ...(hasCurves(name) ? { curves } : {}),
  };
}

type Kept = Readonly<Record<Name, readonly Outcome[]>>;
const file = new URL("remedies.json", import.meta.url);
/** What the trainings measured, by seed. */
export const kept = (): Kept => JSON.parse(readFileSync(file, "utf8")) as Kept;

/** Trains again with the remedies of these names, or with all. */
export async function record(names: readonly string[]): Promise<void> {
  const all = Object.keys(remedies) as Name[];
  const chosen = all.filter((name) => names.length === 0 || names.includes(name));
  const found: Partial<Record<Name, readonly Outcome[]>> = chosen.length === all.length ? {} : { ...kept() };
  for (const name of chosen) {
    const outcomes: Outcome[] = [];
    for (const seed of seeds) outcomes.push(outcome(name, await trained(name, seed)));
    found[name] = outcomes;
    console.log(name);
  }
  const lines = all.map((name) => {
    const each = (found[name] ?? []).map((outcome) => JSON.stringify(outcome));
    return `${JSON.stringify(name)}: [\n${each.join(",\n")}\n]`;
  });
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}
