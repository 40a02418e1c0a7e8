import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "rate-search.ts",
  tasks: {
    ramp: { points: 15, writes: ["ramp"] },
    smoothed: { points: 20, writes: ["smoothed"] },
    stop: { points: 15, writes: ["stopAt"] },
    "range-test": { points: 25, writes: ["rangeTest"], needs: ["ramp", "smoothed", "stop"] },
    suggestion: { points: 25, writes: ["suggestion"] },
  },
});
