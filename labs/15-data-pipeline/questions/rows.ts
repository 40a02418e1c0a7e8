import { type Draw, fieldsOf, short, typed } from "@downhill/grader/questions";
import type { Columns, Data, Row, Statistics } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;

export const rowAxis = { en: "row", zh: "行" };
export const placeAxis = { en: "place", zh: "项" };

/** Rows, labels and both parts, as copies that a learner's text may write into. */
export const rowsOf = (rows: readonly Row[]): Row[] => rows.map((row) => ({ ...row }));
export const dataOf = ({ x, y }: Data<Row>): Data<Row> => ({ x: rowsOf(x), y: [...y] });

/** Statistics that a learner's text may write into. */
export const statisticsOf = (all: Statistics): Statistics =>
  Object.fromEntries(
    Object.entries(all).map(([name, learnt]) => [
      name,
      "categories" in learnt ? { categories: [...learnt.categories] } : { ...learnt },
    ]),
  );

/** The columns that drawn rows have. */
export const columnsOf = (): Columns => ({ size: "number", place: "text", age: "number", sex: "text" });

/** Rows with some cells missing; the first row has all of them. */
export const drawnRows = (draw: Draw, count: number): Row[] => {
  const sometimes = <T>(i: number, value: T): T | null => (i > 0 && draw.uniform(0, 1) < 0.25 ? null : value);
  return draw.list(count, (i) => ({
    size: sometimes(i, short(draw, -4, 9)),
    place: sometimes(i, ["south", "north", "East", "west"][draw.integer(0, 3)]!),
    age: sometimes(i, draw.integer(1, 12)),
    sex: sometimes(i, ["m", "f"][draw.integer(0, 1)]!),
  }));
};

/** What was learnt of these columns, whatever else an answer has. */
export const learnt = (answer: unknown, of: Columns): unknown =>
  Object.fromEntries(
    Object.entries(of).map(([name, kind]) => [
      name,
      fieldsOf(
        (answer as Statistics | undefined)?.[name],
        ...(kind === "number" ? ["median", "mean", "deviation"] : ["categories"]),
      ),
    ]),
  );

/** Calls by what a learner could type, each with its answer. */
export const called = <A extends unknown[]>(
  name: string,
  call: (...all: Readonly<A>) => unknown,
  cases: readonly Readonly<A>[],
): unknown => Object.fromEntries(cases.map((all) => [`${name}(${all.map(typed).join(", ")})`, call(...all)]));
