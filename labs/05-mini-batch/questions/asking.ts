import { type Draw, short, shorts, typed } from "@downhill/grader/questions";
import type { Data, Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";
import { wages } from "../provided/wages.ts";

export type Module = typeof Solution;

/** A seed for {@link source}, from `provided/source.ts`. */
export const seedOf = (draw: Draw): number => draw.integer(0, 1e6);

/** A copy that a learner's code may write into. */
export const copied = ({ x, y }: Data): Data => ({ x: x.map((row) => [...row]), y: [...y] });

/** Rows with this many features; features and labels of either sign. */
export const drawnData = (draw: Draw, rows: number, features: number): Data => ({
  x: draw.list(rows, () => shorts(draw, features, -3, 3)),
  y: shorts(draw, rows, -5, 5),
});

/** A long table made of a few drawn numbers. */
export const longData = (draw: Draw, rows: number): Data => {
  const [at, slope] = [short(draw, 1, 2), short(draw, -1, 1)];
  return {
    x: Array.from({ length: rows }, (_, i) => [1, at + (i % 7)]),
    y: Array.from({ length: rows }, (_, i) => slope * (i % 11)),
  };
};

const table = wages();
table.catch(() => undefined);
/** The wages of 534 workers, a fresh copy each time. */
export const freshWages = async (): Promise<Data> => copied(await table);

/** Chapter 002's three rows as printed, its example with an intercept, and the five rows of chapter 000's. */
export const chapters: Readonly<Record<"printed" | "repaired" | "line", () => Data>> = {
  printed: () => ({
    x: [
      [1, 2],
      [2, 4],
      [3, 6],
    ],
    y: [1, 3, 5],
  }),
  repaired: () => ({
    x: [
      [1, 1],
      [1, 2],
      [1, 3],
    ],
    y: [1, 3, 5],
  }),
  line: () => ({ x: [[1], [2], [3], [4], [5]], y: [2.1, 3.9, 6.6, 8.1, 9.5] }),
};

/** A call as a learner could type it. */
export const called = (name: string, ...all: readonly unknown[]): string =>
  `${name}(${all.map(typed).join(", ")})`;

/** The answers of a function of a table, the parameters and perhaps a size, each under its call. */
export const answered = <Rest extends readonly number[]>(
  name: string,
  call: (data: Data, theta: Vector, ...rest: Rest) => unknown,
  cases: readonly (readonly [data: Data, theta: Vector, ...rest: Rest])[],
): unknown =>
  Object.fromEntries(
    cases.map(([data, theta, ...rest]) => [
      called(name, data, theta, ...rest),
      call(copied(data), [...theta], ...(rest as unknown as Rest)),
    ]),
  );

/** The same lists again, each time with one number in them changed: what was worked out for a list is out of date by then. */
export function reused<Rest extends readonly number[]>(
  call: (data: Data, theta: Vector, ...rest: Rest) => unknown,
  draw: Draw,
  ...rest: Rest
): unknown {
  const [data, theta] = [drawnData(draw, 3, 2), shorts(draw, 2, -2, 2)];
  const ask = (): unknown => call(data, theta, ...rest);
  const first = ask();
  theta[0]! += 1;
  const moved = ask();
  data.y[1]! -= 2;
  const labelled = ask();
  data.x[2]![0]! += 1;
  return { "at first": first, "theta changed": moved, "y changed": labelled, "x changed": ask() };
}
/** What the answers of {@link reused} are called. */
export const changes = {
  "at first": { en: "at first", zh: "第一次" },
  "theta changed": { en: "the same lists, an entry of theta changed", zh: "同样的列表，theta 改了一个数" },
  "y changed": { en: "the same lists, a label changed", zh: "同样的列表，标签改了一个" },
  "x changed": { en: "the same lists, a feature changed", zh: "同样的列表，特征改了一个" },
};

/** What was passed in, checked after the call, and the answer once all of it was overwritten. */
export function owned<Rest extends readonly number[]>(
  call: (data: Data, theta: Vector, ...rest: Rest) => unknown,
  data: Data,
  theta: Vector,
  ...rest: Rest
): unknown {
  const [given, start] = [copied(data), [...theta]];
  const answer = call(given, start, ...rest);
  const seen = { "data afterwards": copied(given), "theta afterwards": [...start] };
  for (const list of [...given.x, given.y, start]) list.fill(99);
  return { ...seen, answer };
}
