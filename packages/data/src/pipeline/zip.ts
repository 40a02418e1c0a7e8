import { entryOf } from "./position.ts";
import { closeAll, type Stage } from "./stage.ts";

/** Lists of one element of each input, until one input ends. */
export function zipped<T>(inputs: readonly Stage<T>[]): Stage<readonly T[]> {
  const stage = `zip ${inputs.length}`;
  return {
    open(from, rounds) {
      const entry = entryOf(stage, inputs.length, from);
      const upstreams = inputs.map((input, i) => input.open(entry?.from[i], rounds));
      let ended = upstreams.length === 0;
      return {
        async next() {
          const value: T[] = [];
          for (const upstream of upstreams) {
            const drawn = ended ? undefined : await upstream.next();
            if (drawn === undefined) {
              ended = true;
              return undefined;
            }
            value.push(drawn.value);
          }
          return ended ? undefined : { value };
        },
        position: () => ({ stage, at: 0, from: upstreams.map((upstream) => upstream.position()) }),
        close: () => closeAll(upstreams),
      };
    },
  };
}
