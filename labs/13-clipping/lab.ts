import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "clipping.ts",
  tasks: {
    "by-value": { points: 10, writes: ["clipByValue"] },
    norm: { points: 20, writes: ["norm"] },
    "by-norm": { points: 20, writes: ["clipByNorm"], needs: ["norm"] },
    "global-norm": { points: 15, writes: ["clipByGlobalNorm"], needs: ["by-norm"] },
    "before-the-rule": { points: 15, writes: ["clipFirst"], needs: ["global-norm"] },
    "non-finite": { points: 20, writes: ["skipNonFinite"] },
  },
});
