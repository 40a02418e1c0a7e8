import { foldIn, type Key, permutation } from "@downhill/tensor";
import { keyGiven } from "../key-given.ts";
import { wholeNumber } from "../whole-number.ts";
import { type Stage, stage } from "./stage.ts";

/**
 * Fills a buffer, yields its elements in random order, and fills it again.
 *
 * The position is the start of the buffer and the number of elements that have left it, so resuming reads at most one
 * buffer again, whatever the elements are.
 */
export function shuffleWindows<T>(input: Stage<T>, buffer: number, key: Key): Stage<T> {
  wholeNumber("shuffle", "buffer", buffer, 1);
  const name = `shuffle ${buffer} by ${keyGiven("shuffle", key).join(" ")}`;
  return stage(name, [input], (here, upstream) => {
    const keyOfRound = here.rounds.reduce(foldIn, key);
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
      order = Int32Array.from(permutation(foldIn(keyOfRound, Math.floor(here.at / buffer)), held.length));
    };

    return {
      async next() {
        if (here.at % buffer === 0 || held.length === 0) await fill();
        const place = order[here.at % buffer];
        if (place === undefined) return undefined;
        here.at++;
        return { value: held[place]! };
      },
      from: () => [here.at % buffer === 0 ? upstream.position() : began],
    };
  });
}
