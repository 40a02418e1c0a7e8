import type { Mistake } from "@downhill/grader/lab";
import { host } from "./misconceptions/host.ts";
import { kernel } from "./misconceptions/kernel.ts";
import { roofline } from "./misconceptions/roofline.ts";
import { tensors } from "./misconceptions/tensors.ts";
import { train } from "./misconceptions/train.ts";

/** The wrong implementations in `mistakes/`, and what a learner reads when the numbers match one of them. */
export const mistakes: readonly Mistake[] = [...tensors, ...host, ...kernel, ...train, ...roofline];
