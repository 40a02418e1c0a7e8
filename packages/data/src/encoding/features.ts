import { DataError } from "../data-error.ts";
import { dataset } from "../dataset.ts";
import { marked } from "../splits/marked.ts";
import type { Changed, RowSet } from "../splits/part.ts";
import { numbersOf, tableOf } from "../table.ts";

/** The numbers of some rows, row after row, with `width` to a row. */
export interface Features {
  readonly width: number;
  readonly length: number;
  readonly at: (i: number) => number;
}

/** The named columns of a table, or the examples of a data set in units of `x · scale`; every one a finite number. */
export function featuresOf(who: string, from: RowSet, columns: readonly string[] | null): Features {
  let features: Features;
  if ("columns" in from) {
    const values = columns!.map((name) => numbersOf(from, name));
    const width = values.length;
    features = {
      width,
      length: from.size * width,
      at: (i) => values[i % width]![Math.floor(i / width)] ?? NaN,
    };
  } else {
    const { x, scale } = from;
    features = { width: x.length / from.size, length: x.length, at: (i) => x[i]! * scale };
    if (x instanceof Uint8Array) return features;
  }
  for (let i = 0; i < features.length; i++) {
    if (!Number.isFinite(features.at(i))) throw notFinite(who, features, i, columns);
  }
  return features;
}

function notFinite(who: string, { at, width }: Features, i: number, columns: readonly string[] | null) {
  const row = Math.floor(i / width);
  const name = columns?.[i % width];
  return name === undefined
    ? new DataError(
        `${who}: row ${row}, feature ${i % width} is ${at(i)}; fill or remove what is missing first.`,
        `${who}：第 ${row} 行的第 ${i % width} 个特征是 ${at(i)}；请先填补或删除缺失值。`,
      )
    : new DataError(
        `${who}: row ${row} of column "${name}" is missing; fill it or drop such rows first.`,
        `${who}：“${name}”列的第 ${row} 行缺失；请先填补，或删除这样的行。`,
      );
}

/** The same rows with another number in each place. */
export function withFeatures<P extends RowSet>(
  part: P,
  columns: readonly string[] | null,
  numberAt: (i: number) => number,
): Changed<P> {
  if (!("columns" in part)) {
    const { shape, y, x: old } = part;
    const x = new Float32Array(old.length);
    for (let i = 0; i < x.length; i++) x[i] = numberAt(i);
    return marked(part, dataset({ x, shape, y })) as Changed<P>;
  }
  const width = columns!.length;
  const entries = part.names.map((name) => {
    const j = columns!.indexOf(name);
    if (j < 0) return [name, part.columns[name]!] as const;
    const values = Array.from({ length: part.size }, (_, row) => numberAt(row * width + j));
    return [name, { kind: "number", values }] as const;
  });
  return marked(part, tableOf(entries)) as Changed<P>;
}
