import { questions } from "@downhill/grader/questions";
import { drawAsked } from "./draw.ts";
import { gridAsked } from "./grid.ts";
import { halvingAsked } from "./halving.ts";
import { randomAsked } from "./random.ts";
import { reportAsked } from "./report.ts";
import { rungsAsked } from "./rungs.ts";
import type { Module } from "./trainings.ts";

export default questions<Module>({
  grid: gridAsked,
  draw: drawAsked,
  random: randomAsked,
  rungs: rungsAsked,
  halving: halvingAsked,
  report: reportAsked,
});
