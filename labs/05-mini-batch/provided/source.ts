/**
 * A source of random numbers in [0, 1), all of them equally likely; the same seed gives the same numbers, on every
 * machine. It counts in steps of the golden ratio and scrambles the count, so that neighbours have nothing in common.
 *
 * @see Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
export function source(seed: number): () => number {
  let count = Math.imul(seed, 0x85ebca6b);
  return () => {
    count = (count + 0x9e3779b9) | 0;
    let bits = count;
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}
