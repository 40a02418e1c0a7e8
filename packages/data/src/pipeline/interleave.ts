import { type Stage, stage } from "./stage.ts";

/** One element of each input at a time; inputs that have ended are skipped. */
export function interleaved<T>(inputs: readonly Stage<T>[]): Stage<T> {
  return stage(`interleave ${inputs.length}`, inputs, (here, ...upstreams) => ({
    async next() {
      for (const _ of upstreams) {
        const upstream = upstreams[here.at % upstreams.length]!;
        here.at = (here.at + 1) % upstreams.length;
        const drawn = await upstream.next();
        if (drawn !== undefined) return drawn;
      }
      return undefined;
    },
  }));
}
