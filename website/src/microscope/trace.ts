import { type Before, type Parts, step, type Variant } from "./variants.ts";

/** Where the gradients of the two parameters come from; the first one's are 25 times as large. */
export const signalNames = ["agree", "noise", "bowl"] as const;
export type Signal = (typeof signalNames)[number];

/** Everything that the figure lets its reader set. */
export interface Setting {
  readonly signal: Signal;
  readonly variant: Variant;
  /** ε is ten to this power. */
  readonly exponent: number;
}

export const steps = 60;
const rate = 0.1;

/** The curvatures of the bowl J = ½(25·x² + y²), and where the two parameters start on it. */
const curvature = [25, 1] as const;
const start = [-2, -2] as const;

/** Numbers of mean 0 and variance 1, always the same: a generator of Lehmer's, by Box and Muller. */
function* noise(seed: number): Generator<number> {
  let state = seed;
  const uniform = (): number => (state = (48_271 * state) % 2_147_483_647) / 2_147_483_647;
  for (;;) yield Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** The steps of one of the two parameters. */
function traceOf(which: 0 | 1, { signal, variant, exponent }: Setting): Parts[] {
  const size = curvature[which];
  const draws = noise(7 + which);
  let position: number = start[which];
  const gradient: Readonly<Record<Signal, () => number>> = {
    agree: () => size,
    noise: () => size * draws.next().value!,
    bowl: () => size * position,
  };
  let before: Omit<Before, "g" | "t"> = { m: 0, v: 0 };
  return Array.from({ length: steps }, (_, i) => {
    const made = step(variant, { ...before, g: gradient[signal](), t: i + 1 }, 10 ** exponent);
    before = made;
    position += rate * made.update;
    return made;
  });
}

/** What happens to both parameters, step by step. */
export const trace = (setting: Setting): readonly [Parts[], Parts[]] => [
  traceOf(0, setting),
  traceOf(1, setting),
];
