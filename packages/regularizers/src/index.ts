export { dropout } from "@downhill/nn";
export { decay, type DecaySettings, type DecayState } from "./decay.ts";
export {
  earlyStopping,
  type EarlyStopping,
  type EarlyStoppingOptions,
  type EarlyStoppingState,
} from "./earlyStopping.ts";
export { elasticNet } from "./elasticNet.ts";
export { type Filter, type Selection } from "./filter.ts";
export { gradientNoise } from "./gradientNoise.ts";
export { groupLasso } from "./groupLasso.ts";
export { type Grouping, type Groups } from "./groups.ts";
export { keepBest } from "./keepBest.ts";
export { l1 } from "./l1.ts";
export { l2 } from "./l2.ts";
export { type Stateless } from "./link.ts";
export { maxNorm } from "./maxNorm.ts";
export { nonNegative } from "./nonNegative.ts";
export { type Penalty } from "./penalty.ts";
export { proximalL1, type ProximalL1Settings } from "./proximalL1.ts";
export { smoothLabels } from "./smoothLabels.ts";
