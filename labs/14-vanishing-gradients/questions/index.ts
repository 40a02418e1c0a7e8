import { questions } from "@downhill/grader/questions";
import { chain } from "./chain.ts";
import { layers } from "./layers.ts";
import { norms } from "./norms.ts";
import { propagation } from "./propagation.ts";
import { residual } from "./residual.ts";
import type { Module } from "./tensors.ts";
import { weights } from "./weights.ts";

export default questions<Module>({ chain, norms, propagation, weights, layers, residual });
