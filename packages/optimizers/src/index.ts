export { adafactor } from "./adafactor.ts";
export { accumulate, type Accumulated, type AccumulateOptions } from "./accumulate.ts";
export { type Algebra, numbers } from "./algebra.ts";
export { averageParameters } from "./average-parameters.ts";
export { chain } from "./chain.ts";
export { descend } from "./descend.ts";
export { flat } from "./flat.ts";
export { freeze } from "./freeze.ts";
export { hyperAt } from "./hyper.ts";
export { clipAdaptively } from "./clip-adaptively.ts";
export { clipByGlobalNorm, globalNorm } from "./clip-by-global-norm.ts";
export { clipByNorm } from "./clip-by-norm.ts";
export { clipByValue } from "./clip-by-value.ts";
export {
  convertMomentum,
  momentaCoincide,
  type MomentumConvention,
  type MomentumSettings,
} from "./convert-momentum.ts";
export { lamb } from "./lamb.ts";
export { lookahead, type LookedAhead } from "./lookahead.ts";
export { muon } from "./muon.ts";
export { normalise, type NormaliseOptions } from "./normalise.ts";
export { apply } from "./apply.ts";
export type { Params, StateOf, Step, Transform } from "./optimizer.ts";
export { partition, type Part } from "./partition.ts";
export type { Inputs, Outputs, Rule } from "./rule.ts";
export * from "./rules.ts";
/**
 * The table of the optimizers that are elementwise rules, by name. Each is tested and documented individually.
 *
 * @example
 * ```ts
 * import { rules } from "@downhill/optimizers";
 * const names = Object.keys(rules); // adam, adamw and nineteen more
 * rules.adam.rule.state; // ["m", "v"]
 * ```
 */
export * as rules from "./rules.ts";
export { type LossAndGradient, sam } from "./sam.ts";
export { programOf } from "./program.ts";
export { equations } from "./tex.ts";
export { tensors } from "./tensors.ts";
export { type Moments, type Optimizer, type Settings, transform } from "./transform.ts";
