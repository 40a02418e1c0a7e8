import { historyGiven } from "./given.ts";
import type { Point } from "./state.ts";

/**
 * The readings of a run as CSV: one line per reading, with columns `step`, `loss` and one per metric.
 *
 * @example
 * ```ts
 * import { curveCsv } from "@downhill/train";
 * curveCsv([{ step: 10, loss: 2.3, metrics: { accuracy: 0.4 } }]); // "step,loss,accuracy\n10,2.3,0.4\n"
 * ```
 * @see RFC 4180.
 */
export function curveCsv(history: readonly Point[]): string {
  historyGiven("curveCsv", history);
  const metrics = [...new Set(history.flatMap((point) => Object.keys(point.metrics)))];
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = history.map((point) =>
    [point.step, point.loss, ...metrics.map((name) => point.metrics[name] ?? "")].join(","),
  );
  return `${[["step", "loss", ...metrics.map(cell)].join(","), ...lines].join("\n")}\n`;
}
