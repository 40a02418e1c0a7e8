import { listGiven } from "../given.ts";
import { type Key, permutation } from "@downhill/tensor";
import { asGiven } from "../as-given.ts";
import { DataError } from "../data-error.ts";
import { keyGiven } from "../key-given.ts";
import type { RowSet } from "./part.ts";

/** A rule for random splits: {@link stratified} or {@link grouped}; without one, any row may go to any part. */
export interface RandomRule {
  readonly ordered: false;
  /** The rows of each part, one part per fraction. */
  readonly deal: (from: RowSet, fractions: readonly number[], key: Key) => readonly ArrayLike<number>[];
}

/** A rule for rows that have a natural order: {@link ordered}. */
export interface OrderedRule {
  readonly ordered: true;
  readonly deal: (from: RowSet, fractions: readonly number[]) => readonly ArrayLike<number>[];
}

/** How to split: at random with a key, with or without a rule, or by order, without randomness. */
export type Dealt =
  { readonly key: Key; readonly by?: RandomRule } | { readonly by: OrderedRule; readonly key?: never };

/** Any row may go to any part. */
const anywhere: RandomRule = {
  ordered: false,
  deal: (from, fractions, key) => cut(permutation(key, from.size), fractions),
};

/** Splits rows by the requested rule. */
export function deal(
  who: string,
  from: RowSet,
  fractions: readonly number[],
  how: Dealt,
): readonly ArrayLike<number>[] {
  const { by = anywhere } = how;
  if (typeof (by as Partial<RandomRule> | null)?.deal !== "function") {
    throw new DataError("invalid-option", {
      en: `${who}: by is ${asGiven(by)}; give a rule, for example stratified("species").`,
      zh: `${who}：by 是 ${asGiven(by)}；请给出规则，例如 stratified("species")。`,
    });
  }
  if (by.ordered) return by.deal(from, fractions);
  return by.deal(from, fractions, keyGiven(who, how.key as Key));
}

/** Splits a list into consecutive parts: part $i$ ends at $\operatorname{round}(n\,(f_1 + \dots + f_i))$. */
export function cut(order: Int32Array, fractions: readonly number[]): readonly Int32Array[] {
  listGiven("split", "fractions", fractions, "[0.8, 0.2]");
  let reached = 0;
  return fractions.map((fraction, i) => {
    const start = Math.round(order.length * reached);
    reached = i === fractions.length - 1 ? 1 : reached + fraction;
    const end = Math.round(order.length * reached);
    if (start === end) {
      throw new DataError("empty-result", {
        en: `split: part ${i} (fraction ${fraction}) of ${order.length} rows would be empty; give it a larger fraction.`,
        zh: `split：在 ${order.length} 行数据中，第 ${i} 部分（比例 ${fraction}）将一行也分不到；请增大它的比例。`,
      });
    }
    return order.subarray(start, end);
  });
}
