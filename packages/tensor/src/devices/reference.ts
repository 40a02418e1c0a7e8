import { reference } from "../backends/reference.ts";
import type { Candidate } from "./candidate.ts";

/** Plain loops in float64: the oracle, always available. */
export const referenceDevice: Candidate = {
  name: "reference",
  open: async () => ({
    backend: reference,
    tier: "interpreter",
    processor: "CPU",
    about: { en: "CPU, plain loops in float64, the oracle", zh: "CPU，float64，直白的循环，供其他设备对照" },
  }),
};
