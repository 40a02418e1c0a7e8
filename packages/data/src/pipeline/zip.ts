import { type Stage, stage } from "./stage.ts";

/** Lists of one element of each input, until one input ends. */
export function zipped<T>(inputs: readonly Stage<T>[]): Stage<readonly T[]> {
  return stage(`zip ${inputs.length}`, inputs, (_, ...upstreams) => {
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
    };
  });
}
