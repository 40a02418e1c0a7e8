import { contours } from "d3-contour";
import { height, terrain } from "../src/terrain.ts";

/** One contour line: everything higher than its level, as an SVG path in thousandths of the land's units (y up). */
export interface Contour {
  /** The height of all its points. */
  readonly height: number;
  readonly d: string;
}

/** The land as the page draws it. */
export interface Land {
  readonly low: number;
  readonly high: number;
  /** From the lowest to the highest, at equal distances in height. */
  readonly contours: readonly Contour[];
}

const columns = 129;
const rows = 65;
const levels = 15;

/** The land's contour lines, computed while building so that the page needs no script. */
export function land(): Land {
  const { left, right, bottom, top } = terrain;
  const dx = (right - left) / (columns - 1);
  const dy = (top - bottom) / (rows - 1);
  const values = Array.from({ length: columns * rows }, (_, i) =>
    height([left + (i % columns) * dx, bottom + Math.floor(i / columns) * dy]),
  );
  const low = Math.min(...values);
  const high = Math.max(...values);
  const thresholds = Array.from({ length: levels }, (_, i) => low + ((high - low) * (i + 0.35)) / levels);
  const place = ([column = 0, row = 0]: number[]): [number, number] => [
    Math.round(1000 * (left + (column - 0.5) * dx)),
    Math.round(1000 * (bottom + (row - 0.5) * dy)),
  ];
  const lines = contours()
    .size([columns, rows])
    .thresholds(thresholds)(values)
    .map(({ coordinates, value }) => ({
      height: value,
      d: coordinates
        .flat()
        .map((ring) => closedPath(ring.map(place)))
        .join(""),
    }));
  return { low, high, contours: lines };
}

/** Each point relative to the one before, which takes half as many characters. */
function closedPath([first = [0, 0], ...others]: readonly [number, number][]): string {
  let [x, y] = first;
  const moves = others.map(([nextX, nextY]) => {
    const move = `${nextX - x},${nextY - y}`;
    [x, y] = [nextX, nextY];
    return move;
  });
  return `M${first.join(",")}l${moves.join(" ")}z`;
}
