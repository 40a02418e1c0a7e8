import { foldIn, type Key, permutation } from "@downhill/tensor";
import { keyGiven } from "../key-given.ts";
import { entryOf } from "./position.ts";
import type { Stage } from "./stage.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * Fills a buffer, gives its elements in random order, and fills it again.
 *
 * Its position is where the buffer began to be filled and how many have left it, so going on reads at most one buffer
 * again, whatever the elements are.
 */
export function shuffleWindows<T>(input: Stage<T>, buffer: number, key: Key): Stage<T> {
  wholeNumber("shuffle", "buffer", buffer, 1);
  const stage = `shuffle ${buffer} by ${keyGiven("shuffle", key).join(" ")}`;
  return {
    open(from, rounds) {
      const entry = entryOf(stage, 1, from);
      const upstream = input.open(entry?.from[0], rounds);
      const keyOfRound = rounds.reduce(foldIn, key);
      let at = entry?.at ?? 0;
      let began = upstream.position();
      let held: T[] = [];
      let order = new Int32Array();

      const fill = async (): Promise<void> => {
        began = upstream.position();
        held = [];
        while (held.length < buffer) {
          const drawn = await upstream.next();
          if (drawn === undefined) break;
          held.push(drawn.value);
        }
        order = Int32Array.from(permutation(foldIn(keyOfRound, Math.floor(at / buffer)), held.length));
      };

      return {
        async next() {
          if (at % buffer === 0 || held.length === 0) await fill();
          const place = order[at % buffer];
          if (place === undefined) return undefined;
          at++;
          return { value: held[place]! };
        },
        position: () => ({ stage, at, from: [at % buffer === 0 ? upstream.position() : began] }),
        close: () => upstream.close(),
      };
    },
  };
}
