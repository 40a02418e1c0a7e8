import type * as learner from "./starter/adam.ts";

/** What the learner's file exports, as the starter declares it. */
export type AdamModule = typeof learner;
