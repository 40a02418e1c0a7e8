/**
 * A generator of random numbers from 0 up to 1, the 1 left out: always the same ones for the same seed (mulberry32).
 *
 * @param seed a whole number from 0 up to 2³² − 1.
 */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of a search's trial, counted from 0: searches with neighbouring seeds have no trial in common. */
export function seedOf(search: number, trial: number): number {
  const mixed = Math.imul((search + 1) ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(trial + 1, 0xc2b2ae35);
  return Math.floor(randomOf(mixed)() * 2 ** 32);
}
