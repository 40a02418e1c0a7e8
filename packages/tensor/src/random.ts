import { checkOptions } from "./options.ts";
import { tensor, type TensorOptions } from "./create.ts";
import { KindError } from "./kind-error.ts";
import { checkShape, type Shape, sizeOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";
import { defer, isDeferred, refuseWhileTracing } from "./tracing.ts";
import { ValueError } from "./value-error.ts";

/** The state of a random generator, as a value: 64 bits in two unsigned words. The same key gives the same numbers. */
export type Key = readonly [number, number];

/** How far each of the 20 rounds rotates: two groups of four, alternating. */
const rotations = [13, 15, 26, 6, 17, 29, 16, 24];

/**
 * Threefry-2x32 with 20 rounds: a counter under a key becomes 64 random bits, with no state in between. Bit for bit
 * the generator of JAX.
 *
 * @see Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, §4.
 */
function threefry([k0, k1]: Key, [c0, c1]: Key): Key {
  const schedule = [k0, k1, k0 ^ k1 ^ 0x1bd11bda];
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let round = 0; round < 20; round++) {
    const rotation = rotations[round % 8]!;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    if (round % 4 === 3) {
      const group = (round + 1) / 4;
      x0 = (x0 + schedule[group % 3]!) | 0;
      x1 = (x1 + schedule[(group + 1) % 3]! + group) | 0;
    }
  }
  return [x0 >>> 0, x1 >>> 0];
}

/**
 * The key for a seed (an integer from 0 to 2⁵³ − 1).
 *
 * @throws ValueError when the seed is not such an integer.
 * @example
 * ```ts
 * import { key, normal } from "@downhill/tensor";
 * const noise = normal(key(42), [2, 3]); // the same six numbers, always and everywhere
 * ```
 * @see Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
export function key(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new ValueError("out-of-range", {
      en: `key: the seed ${seed} is not an integer from 0 to 2^53 - 1; use such a number, as in key(42)`,
      zh: `key：种子 ${seed} 不是 0 到 2^53 - 1 的整数；请换成这样的数，例如 key(42)`,
    });
  }
  return [Math.floor(seed / 2 ** 32), seed >>> 0];
}

/**
 * Makes `count` independent keys from one; do not use the old one again.
 *
 * @throws KindError when it is not given a key; ValueError when `count` is not a whole number of at least 0.
 * @example
 * ```ts
 * import { key, split, uniform } from "@downhill/tensor";
 * const [forWeights, forBatches] = split(key(0));
 * const w = uniform(forWeights, [4]);
 * ```
 * @see Claessen and Pałka, "Splittable pseudorandom number generators using cryptographic hashing", Haskell 2013.
 */
export function split(from: Key, count?: 2): [Key, Key];
export function split(from: Key, count: number): Key[];
export function split(from: Key, count = 2): Key[] {
  checkCount("split", count);
  checkKey("split", from);
  return Array.from({ length: count }, (_, i) => defer("split", draws.split, from, i));
}

/** @throws KindError unless it is a key; a seed, which is a number, is not one. */
function checkKey(name: string, from: Key): void {
  const given: unknown = from;
  const isWord = (word: unknown): boolean => isDeferred(word) || Number.isInteger(word);
  if (isDeferred(given) || (Array.isArray(given) && given.length === 2 && given.every(isWord))) return;
  const shown = typeof given === "number" ? given : given === null ? "null" : typeof given;
  throw new KindError("not-a-key", {
    en: `${name}: ${shown} is not a key; make one with key(42)`,
    zh: `${name}：${shown} 不是随机数的 key；请用 key(42) 生成`,
  });
}

/** @throws ValueError unless it is a valid count. */
function checkCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 0 && count <= 2 ** 32) return;
  throw new ValueError("out-of-range", {
    en: `${name}: ${count} is not a valid count; give a whole number of at least 0`,
    zh: `${name}：无法生成 ${count} 个；请给出不小于 0 的整数`,
  });
}

/**
 * The key for the `n`-th use: `foldIn(key, step)` makes random numbers a function of the step.
 *
 * @throws KindError when it is not given a key; ValueError when `n` is not an integer from 0 to 2⁵³ − 1.
 * @example
 * ```ts
 * import { foldIn, key, uniform } from "@downhill/tensor";
 * const step = 17;
 * const drawn = uniform(foldIn(key(0), step), [2]); // the same in every run that reaches step 17
 * ```
 * @see JAX's documentation, `jax.random.fold_in`.
 */
export const foldIn = (from: Key, n: number): Key => (
  checkKey("foldIn", from),
  defer("foldIn", draws.foldIn, from, n)
);

