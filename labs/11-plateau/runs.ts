import type { Feedback, FeedbackState, Schedule } from "@downhill/schedules";
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

/* The lesson's trainings: 5,000 images in batches of ten, 500 steps in an epoch, from a rate of 0.2. */
export const [images, batch, rate, total] = [5000, 10, 0.2, 10_000];
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

export const by =
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
