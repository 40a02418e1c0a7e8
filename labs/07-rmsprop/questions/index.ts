import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { conventions } from "./conventions.ts";
import { descend } from "./descend.ts";
import { rule } from "./rule.ts";

export default questions<Module>({
  adagrad: rule("adagrad"),
  rmsprop: rule("rmsprop"),
  descend,
  "epsilon-inside": rule("rmspropInside"),
  conventions,
});
