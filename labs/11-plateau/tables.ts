import { readFileSync } from "node:fs";
import { cosineRestarts, onPlateau } from "@downhill/schedules";

/* The lesson's tables that need no training. */

export const line = (cells: readonly (string | number)[], width = 10, first = 16): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? first : width)).join("");

export const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;
export const meansOf = (losses: readonly number[], size: number): readonly number[] =>
  Array.from({ length: Math.floor(losses.length / size) }, (_, i) =>
    mean(losses.slice(size * i, size * (i + 1))),
  );

export const spread = (values: readonly number[], digits: number): string =>
  `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;

/** One short run of the rule, reading by reading. */
export function walk(): readonly string[] {
  const rule = onPlateau({ factor: 0.5, patience: 1, cooldown: 2, minDelta: 0.1, relative: false });
  const losses = [2, 1.95, 1.85, 1.8, 1.9, 1.5, 1.6, 1.6, 1.6];
  let state = rule.init(0.2);
  const states = losses.map((loss) => (state = rule.update(state, loss)));
  return [
    line(["reading", ...losses.map((each) => each.toFixed(2))], 7, 12),
    line(["best", ...states.map(({ best }) => best!.toFixed(2))], 7, 12),
    line(["bad", ...states.map(({ bad }) => bad)], 7, 12),
    line(["cooldown", ...states.map(({ cooldown }) => cooldown)], 7, 12),
    line(["rate", ...states.map(({ learningRate }) => learningRate)], 7, 12),
  ];
}

interface Recorded {
  readonly name: string;
  readonly torch: readonly (readonly number[])[];
  readonly keras: readonly number[];
  readonly optax: readonly number[];
}
/** After which reading each library cuts, on a loss that stays the same (test/oracles/lab-11.py ran them). */
export function libraries(): readonly string[] {
  const file = new URL("../../test/oracles/lab-11.json", import.meta.url);
  const { plateaus } = JSON.parse(readFileSync(file, "utf8")) as { plateaus: readonly Recorded[] };
  const cuts = (rates: readonly number[]): string =>
    rates
      .flatMap((each, i) => (each < (rates[i - 1] ?? 0.5) ? [i + 1] : []))
      .slice(0, 4)
      .join(", ");
  const row = (words: string, name: string): string => {
    const { torch, keras, optax } = plateaus.find((each) => each.name === name)!;
    return line([words, cuts(torch.map(([each]) => each!)), cuts(keras), cuts(optax)], 15, 14);
  };
  return [
    line(["", "PyTorch", "Keras", "optax"], 15, 14),
    row("P = 0", "patience 0"),
    row("P = 1", "patience 1"),
    row("P = 2", "patience 2"),
    row("P = 2, C = 1", "cooldown 1"),
    row("P = 2, C = 2", "cooldown 2"),
  ];
}

/** Erratum E17 on J = θ²/2 from 1: a rate in proportion to the loss, and one that waits for a plateau. */
export function chapter(): readonly string[] {
  const steps = [1, 2, 5, 10, 100];
  const loss = (theta: number): number => theta ** 2 / 2;
  const descent = (next: (theta: number) => number): readonly string[] => {
    let [theta, now] = [1, 0.5];
    return Array.from({ length: 100 }, () => {
      theta -= now * theta;
      now = next(theta);
      return theta < 1e-3 ? theta.toExponential(1) : theta.toFixed(3);
    });
  };
  const rule = onPlateau({ patience: 3 });
  let state = rule.init(0.5);
  const falling = descent((theta) => (0.5 * loss(theta)) / loss(1));
  const waiting = descent((theta) => (state = rule.update(state, loss(theta))).learningRate);
  return [
    line(["step", ...steps], 10, 12),
    line(["η ∝ J", ...steps.map((t) => falling[t - 1]!)], 10, 12),
    line(["plateau", ...steps.map((t) => waiting[t - 1]!)], 10, 12),
  ];
}

export function rates(): readonly string[] {
  const schedule = cosineRestarts(0.2, 4, { growth: 2 });
  const steps = [0, 1, 2, 3, 4, 5, 8, 11, 12, 20, 27, 28];
  return [line(["t", ...steps], 7, 6), line(["rate", ...steps.map((t) => schedule(t).toFixed(3))], 7, 6)];
}
