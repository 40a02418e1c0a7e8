import type { Text } from "@downhill/grader/questions";

/* What many shuffles came to, and whether equal chances explain it. */

export type Counts = Readonly<Record<string, number>>;

/** All orders of 0 to size − 1, as "2, 0, 1". */
export function ordersOf(size: number): readonly string[] {
  const grown = (rest: readonly number[]): readonly (readonly number[])[] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first) => grown(rest.filter((each) => each !== first)).map((more) => [first, ...more]));
  return grown(Array.from({ length: size }, (_, i) => i)).map((order) => order.join(", "));
}

/** How often each of these keys came up; anything else is counted as "other". */
export function countsOf(keys: readonly string[], times: number, next: () => string): Counts {
  const counts = new Map([...keys, "other"].map((key) => [key, 0]));
  for (let i = 0; i < times; i++) {
    const key = next();
    const known = counts.has(key) ? key : "other";
    counts.set(known, counts.get(known)! + 1);
  }
  return Object.fromEntries(counts);
}

/** A list as a key, whatever its contents. */
export const keyed = (list: unknown): string => {
  const all =
    typeof list === "object" && list !== null && Symbol.iterator in list ? [...(list as number[])] : [];
  return all.length > 12 ? "other" : all.join(", ");
};

/**
 * What is wrong if each key should have come up `each` times: one that is more than six standard deviations away.
 * Chance alone goes that far in one of 500 million counts.
 */
export function uneven(counts: Counts, each: number, called: (key: string) => Text): Text | undefined {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const allowed = 6 * Math.sqrt(each * (1 - each / total));
  const off = Object.entries(counts)
    .map(([key, count]) => ({ key, count, away: Math.abs(count - (key === "other" ? 0 : each)) }))
    .filter(({ key, away }) => !(away <= (key === "other" ? 0 : allowed)))
    .toSorted((a, b) => b.away - a.away)[0];
  if (off === undefined) return undefined;
  const { key, count } = off;
  const name = key === "other" ? { en: "anything else", zh: "不属于其中任何一种的结果" } : called(key);
  const wanted = key === "other" ? "0" : `${each} ± ${Math.round(allowed)}`;
  return {
    en: `${name.en} came up ${count} times in ${total}; ${wanted} is expected.`,
    zh: `${total} 次中，${name.zh}出现了 ${count} 次，应为 ${wanted}。`,
  };
}

/** A long order, by what fair shuffles have in common. */
export interface Long {
  readonly length: number;
  readonly distinct: number;
  readonly largest: number;
  /** Numbers followed by a greater one. */
  readonly rises: number;
  /** Numbers at their own place. */
  readonly stays: number;
  /** How far a number is from its own place, on average. */
  readonly distance: number;
}

export function seenAtLarge(order: Iterable<number>): Long {
  const list = Array.from(order);
  const count = (test: (number: number, at: number) => boolean): number => list.filter(test).length;
  return {
    length: list.length,
    distinct: new Set(list).size,
    largest: list.reduce((a, b) => Math.max(a, b), 0),
    rises: count((number, at) => number < list[at + 1]!),
    stays: count((number, at) => number === at),
    distance: list.reduce((sum, number, at) => sum + Math.abs(number - at), 0) / list.length,
  };
}

/**
 * What no fair shuffle of n numbers would do, except once in 500 million times. Of n numbers (n − 1)/2 ± √((n + 1)/12)
 * rise, the mean distance is n/3 ± √(2n/45), and one number stays on average, more than twenty practically never.
 */
export function unlikely(
  { length, distinct, largest, rises, stays, distance }: Long,
  right: Long,
): Text | undefined {
  const n = right.length;
  if (length !== n || distinct !== n || largest !== n - 1)
    return {
      en: `it has ${length} numbers, ${distinct} of them different, the largest ${largest}; each of 0 to ${n - 1} is expected once.`,
      zh: `共有 ${length} 个数，其中不同的有 ${distinct} 个，最大的是 ${largest}；应当是 0 到 ${n - 1} 各一个。`,
    };
  const half = (n - 1) / 2;
  if (!(Math.abs(rises - half) <= 6 * Math.sqrt((n + 1) / 12)))
    return {
      en: `${rises} numbers are followed by a greater one; about ${Math.round(half)} are in a fair order. Numbers whose keys agree stay in the order of the table: keys must be fine enough that no two do.`,
      zh: `有 ${rises} 个数后面跟着更大的数，公平的顺序里大约有 ${Math.round(half)} 个。键相同的数会保持表里的顺序：键要足够细，没有两个相同。`,
    };
  if (!(Math.abs(distance - n / 3) <= 6 * Math.sqrt((2 * n) / 45)))
    return {
      en: `a number is ${Math.round(distance)} places from where it was, on average; ${n / 3} is expected. Each number must be able to get to every place.`,
      zh: `每个数平均离开原位 ${Math.round(distance)} 个位置，应为 ${n / 3} 个左右。每个数都要有机会到达任何位置。`,
    };
  return stays <= 20
    ? undefined
    : {
        en: `${stays} numbers are at their own place; 1 is expected on average. Every place must have its turn.`,
        zh: `有 ${stays} 个数留在原位，平均应当只有 1 个。每个位置都要轮到。`,
      };
}
