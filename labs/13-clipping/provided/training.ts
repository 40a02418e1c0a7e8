import { mobyDick } from "@downhill/data";
import { network, type Network, next, read, rest } from "./recurrent.ts";
import { joinTrees, numbersOf, type Tree, type Vector } from "./tree.ts";

/*
 * Trains the recurrent network of recurrent.ts, with whatever rule it is given, on the first 25,000 letters of Moby-Dick by
 * Herman Melville (1851, public domain; the copy in @downhill/data: PDDL 1.0 and CC0 1.0).
 */

interface Step<State> {
  readonly update: Tree;
  readonly state: State;
}
type Rule<State> = (gradient: Tree, state: State) => Step<State> | Promise<Step<State>>;

const characters = " abcdefghijklmnopqrstuvwxyz";
/** Letters per step; the gradient goes back through all of them. */
const span = 50;

/** The text in lower-case letters, with one space for each run of other characters, as places in the alphabet. */
const letters = mobyDick().then(({ text }) => {
  const from = text.indexOf("Call me Ishmael.");
  const story = text
    .slice(from, from + 40_000)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, " ");
  return Array.from(story.slice(0, 25_001), (letter) => characters.indexOf(letter));
});
letters.catch(() => undefined);

/** The loss and the gradient's norm at each step, and the network at the end. */
export interface Training {
  readonly losses: Vector;
  readonly norms: Vector;
  readonly net: Network;
}

/** Some steps of a rule, at most 500, which is once through the text, from the network of a seed. */
export async function train<State>(
  rule: Rule<State>,
  start: State,
  { seed = 1, steps = 500 } = {},
): Promise<Training> {
  const text = await letters;
  let [net, state, unit] = [await network(seed), start, rest()];
  const [losses, norms]: [Vector, Vector] = [[], []];
  for (let t = 0; t < steps; t++) {
    const { loss, gradient, state: last } = read(net, text.slice(t * span, (t + 1) * span + 1), unit);
    losses.push(loss);
    norms.push(Math.sqrt(numbersOf(gradient).reduce((sum, g) => sum + g * g, 0)));
    const step = await rule(gradient, state);
    net = joinTrees((value, change) => value + change, net, step.update) as Network;
    [state, unit] = [step.state, last];
  }
  return { losses, norms, net };
}

/** What a network writes: each letter is drawn by its probability, `draw` being a number from 0 to 1. */
export function write(net: Network, length: number, draw: () => number): string {
  let [written, letter, unit] = ["", 0, rest()];
  while (written.length < length) {
    const { state, p } = next(net, letter, unit);
    let left = draw();
    letter = p.findIndex((each) => (left -= each) < 0);
    if (letter < 0) letter = 0;
    written += characters[letter]!;
    unit = state;
  }
  return written;
}

/** The mean of the last hundred losses. */
export const endOf = ({ losses }: Training): number =>
  losses.slice(-100).reduce((sum, loss) => sum + loss, 0) / Math.min(100, losses.length);
