import { reference } from "../backends/reference.ts";
import type { Candidate } from "./candidate.ts";

/** Plain loops in float64: the oracle, always available. */
export const referenceDevice: Candidate = {
  name: "reference",
  open: async () => ({
    backend: reference,
    tier: "interpreter",
    processor: "CPU",
    about: { en: "CPU, plain loops in float64, the oracle", zh: "CPU，float64 朴素循环，作为标准答案" },
  }),
};
