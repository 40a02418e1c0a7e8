import type { Questions } from "@downhill/grader/questions";
import { checkGrads } from "./check-grads.ts";
import type { Autograd } from "./drawn.ts";
import { gradient } from "./gradient.ts";
import { matmul } from "./matmul.ts";
import { record } from "./record.ts";
import { regression } from "./regression.ts";
import { reverse } from "./reverse.ts";
import { rules } from "./rules.ts";

const all: Questions<Autograd> = {
  record,
  rules,
  matmul,
  reverse,
  gradient: [...gradient, ...checkGrads],
  regression,
};

export default all;
