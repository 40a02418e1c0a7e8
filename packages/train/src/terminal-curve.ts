import { curveGiven, curvesGiven } from "./given.ts";
import { checkChoice, checkFlag, checkOptions } from "@downhill/tensor";
import asciichart from "asciichart";
import stringWidth from "string-width";
import { columnAt, columns, type Curve, type Ends } from "./curve.ts";

import { checkCount, TrainingError } from "./training-error.ts";

/** The options for curves in a terminal. */
export interface TerminalCurveOptions {
  /** In characters, axis included; default 72. */
  readonly width?: number;
  /** In lines, without the axis below; default 10. */
  readonly height?: number;
  /** The name of the horizontal axis; default "step". */
  readonly x?: string;
  /** The language of the default texts and of the notes; default `"en"`. */
  readonly language?: "en" | "zh";
  /** Whether several curves also have colours; by default decided by the terminal, `NO_COLOR` and `TERM`. */
  readonly color?: boolean;
}

const words = {
  en: {
    x: "step",
    missing: (name: string, count: number, of: number, step: number) =>
      `${name === "" ? "" : `${name}: `}${count} of ${of} values ${count === 1 ? "is not a finite number" : "are not finite numbers"}, first at step ${step}`,
  },
  zh: {
    x: "步",
    missing: (name: string, count: number, of: number, step: number) =>
      `${name === "" ? "" : `${name}：`}${of} 个数值中有 ${count} 个不是有限的数，最早出现在第 ${step} 步`,
  },
} as const;

/** The marks of the curves; ASCII, because other marks are two columns wide in a Chinese terminal. */
const marks = "*o+x#@%&";
const { blue, yellow, green, magenta, red, cyan, reset } = asciichart;
const colours = [blue, yellow, green, magenta, red, cyan];

/**
 * A curve, or several by name, as lines of text for a terminal. Several are drawn with a mark each, explained in a
 * legend, and in colour if available; where they meet, the later one is on top. Non-finite values are left out, with a note below.
 *
 * @param curves one curve or several by name, pairs of step and value, in ascending order of steps.
 * @returns lines of text, without a newline at the end.
 * @throws TrainingError when there is no finite point to draw.
 * @example
 * ```ts
 * import { terminalCurve } from "@downhill/train/terminal";
 * console.log(terminalCurve([[1, 2.3], [2, 1.1], [3, 0.9]], { x: "step" }));
 * console.log(terminalCurve({ training: [[1, 2.3], [9, 0.4]], validation: [[1, 2.2], [9, 0.8]] }));
 * ```
 */
export function terminalCurve(
  curves: Curve | Readonly<Record<string, Curve>>,
  options: TerminalCurveOptions = {},
): string {
  (Array.isArray(curves) ? curveGiven : curvesGiven)("terminalCurve", curves);
  const names = ["width", "height", "x", "language", "color"] as const;
  const {
    width = 72,
    height = 10,
    language = "en",
    color = hasColours(),
    ...rest
  }: TerminalCurveOptions = checkOptions("terminalCurve", options, names);
  checkChoice("terminalCurve", "language", language, ["en", "zh"]);
  checkFlag("terminalCurve", "color", color);
  checkCount("terminalCurve", "width", width, 1);
  checkCount("terminalCurve", "height", height, 1);
  const { x = words[language].x } = rest;
  const named = isCurve(curves) ? [["", curves] as const] : Object.entries(curves);
  const finite = named.map(([name, curve]) => [name, curve.filter(isFinitePoint)] as const);
  const points = finite.flatMap(([, curve]) => curve);
  if (points.length === 0) {
    throw new TrainingError("nothing-to-draw", {
      en: "terminalCurve: there is no finite point to draw; record at least one reading.",
      zh: "terminalCurve：没有可画的有限数值；请至少记录一个读数。",
    });
  }
  const format = formatOf(points.map(([, value]) => value));
  const margin = format(points[0]![1]).length + 2;
  const ends = endsOf(points);
  const count = Math.max(2, width - margin);
  const plot =
    named.length > 1
      ? together(finite, { ends, count, height, margin, format, color })
      : alone(columns(points, count), height, format);
  const [first, last] = [String(ends[0]), `${x} ${ends[1]}`];
  return [
    plot.replace(/[^\S\n]+$/gm, ""),
    `${" ".repeat(margin)}${first}${last.padStart(Math.max(last.length + 1, count - first.length))}`,
    ...(named.length > 1 ? legend(named, { margin, width, color }) : []),
    ...named.flatMap(([name, curve]) => missing(name, curve, language)),
  ].join("\n");
}

const isCurve = (curves: Curve | Readonly<Record<string, Curve>>): curves is Curve => Array.isArray(curves);

const isFinitePoint = ([step, value]: Curve[number]): boolean =>
  Number.isFinite(step) && Number.isFinite(value);