/**
 * `count` unsigned 32-bit random words.
 *
 * @throws KindError when it is not given a key; ValueError when `count` is not a whole number of at least 0.
 * @example
 * ```ts
 * import { key, randomBits } from "@downhill/tensor";
 * const [first, second] = randomBits(key(0), 2);
 * ```
 * @see Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
export function randomBits(from: Key, count: number): Uint32Array {
  checkKey("randomBits", from);
  checkCount("randomBits", count);
  return Uint32Array.from({ length: count }, (_, i) => {
    const [high, low] = threefry(from, [0, i]);
    return high ^ low;
  });
}

/** `count` numbers in $[0, 1)$, each a multiple of $2^{-24}$, so that float32 holds them exactly. */
const unit = (from: Key, count: number): Float64Array =>
  Float64Array.from(randomBits(from, count), (word) => (word >>> 8) / 2 ** 24);

/**
 * Numbers drawn from $U[\text{low}, \text{high})$.
 *
 * @throws KindError when it is not given a key; ShapeError when it is not given a shape; ValueError when a bound is not finite.
 * @example
 * ```ts
 * import { key, uniform } from "@downhill/tensor";
 * const x = uniform(key(0), [2, 3], -1, 1);
 * ```
 * @see Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; a 32-bit word
 *   gives a number of 24 bits.
 */
export function uniform(
  from: Key,
  shape: Shape,
  low = 0,
  high = 1,
  options?: Omit<TensorOptions, "shape">,
): Tensor {
  if (!Number.isFinite(high - low)) {
    throw new ValueError("not-finite", {
      en: `uniform: the bounds ${low} and ${high} are not finite numbers; give two, such as -1 and 1`,
      zh: `uniform：上下界 ${low} 和 ${high} 不是有限的数；请给出两个这样的数，例如 -1 和 1`,
    });
  }
  return fromHost("uniform", draws.uniform, from, shape, [low, high], options);
}

/**
 * Numbers drawn from $\mathcal N(0, 1)$: $\sqrt{-2\ln u_1}\,\cos 2\pi u_2$.
 *
 * @throws KindError when it is not given a key; ShapeError when it is not given a shape.
 * @example
 * ```ts
 * import { key, normal } from "@downhill/tensor";
 * const noise = normal(key(0), [2, 3]);
 * noise.shape; // [2, 3]
 * ```
 * @see Box and Muller, "A note on the generation of random normal deviates", 1958.
 */
export function normal(from: Key, shape: Shape, options?: Omit<TensorOptions, "shape">): Tensor {
  return fromHost("normal", draws.normal, from, shape, [], options);
}

/**
 * The numbers 0 … n−1 in random order.
 *
 * @throws KindError when it is not given a key; ValueError when `n` is not a whole number of at least 0.
 * @example
 * ```ts
 * import { key, permutation } from "@downhill/tensor";
 * const order = permutation(key(0), 5);
 * [...order].sort(); // [0, 1, 2, 3, 4]
 * ```
 * @see Fisher and Yates, in Durstenfeld's form: "Algorithm 235: Random permutation", CACM 1964.
 */
export function permutation(from: Key, n: number): Int32Array {
  checkCount("permutation", n);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const u = randomBits(from, n);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor((u[i]! / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** The computations of keys and draws: functions of numbers and keys only, which a graph calls by name. */
export const draws = {
  split: (from: Key, i: number): Key => threefry(from, [0, i]),
  foldIn: (from: Key, n: number): Key => threefry(from, key(n)),
  uniform: (from: Key, count: number, low: number, high: number): Float64Array =>
    unit(from, count).map((u) => low + (high - low) * u),
  normal: (from: Key, count: number): Float64Array => {
    const u = unit(from, 2 * count);
    return Float64Array.from(
      { length: count },
      (_, i) => Math.sqrt(-2 * Math.log(1 - u[i]!)) * Math.cos(2 * Math.PI * u[count + i]!),
    );
  },
} as const;

function fromHost<A extends readonly number[]>(
  name: string,
  draw: (from: Key, count: number, ...more: A) => Float64Array,
  from: Key,
  shape: Shape,
  more: A,
  options: Omit<TensorOptions, "shape"> = {},
): Tensor {
  checkKey(name, from);
  checkShape(name, shape);
  checkOptions(name, options, ["dtype", "backend"]);
  const values = defer(name, draw, from, sizeOf(shape), ...more);
  if (!isDeferred(values)) refuseWhileTracing((refusals) => refusals.fixedKey(name));
  return tensor(values, { ...options, shape });
}
