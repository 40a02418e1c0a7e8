import { gauge } from "./protocol.ts";
import type { Watch } from "./watched-module.ts";

/** Writes into the memory that a box shares with its watchdog whether one of the learner's functions runs, and which. */
export const gaugeWatch = (seen: Float64Array): Watch => ({
  enter(at) {
    const outer = seen[gauge.calls]!;
    seen[gauge.inside]!++;
    seen[gauge.calls] = at;
    return outer;
  },
  leave(outer) {
    seen[gauge.inside]!--;
    seen[gauge.calls] = outer;
  },
});
