export { dropout } from "@downhill/nn";
export { decay, type DecaySettings, type DecayState } from "./decay.ts";
export {
  earlyStopping,
  type EarlyStopping,
  type EarlyStoppingOptions,
  type EarlyStoppingState,
} from "./early-stopping.ts";
export { elasticNet } from "./elastic-net.ts";
export { type Filter, type Selection } from "./filter.ts";
export { gradientNoise } from "./gradient-noise.ts";
export { groupLasso } from "./group-lasso.ts";
export { type Grouping, type Groups } from "./groups.ts";
export { keepBest } from "./keep-best.ts";
export { l1 } from "./l1.ts";
export { l2 } from "./l2.ts";
export { type Stateless } from "./link.ts";
export { maxNorm } from "./max-norm.ts";
export { nonNegative } from "./non-negative.ts";
export { type Penalty } from "./penalty.ts";
export { proximalL1, type ProximalL1Settings } from "./proximal-l1.ts";
export { smoothLabels } from "./smooth-labels.ts";
