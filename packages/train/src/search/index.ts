export { search, type SearchOptions } from "./search.ts";
export { choice, type Configuration, int, logUniform, type Range, type Space, uniform } from "./space.ts";
export { type Bracket, grid, halving, hyperband, random, type Rung, type Strategy } from "./strategy.ts";
export { type SearchResult, type Trial, type TrialFunction, type TrialRun } from "./trial.ts";
export { type Failure } from "./journal.ts";
export { searchSvg } from "./search-svg.ts";
export { showSearch, type ShowSearchOptions } from "./show-search.ts";
export {
  type RatePoint,
  rateRange,
  type RateRange,
  type RateRangeOptions,
  rateRangeSvg,
} from "./rate-range.ts";
export type { PictureTexts } from "../report/plot-frame.ts";
export {
  compareOnFolds,
  type Comparison,
  crossValidate,
  type CrossValidated,
  type Difference,
  type FoldOptions,
  type FoldTrial,
  showFolds,
  type Spread,
} from "./cross-validate.ts";
