import * as nn from "@downhill/nn";
import * as optimizers from "@downhill/optimizers";
import * as regularizers from "@downhill/regularizers";
import * as schedules from "@downhill/schedules";
import { ops } from "@downhill/tensor";
import type { Kind } from "./row.ts";

const losses = [
  "binaryCrossEntropy",
  "huber",
  "meanAbsoluteError",
  "meanSquaredError",
  "softmaxCrossEntropy",
];
const metrics = ["accuracy", "confusionMatrix", "perplexity", "rSquared", "topKAccuracy"];
const initialisers = ["allZeros", "heNormal", "heUniform", "orthogonal", "xavierNormal", "xavierUniform"];

/** Public values that are not of any kind in the table, but support them. */
const tools: Readonly<Record<string, readonly string[]>> = {
  nn: ["fans", "showSummary", "summary", "trainApply", "withMask", "withStatistics"],
  optimizers: [
    "apply",
    "chain",
    "convertMomentum",
    "descend",
    "equations",
    "flat",
    "freeze",
    "globalNorm",
    "hyperAt",
    "momentaCoincide",
    "numbers",
    "programOf",
    "rules",
    "tensors",
    "transform",
  ],
  schedules: ["at", "plot", "ScheduleError"],
  regularizers: [],
};

const named = (name: string, exported: object): string[] => {
  const all = Object.keys(exported);
  const missing = tools[name]!.filter((tool) => !all.includes(tool));
  if (missing.length > 0)
    throw new Error(`@downhill/${name} has no ${missing.join(", ")}; take it out of the tools`);
  return all.filter((each) => !tools[name]!.includes(each)).toSorted();
};

const other = [...losses, ...metrics, ...initialisers];

/**
 * Every public name that must be in the table. A new export of these packages belongs in it unless it is listed as a
 * tool.
 */
export const names: Readonly<Record<Kind, readonly string[]>> = {
  op: Object.keys(ops).toSorted(),
  layer: named("nn", nn).filter((name) => !other.includes(name)),
  loss: losses,
  metric: metrics,
  initialiser: initialisers,
  optimizer: named("optimizers", optimizers),
  schedule: named("schedules", schedules),
  regularizer: named("regularizers", regularizers),
};
