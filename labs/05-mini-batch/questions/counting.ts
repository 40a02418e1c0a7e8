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

/** How often each of these keys came up; what is none of them is counted as "other". */
export function countsOf(keys: readonly string[], times: number, next: () => string): Counts {
  const counts = new Map([...keys, "other"].map((key) => [key, 0]));
  for (let i = 0; i < times; i++) {
    const key = next();
    const known = counts.has(key) ? key : "other";
    counts.set(known, counts.get(known)! + 1);
  }
  return Object.fromEntries(counts);
}

/** A list as a key, whatever came back. */
export const keyed = (list: unknown): string => {
  const all =
    typeof list === "object" && list !== null && Symbol.iterator in list ? [...(list as number[])] : [];
  return all.length > 12 ? "other" : all.join(", ");
};

/**
 * What is wrong where each key should have come up `each` times: one that is more than six standard deviations away.
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
  const name = key === "other" ? { en: "what is none of them", zh: "不属于其中任何一种的结果" } : called(key);
  const wanted = key === "other" ? "0" : `${each} ± ${Math.round(allowed)}`;
  return {
    en: `${name.en} came up ${count} times in ${total}; ${wanted} is expected.`,
    zh: `${total} 次中，${name.zh}出现了 ${count} 次，应为 ${wanted}。`,
  };
}
