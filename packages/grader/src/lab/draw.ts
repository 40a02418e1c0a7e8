import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Random numbers for one question: the same for the same seed and question, on every machine. */
export interface Draw {
  /** A number between the bounds, the upper one excluded. */
  uniform(from: number, to: number): number;
  /** A whole number from the first to the last, both included. */
  integer(first: number, last: number): number;
  /** A number from the standard normal distribution. */
  normal(): number;
  /** A list of what `each` draws. */
  list<T>(length: number, each: (i: number) => T): T[];
}

/** FNV-1a, a hash of 32 bits: two questions with one seed draw different numbers. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

/** The draws of one question under one seed. */
export function drawOf(seed: number, question: string): Draw {
  const generator = xoroshiro128plus(hash(`${seed}/${question}`));
  const unit = (): number => uniformFloat64(generator);
  return {
    uniform: (from, to) => from + (to - from) * unit(),
    integer: (first, last) => uniformInt(generator, first, last),
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    list: (length, each) => Array.from({ length }, (_, i) => each(i)),
  };
}
