export { decay, type DecaySettings, type DecayState } from "./decay.ts";
export { type Filter, type Selection } from "./filter.ts";
export { l2, type Penalty } from "./l2.ts";
