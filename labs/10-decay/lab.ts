import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "decay.ts",
  tasks: {
    noise: { points: 15, writes: ["expectedErrors"] },
    "time-based": { points: 20, writes: ["timeBased", "bestRates"] },
    exponential: { points: 15, writes: ["exponential"] },
    horizon: { points: 20, writes: ["polynomial", "cosine"] },
    "warm-up": { points: 10, writes: ["warmup"] },
    composition: { points: 20, writes: ["join"] },
  },
});
