import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { curvaturesAsked, ratesAsked } from "./bowls.ts";
import { descendAsked } from "./descend.ts";
import { descentsKept } from "./descend-kept.ts";
import { regimesAsked } from "./regimes.ts";
import { sharpnessAsked } from "./sharpness.ts";

export default questions<Module>({
  regimes: regimesAsked,
  curvatures: curvaturesAsked,
  rates: ratesAsked,
  sharpness: sharpnessAsked,
  descend: [...descendAsked, ...descentsKept],
});
