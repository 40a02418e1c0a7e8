import { entryOf } from "./position.ts";
import { closeAll, type Stage } from "./stage.ts";

/** One element of each input in turn; an input that has ended is passed over. */
export function interleaved<T>(inputs: readonly Stage<T>[]): Stage<T> {
  const stage = `interleave ${inputs.length}`;
  return {
    open(from, rounds) {
      const entry = entryOf(stage, inputs.length, from);
      const upstreams = inputs.map((input, i) => input.open(entry?.from[i], rounds));
      let at = entry?.at ?? 0;
      return {
        async next() {
          for (const _ of upstreams) {
            const upstream = upstreams[at % upstreams.length]!;
            at = (at + 1) % upstreams.length;
            const drawn = await upstream.next();
            if (drawn !== undefined) return drawn;
          }
          return undefined;
        },
        position: () => ({ stage, at, from: upstreams.map((upstream) => upstream.position()) }),
        close: () => closeAll(upstreams),
      };
    },
  };
}
