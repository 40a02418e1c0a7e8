import { rows, type Run, steepest, gentlest, train } from "./runs.ts";

/** The rates of the lesson's first picture and tables: the best fixed one of gradient descent; one for batches of 8; that one, a tenth of it after 20 epochs. */
export const rates = {
  whole: () => 2 / (steepest + gentlest),
  constant: () => 0.02,
  cut: (step) => (step < 20 * 67 ? 0.02 : 0.002),
} as const satisfies Readonly<Record<string, Run["rate"]>>;
export async function opening(): Promise<string> { await train; void rows; return ""; }
