import { DataError } from "../data-error.ts";
import { dataset } from "../dataset.ts";
import { present } from "../present.ts";
import { marked } from "../splits/marked.ts";
import type { Changed, RowSet } from "../splits/part.ts";
import { type Column, numbersOf, type Table } from "../table.ts";
import { withColumns } from "../with-columns.ts";

/** The numbers of some rows, row after row, `width` per row. */
export interface Features {
  readonly width: number;
  readonly length: number;
  readonly at: (i: number) => number;
}

/** The named columns of a table, or the examples of a data set in units of `x · scale`; every one a finite number. */
export function featuresOf(who: string, from: RowSet, columns: readonly string[] | null): Features {
  if ("columns" in from) {
    const values = columns!.map((name) => present(who, name, numbersOf(from, name)));
    const width = values.length;
    return {
      width,
      length: from.size * width,
      at: (i) => values[i % width]![Math.floor(i / width)]!,
    };
  }
  const { x, scale } = from;
  const width = x.length / from.size;
  const odd = x instanceof Uint8Array ? -1 : x.findIndex((value) => !Number.isFinite(value * scale));
  if (odd < 0) return { width, length: x.length, at: (i) => x[i]! * scale };
  const row = Math.floor(odd / width);
  throw new DataError("not-finite", {
    en: `${who}: row ${row}, feature ${odd % width} is ${x[odd]! * scale}; fill or remove missing values first.`,
    zh: `${who}：第 ${row} 行的第 ${odd % width} 个特征是 ${x[odd]! * scale}；请先填补或删除缺失值。`,
  });
}

/** The same rows with new numbers. */
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
  const scaled = columns!.map((name, j): [string, Column] => {
    const values = Array.from({ length: part.size }, (_, row) => numberAt(row * columns!.length + j));
    return [name, { kind: "number", values }];
  });
  return withColumns<Table>(part, new Map(scaled)) as unknown as Changed<P>;
}
