import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { convergence } from "./convergence.ts";
import { conventions } from "./conventions.ts";
import { rule } from "./rule.ts";

export default questions<Module>({
  "heavy-ball": rule("heavyBall"),
  convergence,
  nesterov: rule("nesterov"),
  conventions,
});
