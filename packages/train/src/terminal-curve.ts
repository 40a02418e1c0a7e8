import asciichart from "asciichart";
import { columns, type Curve } from "./curve.ts";
import { TrainingError } from "./training-error.ts";

/**
 * A curve as lines of text for a terminal.
 *
 * @param options.width in characters, axis included; 72 unless given.
 * @param options.height in lines; 10 unless given.
 * @throws TrainingError when there is no finite point to draw.
 * @example
 * ```ts
 * import { terminalCurve } from "@downhill/train/terminal";
 * console.log(terminalCurve([[1, 2.3], [2, 1.1], [3, 0.9]], { x: "step" }));
 * ```
 */
export function terminalCurve(
  curve: Curve,
  {
    width = 72,
    height = 10,
    x = "step",
  }: { readonly width?: number; readonly height?: number; readonly x?: string } = {},
): string {
  const finite = curve.filter(([, value]) => Number.isFinite(value));
  if (finite.length === 0) {
    throw new TrainingError(
      "terminalCurve: there is no finite point to draw; record at least one reading.",
      "terminalCurve：没有可画的有限数值；请至少记录一个读数。",
    );
  }
  const margin = 9;
  const series = columns(finite, Math.max(2, width - margin));
  const format = (value: number): string => value.toFixed(3).padStart(7);
  // Between its least and its largest value, which are the same here, the library would have no scale.
  const level = series.every((value) => value === series[0]);
  const plot = level
    ? `${format(series[0]!)} ┼${"─".repeat(series.length - 1)}`
    : asciichart.plot(series, { height: height - 1, format });
  const [first, last] = [String(finite[0]![0]), `${x} ${finite.at(-1)![0]}`];
  const axis = `${" ".repeat(margin)}${first}${last.padStart(Math.max(last.length + 1, series.length - first.length))}`;
  return `${plot.replace(/[^\S\n]+$/gm, "")}\n${axis}`;
}
