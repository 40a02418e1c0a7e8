import { foldIn, key, permutation, randomBits } from "@downhill/tensor";

/** Random numbers from 0 up to but not including 1: the same ones for the same seed. */
export function source(seed: number): () => number {
  let [block, next] = [0, 0];
  let words = new Uint32Array();
  return () => {
    if (next === words.length)
      [next, words] = [0, Uint32Array.from(randomBits(foldIn(key(seed), block++), 512))];
    return words[next++]! / 2 ** 32;
  };
}

/** The numbers of so many rows in a random order, the same one for the same seed. */
export const shuffled = (size: number, seed: number): number[] => [...permutation(key(seed), size)];
