import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { binary } from "./binary.ts";
import { crossEntropy, gradient } from "./cross-entropy.ts";
import { differences } from "./differences.ts";
import { regression } from "./regression.ts";
import { softmax } from "./softmax.ts";

export default questions<Module>({
  mse: regression,
  differences,
  binary,
  softmax,
  "cross-entropy": crossEntropy,
  gradient,
});