function hasColours(): boolean {
  const { NO_COLOR = "", TERM } = process.env;
  return process.stdout.isTTY && NO_COLOR === "" && TERM !== "dumb";
}

const endsOf = (points: Curve): Ends =>
  points.reduce(([first, last], [step]) => [Math.min(first, step), Math.max(last, step)], [
    Infinity,
    -Infinity,
  ] as Ends);

/** The numbers on the axis, all of one width: three decimals, or powers of ten if these do not suffice. */
function formatOf(values: readonly number[]): (value: number) => string {
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const powers = size > 0 && (size < 0.01 || size >= 1e5);
  // Between the values, a number close to 0 is so only by rounding, and others may have an exponent one digit longer.
  const text = (value: number): string =>
    powers ? (Math.abs(value) < 1e-6 * size ? 0 : value).toExponential(2) : value.toFixed(3);
  const longest = values.reduce((most, value) => Math.max(most, text(value).length), powers ? 9 : 7);
  return (value) => text(value).padStart(longest);
}

function alone(series: readonly number[], height: number, format: (value: number) => string): string {
  // The library would have no scale, because the smallest and the largest value are equal here.
  const level = series.every((value) => value === series[0]);
  return level
    ? `${format(series[0]!)} ┼${"─".repeat(series.length - 1)}`
    : asciichart.plot(series, { height: height - 1, format });
}

interface Cell {
  readonly mark: string;
  /** The terminal's code for its colour, if any. */
  readonly paint: string;
}
const blank: Cell = { mark: " ", paint: "" };

interface Plot {
  readonly ends: Ends;
  readonly count: number;
  readonly height: number;
  readonly margin: number;
  readonly format: (value: number) => string;
  readonly color: boolean;
}

/** Draws each curve with the same axes, and overlays the drawings. */
function together(
  curves: readonly (readonly [name: string, curve: Curve])[],
  { ends, count, height, margin, format, color }: Plot,
): string {
  const series = curves.map(([, curve]) => columns(curve, count, ends));
  const drawn = curves.flatMap(([, curve], i) => (curve.length === 0 ? [] : series[i]!));
  const [low, high] = drawn.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  // If all are level at the same value, that is the lowest line.
  const top = low < high ? high : low === 0 ? 1 : low + Math.abs(low);
  const scale = { height: height - 1, min: low, max: top, format };
  let axis: readonly string[] = [];
  const cells: Cell[][] = [];
  for (const [i, [, curve]] of curves.entries()) {
    if (curve.length === 0) continue;
    const [from, to] = [columnAt(curve[0]![0], ends, count), columnAt(curve.at(-1)![0], ends, count)];
    // The library draws the segment from one value to the next, so the last value is repeated to get a mark too.
    const values = [...series[i]!.slice(from, to + 1), series[i]![to]!];
    const symbols = ["┤", "┤", ...Array.from({ length: 8 }, () => markOf(i))];
    const lines = asciichart.plot(values, { ...scale, symbols }).split("\n");
    axis = lines.map((line) => line.slice(0, margin));
    for (const [row, line] of lines.entries()) {
      const [into, marked] = [(cells[row] ??= []), line.slice(margin)];
      for (const [column, mark] of Array.from(marked).entries()) {
        if (mark !== " ") into[from + column] = { mark, paint: colourOf(i, color) };
      }
    }
  }
  return axis.map((start, row) => start + painted(cells[row] ?? [])).join("\n");
}

const markOf = (i: number): string => marks[i % marks.length]!;
const colourOf = (i: number, color: boolean): string => (color ? colours[i % colours.length]! : "");

/** A line of cells; neighbours of the same colour are painted together. */
function painted(cells: readonly (Cell | undefined)[]): string {
  let [line, now] = ["", ""];
  for (const { mark, paint } of Array.from(cells, (cell) => cell ?? blank)) {
    if (paint !== now) line += (now === "" ? "" : reset) + paint;
    now = paint;
    line += mark;
  }
  return now === "" ? line : line + reset;
}

/** The marks with their names, in as many lines as needed. */
function legend(
  named: readonly (readonly [name: string, curve: Curve])[],
  { margin, width, color }: { readonly margin: number; readonly width: number; readonly color: boolean },
): string[] {
  const lines: string[][] = [[]];
  let room = width - margin;
  for (const [i, [name]] of named.entries()) {
    const length = stringWidth(name) + 5;
    if (length > room && lines.at(-1)!.length > 0) {
      lines.push([]);
      room = width - margin;
    }
    room -= length;
    lines.at(-1)!.push(`${painted([{ mark: markOf(i), paint: colourOf(i, color) }])} ${name}`);
  }
  return lines.map((entries) => " ".repeat(margin) + entries.join("   "));
}

function missing(name: string, curve: Curve, language: "en" | "zh"): string[] {
  const gaps = curve.filter((point) => !isFinitePoint(point));
  return gaps.length === 0 ? [] : [words[language].missing(name, gaps.length, curve.length, gaps[0]![0])];
}
