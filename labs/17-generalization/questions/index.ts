import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { augmentation } from "./augmentation.ts";
import { crossValidation } from "./cross-validation.ts";
import { dropout } from "./dropout.ts";
import { earlyStopping } from "./early-stopping.ts";
import { folds } from "./folds.ts";
import { selection } from "./selection.ts";

export default questions<Module>({
  selection,
  folds,
  "cross-validation": crossValidation,
  "early-stopping": earlyStopping,
  augmentation,
  dropout,
});
