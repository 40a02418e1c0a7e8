import type { Question, Text } from "@downhill/grader/questions";
import type * as solution from "../key/solution.ts";
import type { OpName, Rule, Vjp } from "../key/solution.ts";
import type { Matrix, Shape } from "../provided/matrix.ts";

export type Autograd = typeof solution;
type Asked = Question<Autograd>;
export type Draw = Parameters<Asked["ask"]>[1];

/** What a file with questions exports: how each is asked, by a name under which `index.ts` gives the rest. */
export type Asks = Readonly<Record<string, Asked["ask"]>>;

/** Joins how questions are asked with what each is about; these have the same dimensions unless stated otherwise. */
export const asked = <K extends string>(
  axes: readonly Text[],
  asks: Readonly<Record<K, Asked["ask"]>>,
  about: Readonly<Record<K, Text & Pick<Asked, "axes" | "holds" | "costly">>>,
): Asked[] =>
  (Object.keys(about) as K[]).map((name) => {
    const { en, zh, ...more }: Text & Pick<Asked, "axes" | "holds" | "costly"> = about[name];
    return { what: { en, zh }, ask: asks[name], axes, ...more };
  });

/** A matrix of drawn numbers. */
export const drawn = (draw: Draw, rows: number, columns: number, from = -2, to = 2): Matrix =>
  draw.list(rows, () => draw.list(columns, () => draw.uniform(from, to)));

/** One for each shape. */
export const drawnAll = <S extends readonly Shape[]>(draw: Draw, ...shapes: S): { [K in keyof S]: Matrix } =>
  shapes.map(([rows, columns]) => drawn(draw, rows, columns)) as { [K in keyof S]: Matrix };

/** A matrix too large to be spread into a call, or to be walked by recursion. */
export function large(rows: number, columns: number): Matrix {
  const row = (i: number): number[] => {
    const entries: number[] = [];
    for (let j = 0; j < columns; j++) entries.push(1 + ((i + j) % 7));
    return entries;
  };
  return Array.from({ length: rows }, (_, i) => row(i));
}

/** A large matrix as an answer: its rows' number and the first one's length, the sum of all entries, the last entry. */
export const gist = (x: Matrix | undefined): object => {
  const sum = x?.reduce((total, row) => row.reduce((sofar, entry) => sofar + entry, total), 0);
  return { rows: x?.length, columns: x?.[0]?.length, sum, last: x?.at(-1)?.at(-1) };
};

type Other = (op: OpName, x: readonly Matrix[]) => Vjp;

export const ops: readonly OpName[] = ["add", "mul", "matmul", "tanh", "sum"];

/**
 * Runs something while each rule in the learner's table keeps its value and has another vjp. It shows what only a tape
 * can know: whose vjps the nodes carry, and whether a gradient came from them. If a file's `record` does not use the
 * exported table (because that is frozen, or a copy), something else is asked instead.
 */
export function withOtherVjps<T>(module: Autograd, other: Other, run: () => T, instead: () => T): T {
  const { rules, record, leaf } = module;
  const used = new Set<OpName>();
  const before = ops.map((op) => Object.getOwnPropertyDescriptor(rules, op));
  const changed = ops.map((op): PropertyDescriptor => {
    const rule = rules[op];
    const value: Rule = (...x) => {
      used.add(op);
      return { value: rule.apply(rules, x).value, vjp: other(op, x) };
    };
    return { value, configurable: true, enumerable: true, writable: true };
  });
  const put = (op: OpName, own: PropertyDescriptor | undefined): boolean =>
    own === undefined ? Reflect.deleteProperty(rules, op) : Reflect.defineProperty(rules, op, own);
  try {
    const all = ops.map((op, i) => put(op, changed[i])).every(Boolean);
    if (all) record([], "sum", [leaf([], [[1]])]);
    return used.size > 0 ? run() : instead();
  } finally {
    ops.forEach((op, i) => put(op, before[i]));
  }
}
