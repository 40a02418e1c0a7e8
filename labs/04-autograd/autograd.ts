import type * as learner from "./starter/autograd.ts";

/** What the learner's file exports, as the starter declares it. */
export type Autograd = typeof learner;
