import { questions } from "@downhill/grader/questions";
import { decayAsked } from "./decay.ts";
import { optimalityAsked } from "./optimality.ts";
import { pathAsked } from "./path.ts";
import { penaltyAsked } from "./penalty.ts";
import { proximalAsked } from "./proximal.ts";
import type { Module } from "./rules.ts";
import { thresholdAsked } from "./threshold.ts";

export default questions<Module>({
  penalty: penaltyAsked,
  decay: decayAsked,
  threshold: thresholdAsked,
  proximal: proximalAsked,
  optimality: optimalityAsked,
  path: pathAsked,
});
