import { questions } from "@downhill/grader/questions";
import { composition, warmUp } from "./composition.ts";
import { exponential, timeBased } from "./decays.ts";
import { horizon } from "./horizon.ts";
import { noise } from "./noise.ts";
import type { Module } from "./cases.ts";

export default questions<Module>({
  noise,
  "time-based": timeBased,
  exponential,
  horizon,
  "warm-up": warmUp,
  composition,
});
