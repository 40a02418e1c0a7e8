import { readFileSync, writeFileSync } from "node:fs";
import {
  cosine,
  cosineRestarts,
  type Feedback,
  type FeedbackState,
  onPlateau,
  type PlateauState,
  reset,
  type Schedule,
} from "@downhill/schedules";
import {
  batchesOf,
  type Clothes,
  descend,
  initial,
  judge,
  predict,
  training,
  unseen,
  type Weights,
} from "./net.ts";

/*
 * The lesson's trainings: 5,000 images in batches of ten, 500 steps in an epoch, from a rate of 0.2. Together they take
 * minutes, so what they measured is kept in trainings.json; `npm run figures -- record` trains again and writes it.
 */
const [images, batch] = [5000, 10];
export const [rate, total] = [0.2, 10_000];
const data = await training(images);
const other = await unseen();

/** The rate of the next step, from the loss of this one and how many steps are done. */
export type Rule = () => (loss: number, done: number) => number;

interface Run {
  readonly losses: readonly number[];
  /** The rate of each step. */
  readonly rates: readonly number[];
  /** The weights after some of the steps. */
  readonly kept: ReadonlyMap<number, Weights>;
}

const by =
  (schedule: Schedule): Rule =>
  () =>
  (_, done) =>
    schedule(done);
const steered =
  <State extends FeedbackState>(feedback: Feedback<State>): Rule =>
  () => {
    let state = feedback.init(rate);
    return (loss) => (state = feedback.update(state, loss)).learningRate;
  };

/** A training from a seed's weights, in a seed's order of images. */
export async function run(
  seed: number,
  rule: Rule,
  steps = total,
  keep: readonly number[] = [steps],
): Promise<Run> {
  const [w, next, batches] = [await initial(seed), rule(), batchesOf(images, batch, seed)];
  const [losses, rates, kept]: [number[], number[], Map<number, Weights>] = [[], [], new Map()];
  for (let done = 0, now = rate; done < steps; now = next(losses[done++]!, done)) {
    losses.push(descend(w, data, batches.next().value, now));
    rates.push(now);
    if (keep.includes(done + 1)) kept.set(done + 1, w.slice());
  }
  return { losses, rates, kept };
}

/** The mean loss of each batch, with weights that stay as they are. */
export function frozen(w: Weights, count: number): readonly number[] {
  const losses = predict(w, data).map((row, i) => -Math.log(row[data.y[i]!]!));
  const batches = batchesOf(images, batch, 77);
  return Array.from({ length: count }, () => {
    const drawn = batches.next().value;
    return drawn.reduce((sum, image) => sum + losses[image]!, 0) / drawn.length;
  });
}

export const seeds = [0, 1, 2];
const plateau = (average: number, patience: number, factor = 0.1): Feedback<PlateauState> =>
  onPlateau({ factor, average, patience, minDelta: 0.01, relative: false });
/** Chapter 003 §3.3.1 taken literally: the rate falls as the average loss, of 500 batches, falls. */
const proportional: Rule = () => {
  let [sum, count, first, now] = [0, 0, 0, rate];
  return (loss) => {
    [sum, count] = [sum + loss, count + 1];
    if (count < 500) return now;
    first ||= sum;
    now = (rate * sum) / first;
    [sum, count] = [0, 0];
    return now;
  };
};
export const rules = {
  constant: by(() => rate),
  batches: steered(plateau(1, 10)),
  patient: steered(plateau(1, 999)),
  quarters: steered(plateau(250, 3)),
  epochs: steered(plateau(500, 1)),
  proportional,
  cosine: by(cosine(rate, total)),
  restarts: by(cosineRestarts(rate, 2500)),
  hasty: steered(plateau(250, 1)),
  resets: steered(reset(plateau(250, 1), { below: 0.005 })),
  "50, P = 9, γ = 0.1": steered(plateau(50, 9)),
  "50, P = 9, γ = 0.5": steered(plateau(50, 9, 0.5)),
  "500, P = 1, γ = 0.5": steered(plateau(500, 1, 0.5)),
} satisfies Record<string, Rule>;
export type Name = keyof typeof rules;

export const checkpoints = [2500, 5000, 7500, 10_000];

interface Score {
  readonly loss: number;
  readonly accuracy: number;
}
/** What is kept of a training. */
export interface Measured {
  /** The means of 250 losses. */
  readonly losses: readonly number[];
  /** The first eight steps whose rate differs from the previous step's, and that rate. */
  readonly changes: readonly (readonly [step: number, rate: number])[];
  /** At each checkpoint: the loss on the images that were trained on, and the score on the 2,000 others. */
  readonly trained: readonly number[];
  readonly tested: readonly Score[];
  /** The score of the mean probabilities of the networks at the last two checkpoints, and at all. */
  readonly ensembles: readonly Score[];
}

const short = (value: number): number => Number(value.toPrecision(6));
const scoreOf = (predictions: readonly (readonly number[])[], images: Clothes): Score => {
  const { loss, accuracy } = judge(predictions, images);
  return { loss: short(loss), accuracy: short(accuracy) };
};

/** Trains from one of the seeds, to the end or to an earlier checkpoint, and measures. */
export async function measured(name: Name, seed: number, steps = total): Promise<Measured> {
  const { losses, rates, kept } = await run(seed, rules[name], steps, checkpoints);
  const networks = checkpoints.flatMap((step) => kept.get(step) ?? []);
  const guesses = networks.map((w) => predict(w, other));
  const ensemble = (all: readonly number[][][]): Score =>
    scoreOf(
      other.y.map((_, i) =>
        guesses[0]![i]!.map((_, c) => all.reduce((sum, each) => sum + each[i]![c]! / all.length, 0)),
      ),
      other,
    );
  return {
    losses: Array.from({ length: steps / 250 }, (_, i) =>
      short(losses.slice(250 * i, 250 * (i + 1)).reduce((sum, loss) => sum + loss / 250, 0)),
    ),
    changes: rates
      .flatMap((now, t) => (t > 0 && now !== rates[t - 1] ? [[t, short(now)] as const] : []))
      .slice(0, 8),
    trained: networks.map((w) => scoreOf(predict(w, data), data).loss),
    tested: guesses.map((each) => scoreOf(each, other)),
    ensembles: [ensemble(guesses.slice(-2)), ensemble(guesses)],
  };
}

const file = new URL("trainings.json", import.meta.url);
/** What the trainings measured, by rule and seed. */
export const recorded = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<Name, readonly Measured[]>>;

/** Trains all of it again. */
export async function record(): Promise<void> {
  const all: Record<string, readonly Measured[]> = {};
  for (const name of Object.keys(rules) as Name[]) {
    const runs: Measured[] = [];
    for (const seed of seeds) runs.push(await measured(name, seed));
    all[name] = runs;
    console.log(name);
  }
  writeFileSync(file, `${JSON.stringify(all)}\n`);
}
