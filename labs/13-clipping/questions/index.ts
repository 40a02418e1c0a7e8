import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { byNorm } from "./by-norm.ts";
import { byValue } from "./by-value.ts";
import { beforeTheRule } from "./before-the-rule.ts";
import { globalNorm } from "./global-norm.ts";
import { nonFinite } from "./non-finite.ts";
import { norm } from "./norm.ts";

export default questions<Module>({
  "by-value": byValue,
  norm,
  "by-norm": byNorm,
  "global-norm": globalNorm,
  "before-the-rule": beforeTheRule,
  "non-finite": nonFinite,
});
