import { questions } from "@downhill/grader/questions";
import { rampAsked, smoothedAsked } from "./lists.ts";
import { rangeTestAsked } from "./range-test.ts";
import { stopAsked } from "./stop.ts";
import { suggestionAsked } from "./suggestion.ts";
import type { Module } from "./trainings.ts";

export default questions<Module>({
  ramp: rampAsked,
  smoothed: smoothedAsked,
  stop: stopAsked,
  "range-test": rangeTestAsked,
  suggestion: suggestionAsked,
});
