import { questions } from "@downhill/grader/questions";
import { cleanAsked } from "./clean.ts";
import { fitAsked } from "./fit.ts";
import { prepareAsked } from "./prepare.ts";
import type { Module } from "./rows.ts";
import { splitAsked } from "./split.ts";
import { transformAsked } from "./transform.ts";

export default questions<Module>({
  clean: cleanAsked,
  split: splitAsked,
  fit: fitAsked,
  transform: transformAsked,
  prepare: prepareAsked,
});
