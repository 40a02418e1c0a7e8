/**
 * A source of random numbers in [0, 1): the same seed gives the same numbers, on every machine.
 *
 * @see Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003), no. 14.
 */
export function source(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) ^ 0x2545f491;
  const next = (): number => {
    if (state === 0) state = 1;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x9e3779b1) >>> 0) / 2 ** 32;
  };
  // Seeds that are near each other begin alike, but not for long.
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** The list in a random order, each order as likely as any other (lab 05); the given list stays as it is. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
}
