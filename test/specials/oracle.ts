import { readFileSync } from "node:fs";
import { type Nested, type Shape, sizeOf } from "@downhill/tensor";
import type { Source } from "../reference/source.ts";

/** The floating dtypes that PyTorch was asked in. */
export type Precision = "float64" | "float32";

/** PyTorch's result and the gradients of Σ output·cotangent, or its refusal. */
export interface Answer {
  readonly output?: Nested;
  readonly gradients?: Readonly<Record<string, Nested>>;
  readonly refused?: true;
}

type Attributes = Readonly<Record<string, unknown>>;
type Written = number | string | readonly Written[];
interface WrittenCase extends Answer {
  readonly special: string;
  /** The position of the special number, by input and index in row-major order. */
  readonly places?: Readonly<Record<string, readonly number[]>>;
  /** Shapes without elements, with matching attributes if the row's do not fit. */
  readonly attributes?: Attributes;
  readonly shapes?: Readonly<Record<string, Shape>>;
  /** The result in float32, if it is not the other one rounded. */
  readonly float32?: Answer;
}
interface WrittenRow {
  readonly name: string;
  readonly attributes: Attributes;
  /** The inputs that receive the special number; without them, it meets every other number. */
  readonly inputs?: Readonly<Record<string, Written>>;
  readonly cases: readonly WrittenCase[];
}

const document = JSON.parse(readFileSync(new URL("../oracles/specials.json", import.meta.url), "utf8")) as {
  readonly source: Source;
  readonly specials: Readonly<Record<string, Readonly<Record<Precision, number | string>>>>;
  readonly ordinary: readonly number[];
  readonly rows: readonly WrittenRow[];
};

export const { source } = document;

/** The special numbers by name, and tensors without elements. */
export const specials: readonly string[] = [...Object.keys(document.specials), "empty"];

/** One application of an operation to a special number. */
export interface SpecialCase {
  readonly name: string;
  readonly attributes: Attributes;
  readonly special: string;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly inputs: Readonly<Record<string, Float64Array>>;
  readonly expected: Answer;
}

const numberOf = (written: number | string): number =>
  typeof written === "number" ? written : Number(written.replace("inf", "Infinity"));
const flat = (written: Written): number[] =>
  typeof written === "object" ? written.flatMap(flat) : [numberOf(written)];
const shapeOf = (written: Written): number[] =>
  typeof written === "object" ? [written.length, ...(written.length > 0 ? shapeOf(written[0]!) : [])] : [];

/** Every number of a result, of any shape. */
export const numbersOf = (nested: Nested): number[] => flat(nested);

function caseIn(precision: Precision, row: WrittenRow, written: WrittenCase): SpecialCase {
  const { special, attributes = row.attributes, places = {}, shapes, float32, ...float64 } = written;
  const valueOf = (name: string): number => numberOf(document.specials[name]![precision]);
  const all = [...Object.keys(document.specials).map(valueOf), ...document.ordinary];
  const names = Object.keys(shapes ?? row.inputs ?? { a: 0, b: 0 });
  const inputs = Object.fromEntries(
    names.map((name) => {
      if (shapes) return [name, new Float64Array(sizeOf(shapes[name]!)).fill(1)];
      const base = Float64Array.from(row.inputs ? flat(row.inputs[name]!) : all);
      for (const place of places[name] ?? []) base[place] = valueOf(special);
      return [name, base];
    }),
  );
  return {
    name: row.name,
    attributes,
    special,
    shapes:
      shapes ??
      Object.fromEntries(names.map((name) => [name, row.inputs ? shapeOf(row.inputs[name]!) : [all.length]])),
    inputs,
    expected: precision === "float32" ? (float32 ?? float64) : float64,
  };
}

/** Every case, with PyTorch's result in that precision. */
export const casesIn = (precision: Precision): readonly SpecialCase[] =>
  document.rows.flatMap((row) => row.cases.map((written) => caseIn(precision, row, written)));
