/*
 * Which letter follows which in Herman Melville's Moby-Dick (1851, public domain): lower-case letters, and a space for each run
 * of other characters. A test counts them again in the text that @downhill/data ships.
 */

/** The 27 characters, the space first. */
export const letters = " abcdefghijklmnopqrstuvwxyz";
const size = letters.length;

/** A row for each letter: how often it is followed by a space, a, b, c, … z. */
export const counts: readonly (readonly number[])[] = `
0 23891 11343 8490 5896 3997 8405 3584 13915 14654 859 972 6181 8513 4869 14233 6150 723 3933 20256 35855 2673 1624 14781 5 2529 34
5609 5 1982 2428 3154 57 627 1488 775 3423 20 1057 8074 1832 15159 16 1688 4 7836 7031 10289 574 1685 761 32 2121 187
930 960 420 0 8 4080 0 1 6 604 86 0 1921 13 1 2432 0 0 949 306 115 2650 12 1 0 1378 0
426 3166 0 344 0 3414 0 0 3756 1171 0 2100 793 0 0 3677 0 16 1330 35 1208 912 0 0 0 148 7
23432 1105 4 1 410 4966 74 127 13 2687 6 5 546 60 179 1708 5 0 775 1172 20 394 98 47 0 382 0
42667 6451 167 1984 9217 4645 877 978 291 1387 24 101 4014 2366 8910 229 961 583 14921 8130 3167 94 1960 881 771 1244 62
8126 1203 0 0 0 1391 803 1 0 1837 0 0 821 2 0 3344 0 0 1587 36 906 741 0 1 0 33 0
8727 1153 3 0 3 2253 5 295 2768 814 0 0 743 29 351 1273 0 0 1179 601 134 403 0 15 0 68 0
6513 11593 17 0 21 26513 29 1 3 9571 0 0 70 70 49 4536 9 6 810 104 1746 825 3 44 0 360 0
2227 1006 528 2761 2218 1996 1305 2223 10 44 16 816 3721 2803 19797 2113 1151 32 2527 8514 7876 45 1333 1 133 0 231
4 223 0 0 0 241 0 0 0 19 0 0 0 0 0 327 0 0 0 0 0 268 0 0 0 0 0
2652 42 6 0 0 2763 16 3 5 995 0 0 182 5 556 26 1 0 14 622 0 40 0 20 0 107 0
6539 3635 49 42 2406 8418 628 23 0 4586 0 211 6005 380 45 3487 134 0 46 859 494 750 212 122 0 3716 2
4188 3993 466 1 0 5787 40 0 0 1664 0 0 64 568 99 2916 1109 0 95 663 5 842 2 0 0 772 0
17435 1611 39 2338 10966 5351 259 9974 62 1870 34 644 709 63 550 4213 34 66 72 2469 5401 286 271 134 32 716 7
8755 1291 572 728 1462 360 7321 345 199 801 36 905 2385 3993 9267 2786 1016 14 7908 2097 2975 8481 1041 4104 43 399 32
1982 1831 7 1 0 3478 2 0 320 1223 0 10 1256 54 3 2481 805 0 1770 444 918 586 0 31 0 51 0
1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1555 0 0 0 0 0
11609 3444 445 579 1798 11740 174 413 128 4223 0 656 583 1065 1193 4768 632 7 816 2513 2377 881 329 138 2 1618 1
27057 2188 24 833 19 6719 43 13 3419 2817 1 494 769 518 232 3486 1790 104 4 2421 8687 1908 0 504 0 173 0
23185 3501 7 411 1 7172 40 3 31380 5002 0 0 1156 60 85 7273 5 0 2142 1877 1385 1734 0 609 0 953 8
1197 512 764 1393 562 1243 150 1343 0 547 0 54 2555 806 3244 299 1532 0 3194 3115 4122 1 26 1 10 8 18
20 751 0 0 0 5747 0 0 0 1494 0 0 0 0 0 517 0 0 3 0 0 18 0 0 0 47 0
2682 3930 2 1 57 2702 25 0 5790 3501 0 30 189 0 1005 1713 2 0 188 359 9 21 0 0 0 16 0
102 90 0 162 0 115 0 0 34 90 0 0 1 12 0 8 180 1 0 0 219 7 1 0 2 6 0
12290 289 23 6 18 1648 9 2 18 292 0 0 31 62 12 1380 49 0 33 599 81 0 0 27 0 0 0
11 50 5 0 0 285 0 0 1 111 0 0 20 0 0 75 0 0 0 0 0 7 0 0 0 24 43
`
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
const occurrences = counts.map(sum);
const total = sum(occurrences);

/** What fraction of the text each letter makes up. */
export const shares: readonly number[] = occurrences.map((count) => count / total);

/** The 27 probabilities in row i of a table of scores: e^score, divided by the sum of the row. */
export function probabilities(x: readonly number[], i: number): number[] {
  const line = Array.from({ length: size }, (_, j) => x[size * i + j]!);
  const largest = Math.max(...line);
  const powers = line.map((score) => Math.exp(score - largest));
  const whole = sum(powers);
  return powers.map((power) => power / whole);
}

/**
 * The gradient of the loss in a table of 27 · 27 scores, row after row. The loss is the mean of −log p over the text, p
 * being the probability of the letter that really follows; with the share of letter i, its slope in the score of j is
 * share · (predicted − observed).
 */
export const gradient = (x: readonly number[]): number[] =>
  counts.flatMap((line, i) =>
    probabilities(x, i).map((p, j) => shares[i]! * (p - line[j]! / occurrences[i]!)),
  );

/** What is still to be learned about each letter: the mean of log(observed/predicted) over what follows it, in nats. */
export const excess = (x: readonly number[]): number[] =>
  counts.map((line, i) => {
    const predicted = probabilities(x, i);
    return sum(
      line.map((count, j) => {
        const observed = count / occurrences[i]!;
        return count === 0 ? 0 : observed * Math.log(observed / predicted[j]!);
      }),
    );
  });
