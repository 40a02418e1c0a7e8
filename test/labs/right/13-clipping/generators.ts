// Generators all the way: numbers are pulled from trees, and put back by an iterator.
import type { Tree } from "../provided/tree.ts";

type Rule<S> = (gradient: Tree, state: S) => { update: Tree; state: S };

function* pulled(tree: Tree | number): Generator<number, void, undefined> {
  if (typeof tree === "number") yield tree;
  else for (const part of Object.values(tree) as (Tree | number)[]) yield* pulled(part);
}
function put(tree: Tree, from: Iterator<number>): Tree {
  const one = (part: Tree | number): Tree | number =>
    typeof part === "number" ? (from.next().value as number) : put(part, from);
  return (
    Array.isArray(tree) ? Array.from(tree as (Tree | number)[], one) : Object.fromEntries(Object.entries(tree).map(([k, part]) => [k, one(part)]))
  ) as Tree;
}
function* mapped(values: Iterable<number>, change: (value: number) => number) {
  for (const value of values) yield change(value);
}

export const clipByValue = (gradient: Iterable<number>, limit: number): number[] => [
  ...mapped(gradient, (slope) => Math.min(Math.max(slope, -limit), limit)),
];
export function norm(values: Iterable<number>): number {
  const kept = [...values];
  let [most, total] = [0, 0];
  for (const size of mapped(kept, Math.abs)) most = Math.max(most, size);
  switch (most) {
    case 0:
    case Infinity:
      return most;
    default:
      for (const share of mapped(kept, (value) => value / most)) total += share * share;
      return Math.sqrt(total) * most;
  }
}
export function clipByNorm(gradient: Iterable<number>, limit: number): number[] {
  const kept = [...gradient];
  const length = norm(kept);
  if (!Number.isFinite(length)) return kept.map(() => Number.NaN);
  const shrink = length > limit;
  return [...mapped(kept, (slope) => (shrink ? limit * (slope / length) : slope))];
}
export const clipByGlobalNorm = (gradient: Tree, limit: number): Tree =>
  put(gradient, clipByNorm(pulled(gradient), limit).values());
export const clipFirst = <S>(rule: Rule<S>, limit: number): Rule<S> =>
  Object.freeze((gradient: Tree, state: S) => rule.call(undefined, clipByGlobalNorm(gradient, limit), state));
export function skipNonFinite<S>(rule: Rule<S>, patience: number): Rule<{ state: S; skipped: number }> {
  const fine = (gradient: Tree): boolean => {
    for (const slope of pulled(gradient)) if (!Number.isFinite(slope)) return false;
    return true;
  };
  return (gradient, given) => {
    if (fine(gradient)) {
      const after = rule(gradient, given.state);
      return Object.freeze({ update: after.update, state: Object.freeze({ state: after.state, skipped: 0 }) });
    }
    if (given.skipped >= patience) throw new RangeError(`patience of ${patience} is at its end`);
    function* zeros(): Generator<number> {
      for (;;) yield 0;
    }
    return { update: put(gradient, zeros()), state: { ...given, skipped: given.skipped + 1 } };
  };
}
