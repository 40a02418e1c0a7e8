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
import { chart } from "./chart.ts";
import {
  batchesOf,
  descend,
  initial,
  judge,
  predict,
  training,
  unseen,
  type Weights,
} from "./provided/net.ts";
import { meansOf } from "./tables.ts";

/* The lesson's trainings: 5,000 images in batches of ten, 500 steps in an epoch, from a rate of 0.2. */
const [images, batch] = [5000, 10];
export const [rate, total] = [0.2, 10_000];
const data = await training(images);
const other = await unseen();

/** The rate of the next step, from the loss of this one and how many steps are done. */
export type Rule = () => (loss: number, done: number) => number;

export interface Run {
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
export const steered =
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

/** The loss on the images that were trained on. */
export const trained = (w: Weights): number => judge(predict(w, data), data).loss;
/** Loss and accuracy on the 2,000 others, of several networks' mean probabilities. */
export function tested(...all: readonly Weights[]) {
  const each = all.map((w) => predict(w, other));
  const mean = each[0]!.map((row, i) =>
    row.map((_, c) => each.reduce((sum, rows) => sum + rows[i]![c]! / all.length, 0)),
  );
  return judge(mean, other);
}

/** Losses of batches of ten with weights that stay as they are. */
export async function frozen(w: Weights, count: number): Promise<readonly number[]> {
  const batches = batchesOf(images, batch, 77);
  return Array.from({ length: count }, () => descend(w.slice(), data, batches.next().value, 0));
}

const seeds = [0, 1, 2];
const plateau = (average: number, patience: number): Feedback<PlateauState> =>
  onPlateau({ factor: 0.1, average, patience, minDelta: 0.01, relative: false });
/** Chapter 003 §3.3.1 by its words: the rate falls as the average loss, of 500 batches, falls. */
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
const rules = {
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
} satisfies Record<string, Rule>;
export type Name = keyof typeof rules;

export const checkpoints = [2500, 5000, 7500, 10_000];
const done = new Map<Name, Promise<readonly Run[]>>();
/** A rule's trainings from the three seeds, computed once. */
export function runsOf(name: Name): Promise<readonly Run[]> {
  const all = done.get(name) ?? Promise.all(seeds.map((seed) => run(seed, rules[name], total, checkpoints)));
  done.set(name, all);
  return all;
}
export const at = (one: Run, step: number) => one.kept.get(step)!;

/** The first 3,000 steps of two trainings whose rules read each batch, and means of 50. */
export async function opening(): Promise<string> {
  const [means, batches] = [await run(0, steered(plateau(50, 9)), 3000), await run(0, rules.batches, 3000)];
  return chart("race-11", { means, batches }, meansOf);
}
